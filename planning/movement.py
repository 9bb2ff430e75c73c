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
    `not_complete` for `last` in a cohort whose values are not all known, whose order it would change unseen.
    """
    if movement.kind == STILL:
        return Moved(movement, standings.others)
    if movement.kind == LAST and not standings.is_complete:
        raise NothingToPlan("not_complete", standings.edition_code, standings.own.name_vi)
    amount = f"{movement.amount:f}"
    cohort = queries.cohort(build_id, standings.edition_code, movement.kind, amount)
    if cohort["moved_value"].null_count() > cohort["value"].null_count():
        raise NothingToPlan("no_change", standings.edition_code, standings.own.name_vi)
    by_code = {unit.code: unit for unit in units_of(cohort, "moved_")}
    others = tuple(by_code[other.code] for other in standings.others)
    changed = dict(cohort.select("unit_code", "has_change").iter_rows())
    lacking = tuple(other for other in standings.others if not changed[other.code])
    return Moved(movement, others, lacking if movement.kind == LAST else ())
