"""The other units moved: three suppositions, none of them a forecast."""

from dataclasses import dataclass
from decimal import Decimal

from planning.errors import NothingToPlan, PlanningRefused
from planning.numbers import number
from planning.standings import Standings, Unit, units_of
from warehouse.queries import planning as queries

STILL, GAP, POINTS, LAST = "still", "gap", "points", "last"


@dataclass(frozen=True)
class Movement:
    """How the others move: `still`, `gap` (each closes `amount` percent of its distance to 1), `points` (each gains so
    many), or `last` (each moves by its own last change).
    """

    kind: str = STILL
    amount: Decimal = Decimal(0)


@dataclass(frozen=True)
class Moved:
    """The others after a movement, in the order of `Standings.others`; for `last` the units `without_change` take the
    mean change of the others.
    """

    movement: Movement
    others: tuple[Unit, ...]
    without_change: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Transition:
    """What happened between two consecutive periods in which the whole cohort has values (those of the units of today).

    `percent`: how much of their distance to 1 the units closed together, a whole number. Ranks worked out with the
    others standing still came out better than the real ones by `places_worse` on average; `places_off` is the mean size
    of the error.
    """

    before: str
    later: str
    is_comparable: bool
    percent: int
    places_worse: Decimal
    places_off: Decimal


def parsed(text: str) -> Movement:
    """A movement as it is written: `still`, `gap:7`, `points:10`, `last`. Raises PlanningRefused (`others`, and those
    of `numbers.number`; `gap` for a percentage outside 0..100, or of more than four decimals).
    """
    kind, mark, amount = text.strip().partition(":")
    if kind in (STILL, LAST) and not mark:
        return Movement(kind)
    if kind not in (GAP, POINTS) or not mark:
        raise PlanningRefused("others", text, [STILL, "gap:7", "points:10", LAST])
    share = number(amount)
    if kind == GAP and (not 0 <= share <= 100 or share != round(share, 4)):
        raise PlanningRefused("gap", amount)
    return Movement(kind, share)


def read(build_id: str, standings: Standings, movement: Movement) -> Moved:
    """The others moved. Raises NothingToPlan: `no_change` where `last` finds no value of an edition before, and
    `not_complete` for `last` in a cohort whose values are not all known, whose order it would change unseen, and where
    no other unit's value is known at all.
    """
    if movement.kind == STILL:
        return Moved(movement, standings.others)
    is_any_known = any(other.steps is not None for other in standings.others)
    if not is_any_known or (movement.kind == LAST and not standings.is_complete):
        raise NothingToPlan("not_complete", standings.edition_code, standings.own.name_vi)
    cohort = queries.cohort(
        build_id, standings.edition_code, movement.kind, f"{movement.amount:f}", f"{standings.total:f}"
    )
    if cohort["moved_value"].null_count() > cohort["value"].null_count():
        raise NothingToPlan("no_change", standings.edition_code, standings.own.name_vi)
    by_code = {unit.code: unit for unit in units_of(cohort, "moved_")}
    others = tuple(by_code[other.code] for other in standings.others)
    changed = dict(cohort.select("unit_code", "has_change").iter_rows())
    lacking = tuple(other for other in standings.others if not changed[other.code])
    return Moved(movement, others, lacking if movement.kind == LAST else ())


def observed(build_id: str, edition_code: str) -> list[Transition]:
    """Every transition of the edition's cohort, oldest first; none where no two periods are complete."""
    rows = queries.transitions(build_id, edition_code)
    return [
        Transition(
            before=row["before_period_code"],
            later=row["period_code"],
            is_comparable=row["is_comparable"],
            percent=row["closed_percent"],
            places_worse=row["mean_places_worse"],
            places_off=row["mean_places_off"],
        )
        for row in rows.iter_rows(named=True)
    ]


def beside(transitions: list[Transition]) -> list[Transition]:
    """The transitions whose rates stand beside every rank: the last one, and of comparable years the one in which the
    others closed most; one where these are the same, none where there is none.
    """
    transitions = [each for each in transitions if each.percent >= 0]  # who fell back closed nothing
    last = transitions[-1:]
    highest = max((each for each in transitions if each.is_comparable), key=lambda each: each.percent, default=None)
    return last + ([highest] if highest and highest not in last else [])
