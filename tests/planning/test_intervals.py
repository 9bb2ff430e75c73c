"""Cohorts of which only some figures are known: of invented ones the truth is always inside what is said of it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from planning import ranks, standings
from planning.standings import STEPS, Standings, Unit

VALUES = st.lists(st.integers(0, 40), min_size=2, max_size=9)


def cohort(values: list[int], is_known: list[bool], own: int) -> tuple[Standings, Standings]:
    """The same unit among all values, and among those that are known; ranks are printed for those alone."""
    units = [
        Unit(str(place), f"Đơn vị {place}", None, None, value, value, value, 1 + sum(other > value for other in values))
        for place, value in enumerate(values)
    ]
    mine = units.pop(own)
    others = tuple(sorted(units, key=lambda unit: -(unit.steps or 0)))
    hidden = tuple(
        unit if is_known[int(unit.code)] else replace(unit, steps=None, low=None, high=None, rank=None)
        for unit in others
    )
    whole = Standings(
        build_id="", edition_code="", period_code="", unit_system="", cohort_size=len(values), scale_max=Decimal(1),
        decimals=4, total=Decimal(1000), own=mine, steps=values[own], low=values[own], high=values[own], others=others,
        mains=(), pool=None,
    )  # fmt: skip
    return whole, replace(whole, others=hidden)


@st.composite
def cohorts(draw: st.DrawFn) -> tuple[Standings, Standings]:
    values = draw(VALUES)
    is_known = draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
    return cohort(values, is_known, draw(st.integers(0, len(values) - 1)))


@settings(max_examples=300, deadline=None)
@forall(pair=cohorts(), value=st.integers(0, 45))
def test_the_true_rank_lies_in_the_interval(pair, value):
    whole, partly = pair
    true, said = ranks.place(whole, value).rank, ranks.place(partly, value)
    assert said.at_least <= true <= said.at_most
    if value == partly.steps:
        assert said.rank == true


@settings(max_examples=300, deadline=None)
@forall(pair=cohorts(), target=st.integers(1, 9))
def test_the_true_need_lies_between_what_is_said(pair, target):
    whole, partly = pair
    target = min(target, whole.cohort_size)
    true, said = ranks.need(whole, target), ranks.need(partly, target)
    assert said.at_least <= true.points <= said.at_most
    assert ranks.place(whole, said.steps).rank <= target


@settings(max_examples=200, deadline=None)
@forall(pair=cohorts(), value=st.integers(0, 45), lift=st.integers(0, 12))
def test_who_is_certain_to_be_passed_is_passed_and_a_lifted_cohort_keeps_the_truth_inside(pair, value, lift):
    whole, partly = pair
    assume(any(other.steps is not None for other in partly.others))  # else `movement.read` refuses to move them

    def lifted(held: Standings) -> tuple[Unit, ...]:
        return tuple(
            other if other.steps is None else replace(
                other, steps=other.steps + lift, low=other.steps + lift, high=other.steps + lift, rank=None
            )
            for other in held.others
        )  # fmt: skip

    true = ranks.place(whole, value, lifted(whole)).rank
    said = ranks.place(partly, value, lifted(partly))
    assert said.at_least <= true <= said.at_most
    for find in (ranks.passed, ranks.passing):
        certain = {unit.code for unit in find(partly, value, lifted(partly))}
        assert certain <= {unit.code for unit in find(whole, value, lifted(whole))}


@settings(max_examples=200, deadline=None)
@forall(pair=cohorts())
def test_every_step_of_the_step_function_says_a_place_that_holds(pair):
    whole, partly = pair
    for step in ranks.steps(partly):
        true = ranks.place(whole, step.steps).rank
        assert step.place.at_least <= true <= step.place.at_most
    assert all(step.points == Decimal(step.steps - whole.steps) * 1000 / STEPS for step in ranks.steps(whole))


@pytest.mark.parametrize(
    ("steps", "best", "worst"),
    [
        (4700, 14, 20),  # below two that share rank 12, above Lâm Đồng (20): 12 + 2 − 1 are above at least
        (4626, 20, 20),
        (6000, 2, 2),  # between the first and the second
        (2849, 58, 58),
        (2800, 58, 63),
    ],
)
def test_an_interval_is_as_narrow_as_known_pairs_make_it(build_id, steps, best, worst):
    place = ranks.place(standings.read(build_id, "dti.2021.vn63", "08"), steps)
    assert (place.at_least, place.at_most) == (best, worst)


@pytest.mark.parametrize(
    ("target", "least", "most"),
    [
        (57, "0.1", "19.9"),  # a step more at least; level with Ninh Thuận (53) at most
        (53, "0.1", "19.9"),
        (50, "20", "50"),  # Ninh Thuận must be passed; at most Kon Tum's (46) highest value, 0.3349
        (43, "40.2", "58.9"),  # Kon Tum's lowest value, 0.3250, must be passed
        (42, "59", "66"),
        (1, "302.4", "357"),
    ],
)
def test_a_need_is_as_narrow_as_known_pairs_make_it(build_id, target, least, most):
    need = ranks.need(standings.read(build_id, "dti.2021.vn63", "08"), target)
    assert (need.at_least, need.at_most, need.kind) == (Decimal(least), Decimal(most), "between")
