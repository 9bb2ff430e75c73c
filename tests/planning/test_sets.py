"""The fewest parts and those of least effort, against plain enumeration."""

from decimal import Decimal
from itertools import combinations
from math import comb

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from planning.sets import Part, fewest, least_in_parts, least_whole

POINTS = st.decimals(0, 20, places=2)
WEIGHTS = st.decimals(0, 5, places=1)
PARTS = st.lists(st.tuples(POINTS, WEIGHTS, WEIGHTS), min_size=1, max_size=8)
NEEDS = st.decimals(0, 120, places=2)


def made(drawn: list[tuple[Decimal, Decimal, Decimal]]) -> list[Part]:
    return [Part(str(place), *each) for place, each in enumerate(drawn, start=1)]


def every_set(parts: list[Part]) -> list[tuple[Part, ...]]:
    return [chosen for size in range(len(parts) + 1) for chosen in combinations(parts, size)]


def points_of(chosen: tuple[Part, ...]) -> Decimal:
    return sum((part.points for part in chosen), Decimal(0))


@settings(max_examples=150, deadline=None)
@forall(drawn=PARTS, need=NEEDS)
def test_the_fewest_their_number_and_the_best_of_one_less_are_those_of_enumeration(drawn, need):
    parts = [part for part in made(drawn) if part.points > 0]
    found = fewest(made(drawn), need)
    enough = [chosen for chosen in every_set(parts) if points_of(chosen) >= need]
    if not enough:
        assert found is None
        return
    size = min(len(chosen) for chosen in enough)
    smallest = [chosen for chosen in enough if len(chosen) == size]
    best = min(smallest, key=lambda chosen: (-points_of(chosen), [int(part.code) for part in chosen]))
    assert found.sets == len(smallest)
    assert sorted(found.parts, key=lambda part: int(part.code)) == list(best)
    fewer = [points_of(chosen) for chosen in every_set(parts) if len(chosen) == size - 1]
    assert found.best_fewer == (max(fewer) if fewer else None)
    assert found.best_fewer is None or found.best_fewer < need


@settings(max_examples=150, deadline=None)
@forall(drawn=PARTS, need=NEEDS)
def test_the_least_effort_of_whole_parts_is_that_of_enumeration(drawn, need):
    parts = made(drawn)
    found = least_whole(parts, need)
    enough = [chosen for chosen in every_set(parts) if points_of(chosen) >= need]
    if not enough:
        assert found is None
        return
    best = min((sum(part.effort for part in chosen), sum(part.points > 0 for part in chosen)) for chosen in enough)
    assert (found.effort, len(found.points)) == best
    assert sum(points for _, points in found.points) >= need
    assert all(points == part.points for part, points in found.points)


def cheapest_fill(chosen: tuple[Part, ...], need: Decimal) -> Decimal:
    """Effort of touching all of these and taking the cheapest points first."""
    effort, missing = sum((part.fixed for part in chosen), Decimal(0)), need
    for part in sorted(chosen, key=lambda part: part.per_point):
        taken = min(missing, part.points)
        effort, missing = effort + taken * part.per_point, missing - taken
    return effort


@settings(max_examples=150, deadline=None)
@forall(drawn=PARTS, need=NEEDS)
def test_the_least_effort_in_parts_is_that_of_enumeration(drawn, need):
    parts = [part for part in made(drawn) if part.points > 0]
    found = least_in_parts(made(drawn), need)
    enough = [chosen for chosen in every_set(parts) if points_of(chosen) >= need]
    if not enough:
        assert found is None
        return
    assert found.effort == min(cheapest_fill(chosen, need) for chosen in enough)
    assert sum(points for _, points in found.points) == need
    assert all(0 < points <= part.points for part, points in found.points)


@pytest.mark.parametrize("size", [3, 60])
def test_sets_of_equal_parts_are_all_counted(size):
    parts = [Part(str(place), Decimal("1.25")) for place in range(size)]
    assert fewest(parts, Decimal("2.5")).sets == size * (size - 1) // 2
    half = fewest(parts, Decimal("1.25") * (size // 2))
    assert half.sets == comb(size, size // 2)
