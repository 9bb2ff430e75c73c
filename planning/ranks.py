"""Places among the others: the rank of a value, who is passed, the points for a rank, the step function.

In a cohort of which not every value is known a rank is an interval, narrowed by the others whose value and rank both
are: `Place.kind` says which of the two it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from planning.errors import PlanningRefused
from planning.numbers import number
from planning.standings import STEPS, Standings, Unit

EXACT, BETWEEN = "exact", "between"


@dataclass(frozen=True)
class Place:
    """Where a value stands: the rank is from `at_least` (the best it can be) to `at_most`; the others level with it."""

    at_least: int
    at_most: int
    level_with: tuple[Unit, ...]

    @property
    def kind(self) -> str:
        """`exact`, or `between` the two."""
        return EXACT if self.at_least == self.at_most else BETWEEN

    @property
    def rank(self) -> int | None:
        """The rank where it is exact."""
        return self.at_least if self.at_least == self.at_most else None


@dataclass(frozen=True)
class Step:
    """One step of the step function: so many `points` lead to this value (in steps) and place."""

    points: Decimal
    steps: int
    place: Place

    @property
    def met(self) -> tuple[Unit, ...]:
        """The others that have this value; at 0 points those level with the unit today."""
        return self.place.level_with


@dataclass(frozen=True)
class Need:
    """The points a unit needs for a `target` rank: from `at_least` to `at_most`, equal where they are known exactly.

    `steps` is the value that `at_most` leads to, `place` where it stands: through ties it may be better than asked.
    """

    target: int
    at_least: Decimal
    at_most: Decimal
    steps: int
    place: Place

    @property
    def kind(self) -> str:
        """`exact`, or `between` the two."""
        return EXACT if self.at_least == self.at_most else BETWEEN

    @property
    def points(self) -> Decimal | None:
        """The points where they are exact; 0 where the unit is there already."""
        return self.at_most if self.at_least == self.at_most else None


@dataclass(frozen=True)
class RangeNeed:
    """The points for a range of ranks: to `enter` it, and to its `better` end. `distance` is how many ranks the unit is
    short of it (0 or less: it is met), None where its rank is not exact; `is_exceeded` where it is better than all.
    """

    best: int
    worst: int
    enter: Need
    better: Need
    distance: int | None

    @property
    def is_met(self) -> bool:
        """Whether the unit is in the range or better."""
        return self.distance is not None and self.distance <= 0

    @property
    def is_exceeded(self) -> bool:
        """Whether its rank is better than the whole range."""
        return self.distance is not None and self.distance < self.best - self.worst


def parsed(text: str, cohort_size: int | None) -> tuple[int, int]:
    """A rank or a range of ranks as written, best first: `40`, `40-44`. Raises PlanningRefused (`rank`, `range`)."""
    size = cohort_size or STEPS
    try:
        ends = [number(part) for part in text.strip().replace("–", "-").split("-")]
    except PlanningRefused:
        ends = []
    if not 1 <= len(ends) <= 2 or not all(end == int(end) and 1 <= end <= size for end in ends):
        raise PlanningRefused("rank", text, [str(cohort_size)] if cohort_size else [])
    if ends[0] > ends[-1]:
        raise PlanningRefused("range", text)
    return int(ends[0]), int(ends[-1])


def place(standings: Standings, steps: int | None = None, others: Sequence[Unit] | None = None) -> Place:
    """The place of a value among the others (or among these, moved): the own one where none is given.

    1 + the number of others with a greater value. With nothing edited or moved it is the published rank.
    """
    is_moved = others is not None and tuple(others) != standings.others
    others = standings.others if others is None else others
    value = standings.steps if steps is None else steps
    if value == standings.steps and not is_moved and standings.rank is not None:
        return Place(standings.rank, standings.rank, _level(others, value))
    if standings.is_complete:
        rank = 1 + sum(other.steps > value for other in others if other.steps is not None)
        return Place(rank, rank, _level(others, value))
    return _interval(standings, value, others, is_moved)


def _level(others: Sequence[Unit], value: int) -> tuple[Unit, ...]:
    return tuple(other for other in others if other.low == other.high == value)


def _interval(standings: Standings, value: int, others: Sequence[Unit], is_moved: bool) -> Place:
    """What the others with a known value and rank allow: below all that are surely above, and not below those that are
    surely not. The unit has left its old place, so those that were surely below it stand one rank better.
    """
    least, most = 1, standings.cohort_size or STEPS
    low, high = _own_range(standings, value)
    level = []
    ranks = [other.rank for other in standings.others if other.rank is not None]
    for before, other in zip(standings.others, others, strict=True):
        if before.rank is None or other.low is None or other.high is None:
            continue
        rank = before.rank - _is_surely_above(standings.own, before)
        if other.low > high:
            least = max(least, rank + ranks.count(before.rank))
        elif other.high <= low:
            most = min(most, rank)
            if other.low == other.high == low == high:
                level.append(other)
                least = max(least, 1 if is_moved else rank)
    if standings.rank is not None and is_moved and value <= standings.steps and _only_gain(standings.others, others):
        least = max(least, standings.rank)  # whoever was above still is
    if standings.rank is not None and not is_moved:
        least = max(least, standings.rank) if value <= standings.steps else least
        most = min(most, standings.rank) if value >= standings.steps else most
    return Place(min(least, most), most, tuple(level))


def _only_gain(before: Sequence[Unit], others: Sequence[Unit]) -> bool:
    """Whether no other unit has lost by the movement; those whose value is not known move like the known ones."""
    pairs = [(was.low, now.low) for was, now in zip(before, others, strict=True)]
    return all(was <= now for was, now in pairs if was is not None and now is not None)


def _own_range(standings: Standings, value: int) -> tuple[int, int]:
    """From where to where an own value may be that was printed with fewer decimals."""
    return value - (standings.steps - standings.low), value + (standings.high - standings.steps)


def _is_surely_above(one: Unit, other: Unit) -> bool:
    return one.low is not None and other.high is not None and one.low > other.high


def passed(standings: Standings, steps: int, others: Sequence[Unit]) -> tuple[Unit, ...]:
    """The others that were above the unit and with this value are not: best first, those now level with it too.

    Of those whose value is not known exactly the ones of which it is certain.
    """
    low, _ = _own_range(standings, steps)
    pairs = zip(standings.others, others, strict=True)
    return tuple(
        before for before, other in pairs
        if _is_surely_above(before, standings.own) and other.high is not None and other.high <= low
    )  # fmt: skip


def passing(standings: Standings, steps: int, others: Sequence[Unit]) -> tuple[Unit, ...]:
    """The others that were not above the unit and with this value are: best first."""
    _, high = _own_range(standings, steps)
    pairs = zip(standings.others, others, strict=True)
    return tuple(
        before for before, other in pairs
        if before.high is not None and before.high <= standings.low
        and other.low is not None and other.low > high
    )  # fmt: skip


def steps(standings: Standings, others: Sequence[Unit] | None = None) -> list[Step]:
    """The step function, ascending: at 0 points the present place, then one step for every value of the others (or of
    these, moved) above the own one. Where the cohort is not complete, one for every exactly known pair above.
    """
    found = [Step(Decimal(0), standings.steps, place(standings, None, others))]
    is_complete = standings.is_complete
    others = standings.others if others is None else others
    above = [
        other for before, other in zip(standings.others, others, strict=True)
        if other.low == other.high and (other.steps or 0) > standings.steps and (is_complete or before.rank is not None)
    ]  # fmt: skip
    above.sort(key=lambda other: other.steps or 0, reverse=True)
    rank = 1
    higher = []
    for value, group in groupby(above, key=lambda other: other.steps or 0):
        met = tuple(group)
        at = Place(rank, rank, met) if is_complete else place(standings, value, others)
        higher.append(Step(standings.points_of(value - standings.steps), value, at))
        rank += len(met)
    return found + higher[::-1]


def need(standings: Standings, target: int | None = None, others: Sequence[Unit] | None = None) -> Need:
    """The points for a rank, or for the next better place; equality is enough. 0 where the unit is there already.

    Exactly half a step less would be rounded up too; the need is not lowered for that. With a whole step less the rank
    is not reached.
    """
    now = place(standings, None, others)
    others = standings.others if others is None else others
    target = max(1, now.at_least - 1) if target is None else target
    if now.at_most <= target:
        least = most = standings.steps
    elif standings.is_complete:
        values = sorted((other.steps for other in others if other.steps is not None), reverse=True)
        least = most = max(standings.steps, values[target - 1])
    else:
        least, most = _need_between(standings, target, others, is_there=now.at_least <= target)
    return Need(
        target,
        standings.points_of(least - standings.steps),
        standings.points_of(most - standings.steps),
        most,
        now if most == standings.steps else place(standings, most, others),
    )


def _need_between(standings: Standings, target: int, others: Sequence[Unit], is_there: bool) -> tuple[int, int]:
    """The values, in steps, between which the one for a rank is: a known unit of that rank or a better one is enough,
    every known one of a worse rank must be passed.
    """
    least, most = standings.steps + (0 if is_there else 1), STEPS
    for before, other in zip(standings.others, others, strict=True):
        if before.rank is None or other.low is None or other.high is None:
            continue
        if before.rank - _is_surely_above(standings.own, before) <= target:
            most = min(most, other.high)
        else:
            least = max(least, other.low + 1)
    return min(least, max(most, standings.steps)), max(most, standings.steps)


def need_of_range(
    standings: Standings, best: int, worst: int, others: Sequence[Unit] | None = None
) -> RangeNeed:
    """The points for a range of ranks, such as 40 to 44: to enter it, and to its better end."""
    now = place(standings, None, others)
    return RangeNeed(
        best,
        worst,
        need(standings, worst, others),
        need(standings, best, others),
        None if now.rank is None else now.rank - worst,
    )
