"""Which parts to take so that their points reach a need: the fewest, and those of least effort, exactly.

Works on whole numbers, so that no result hangs on a rounding: points are scaled to the last decimal that any has.
Several thousand results are held against plain enumeration in `tests/planning/test_sets.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from math import comb, gcd

import numpy as np

_MOST_CELLS = 4_000_000  # of a table of counts; beyond it the number of sets is not told
_INT64 = 2**62


@dataclass(frozen=True)
class Part:
    """Something that can be gained: `points`, and what it takes to touch it at all and for each point."""

    code: str
    points: Decimal
    fixed: Decimal = Decimal(0)
    per_point: Decimal = Decimal(0)

    @property
    def effort(self) -> Decimal:
        """What all of it takes."""
        return self.fixed + self.per_point * self.points


@dataclass(frozen=True)
class Fewest:
    """The smallest number of parts that reach the need: of these sets the one with most points, then lowest codes.

    `sets` is how many of that size reach it (None where there are too many to count them exactly), `best_fewer` the
    most that one part less can give, which is not enough: the certificate. None where no part is needed at all.
    """

    parts: tuple[Part, ...]
    sets: int | None
    best_fewer: Decimal | None

    @property
    def total(self) -> Decimal:
        """What the parts give together."""
        return sum((part.points for part in self.parts), Decimal(0))


@dataclass(frozen=True)
class Least:
    """The least effort that reaches the need, and the points it takes of each part touched."""

    effort: Decimal
    points: tuple[tuple[Part, Decimal], ...]


def fewest(parts: Sequence[Part], need: Decimal) -> Fewest | None:
    """The fewest parts whose points reach the need; None where all together do not."""
    ordered = sorted((part for part in parts if part.points > 0), key=lambda part: -part.points)
    if need <= 0:
        return Fewest((), 1, None)
    sums = list(accumulate(part.points for part in ordered))
    size = next((count for count, total in enumerate(sums, start=1) if total >= need), None)
    if size is None:
        return None
    scale = _scale([need, *(part.points for part in ordered)])
    sets = _count([int(part.points * scale) for part in ordered], size, int(need * scale))
    return Fewest(tuple(ordered[:size]), sets, sums[size - 2] if size > 1 else Decimal(0))


def _scale(amounts: Sequence[Decimal]) -> int:
    """Ten to the power of the most decimals that any of these has."""
    return 10 ** max(0, *(-int(amount.normalize().as_tuple().exponent) for amount in amounts))


def _count(points: list[int], size: int, need: int) -> int | None:
    """How many sets of that size reach the need; `points` stand greatest first.

    A set differs from the greatest one by parts taken out of it and as many put in. Measured from the smallest part of
    the greatest set, what either costs is not negative, and together it may not be more than the greatest set has to
    spare. That is less than its smallest part, since one part less is not enough: so the tables stay small.
    """
    pivot = points[size - 1]
    spare = sum(points[:size]) - need
    out = [each for each in (one - pivot for one in points[:size]) if each <= spare]
    into = [each for each in (pivot - one for one in points[size:]) if each <= spare]
    unit = gcd(*out, *into) or 1
    room = spare // unit
    most = 0
    while most < min(len(out), len(into)) and sum(sorted(out)[: most + 1]) + sum(sorted(into)[: most + 1]) <= spare:
        most += 1
    cells = (room + 1) * (most + 1)
    is_small = comb(max(len(out), len(into), 1), min(most, max(len(out), len(into)) // 2)) < _INT64
    if cells > _MOST_CELLS or not (is_small or cells * len(points) <= _MOST_CELLS):
        return None
    taken, put = (_table([each // unit for each in side], most, room, is_small) for side in (out, into))
    total = 0
    for exchanged in range(most + 1):
        reach = np.cumsum(put[exchanged])
        for cost in np.flatnonzero(taken[exchanged]):
            total += int(taken[exchanged][cost]) * int(reach[room - cost])
    return total


def _table(costs: list[int], most: int, room: int, is_small: bool) -> np.ndarray:
    """How many sets of so many (row) of these costs cost so much (column)."""
    table = np.zeros((most + 1, room + 1), dtype=np.int64 if is_small else object)
    table[0, 0] = 1
    for cost in costs:
        for size in range(most, 0, -1):
            table[size, cost:] += table[size - 1, : room + 1 - cost]
    return table


def least_in_parts(parts: Sequence[Part], need: Decimal) -> Least | None:
    """The least effort where any part of a part may be gained: what touching costs is paid once.

    In a best answer at most one part is gained in part: of two, points could be moved from the dearer to the cheaper.
    So each is tried as that one, beside the best sets of whole others.
    """
    parts = [part for part in parts if part.points > 0]
    if need <= 0:
        return Least(Decimal(0), ())
    found: list[tuple[Decimal, int, tuple[tuple[Part, Decimal], ...]]] = []
    for place, partial in enumerate(parts):
        rest = [*parts[:place], *parts[place + 1 :]]
        for chosen in _efficient(rest, need):
            missing = need - sum((part.points for part in chosen), Decimal(0))
            if 0 < missing <= partial.points:
                points = {part.code: part.points for part in chosen} | {partial.code: missing}
                told = tuple((part, points[part.code]) for part in parts if part.code in points)
                found.append((_effort(told), len(told), told))
    if not found:
        return None
    effort, _, told = min(found, key=lambda each: each[:2])
    return Least(effort, told)


def _effort(points: Sequence[tuple[Part, Decimal]]) -> Decimal:
    return sum((part.fixed + part.per_point * amount for part, amount in points), Decimal(0))


def _efficient(parts: Sequence[Part], need: Decimal) -> list[tuple[Part, ...]]:
    """The sets of which no other gives as many points for less effort, each below the need."""
    states: list[tuple[Decimal, Decimal, tuple[Part, ...]]] = [(Decimal(0), Decimal(0), ())]
    for part in parts:
        added = [
            (points + part.points, effort + part.effort, (*chosen, part))
            for points, effort, chosen in states
            if points + part.points < need
        ]
        states = sorted(states + added, key=lambda state: (state[1], -state[0], len(state[2])))
        kept, most = [], Decimal(-1)
        for state in states:
            if state[0] > most:
                kept.append(state)
                most = state[0]
        states = kept
    return [chosen for _, _, chosen in states]


def least_whole(parts: Sequence[Part], need: Decimal) -> Least | None:
    """The least effort where a part is gained whole or not at all; of equal efforts the fewest parts.

    The sets are built up part by part, those that give most for their effort first; of those with as many points only
    the one of least effort is kept, and none whose cheapest completion, were parts divisible, is dearer than an answer
    that is known already.
    """
    parts = [part for part in parts if part.points > 0]
    if need <= 0:
        return Least(Decimal(0), ())
    if sum((part.points for part in parts), Decimal(0)) < need:
        return None
    ordered = sorted(parts, key=lambda part: (part.effort / part.points, -part.points))
    points_scale = _scale([need, *(part.points for part in ordered)])
    effort_scale = _scale([part.effort for part in ordered])
    points = np.array([int(part.points * points_scale) for part in ordered])
    # the number of parts is counted in the last digits of the effort, so that of equal efforts the fewest wins
    efforts = np.array([int(part.effort * effort_scale) * (len(ordered) + 1) + 1 for part in ordered])
    chosen = [ordered[place] for place in _cheapest_cover(points, efforts, int(need * points_scale))]
    told = tuple((part, part.points) for part in parts if part in chosen)
    return Least(_effort(told), told)


def _cheapest_cover(points: np.ndarray, efforts: np.ndarray, need: int) -> list[int]:
    """Places of the parts whose points reach the need at the least effort; parts stand in order of effort a point."""
    reached, paid = np.array([0]), np.array([0])
    best, end = int(np.iinfo(np.int64).max), (0, 0)
    stages: list[tuple[np.ndarray, int]] = []  # of each part: which sets were kept, and how many there were before it
    for place in range(len(points)):
        more = np.concatenate([reached, np.minimum(reached + points[place], need)])
        dear = np.concatenate([paid, paid + efforts[place]])
        order = np.lexsort((dear, -more))
        dear_so_far = np.minimum.accumulate(dear[order])
        is_kept = np.concatenate([[True], dear[order][1:] < dear_so_far[:-1]])
        order = order[is_kept]
        more, dear = more[order], dear[order]
        if more[0] == need and dear[0] < best:
            best, end = int(dear[0]), (place, int(order[0]))
        least, some = _completions(more, dear, points[place + 1 :], efforts[place + 1 :], need)
        best_known = min(best, some)
        # what is worked out with doubles only lets go what is dearer by more than they can be wrong
        is_open = (more < need) & (least <= best_known * (1 + 1e-9) + 1)
        stages.append((order[is_open], len(reached)))
        reached, paid = more[is_open], dear[is_open]
        if not len(reached):
            break
    place, state = end
    chosen = []
    while place >= 0:
        before = stages[place][1]
        if state >= before:
            chosen.append(place)
        place, state = place - 1, int(stages[place - 1][0][state % before]) if place else 0
    return chosen


def _completions(
    reached: np.ndarray, paid: np.ndarray, points: np.ndarray, efforts: np.ndarray, need: int
) -> tuple[np.ndarray, int]:
    """For each state the least that reaching the need takes were parts divisible, and the least of whole ones so."""
    if not len(points):
        return np.where(reached >= need, paid, np.inf), np.iinfo(np.int64).max
    sums, costs = np.cumsum(points), np.cumsum(efforts)
    missing = need - reached
    last = np.searchsorted(sums, missing)
    is_possible = last < len(points)
    last = np.minimum(last, len(points) - 1)
    before = np.where(last > 0, sums[last - 1], 0)
    cost_before = np.where(last > 0, costs[last - 1], 0)
    share = (missing - before) / points[last]
    least = np.where(is_possible, paid + cost_before + share * efforts[last], np.inf)
    whole = (paid + costs[last])[is_possible & (missing > 0)]
    return np.where(missing <= 0, paid, least), int(whole.min()) if len(whole) else np.iinfo(np.int64).max
