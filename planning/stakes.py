"""The points that a list of components lost together: exact, or strictly between two bounds where the maxima of
components are not known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from planning import ranks
from planning.errors import NothingToPlan, PlanningRefused
from planning.numbers import plain
from planning.ranks import BETWEEN, EXACT, Place
from planning.standings import INDEX, Standings, in_steps
from warehouse.queries import components as components_of
from warehouse.queries import planning as queries

ZERO, PARTIAL = "zero", "partial"
STATUSES = (ZERO, PARTIAL)


@dataclass(frozen=True)
class Bounds:
    """Points: exactly so many where `at_least` and `at_most` are equal, else more than the one and less than the other.
    None where what a main indicator lost is not known.
    """

    at_least: Decimal | None
    at_most: Decimal | None

    @property
    def kind(self) -> str:
        """`exact`, `between` or `unknown`."""
        if self.at_least is None or self.at_most is None:
            return "unknown"
        return EXACT if self.at_least == self.at_most else BETWEEN


@dataclass(frozen=True)
class MainStake(Bounds):
    """What the listed components of one main indicator lost together, and how many they are."""

    code: str
    count: int


@dataclass(frozen=True)
class Stakes(Bounds):
    """What all listed components lost together; `mains` by main indicator, `codes` of the components.

    `steps` and `place` are the value and the place with these points gained, where they are exact.
    """

    codes: tuple[str, ...]
    mains: tuple[MainStake, ...]
    steps: int | None
    place: Place | None

    @property
    def count(self) -> int:
        """How many components are listed."""
        return len(self.codes)


@dataclass(frozen=True)
class Filters:
    """Which of the components that lost points: those that meet every filter given; of several values any is enough."""

    statuses: Sequence[str] = STATUSES
    mains: Sequence[str] = ()
    reasons: Sequence[str] = ()
    agencies: Sequence[str] = ()
    components: Sequence[str] = ()


def listed(standings: Standings, filters: Filters) -> tuple[str, ...]:
    """Codes of the components that the filters leave. Raises NothingToPlan (`no_components`) where none is loaded, and
    PlanningRefused (`filter`) for a value that no component that lost points has.
    """
    rows = components_of.statuses(standings.build_id, standings.edition_code, standings.own.code).to_dicts()
    if not rows:
        raise NothingToPlan("no_components", standings.edition_code, standings.own.name_vi)
    losing = [row for row in rows if row["status"] in STATUSES]
    for status in filters.statuses:
        if status not in STATUSES:
            raise PlanningRefused("filter", status, list(STATUSES))
    asked = (
        (filters.mains, lambda row: [row["main_code"]]),
        (filters.reasons, lambda row: row["reason_codes"] or []),
        (filters.agencies, lambda row: row["agencies"] or []),
        (filters.components, lambda row: [row["indicator_code"]]),
    )
    for values, has in asked:
        known = {each for row in losing for each in has(row)}
        if strangers := [value for value in values if value not in known]:
            raise PlanningRefused("filter", strangers[0], sorted(known))
    left = [row for row in losing if row["status"] in filters.statuses]
    for values, has in asked:
        left = [row for row in left if not values or set(values) & set(has(row))]
    return tuple(row["indicator_code"] for row in sorted(left, key=lambda row: row["indicator_position"]))


def stakes(standings: Standings, codes: Sequence[str]) -> Stakes:
    """What these components lost together, by main indicator and in all."""
    keys = standings.build_id, standings.edition_code, standings.own.code
    rows = components_of.stakes(*keys, ",".join(codes))
    mains = tuple(
        MainStake(_plain(row["at_least"]), _plain(row["at_most"]), row["main_code"], row["listed_count"])
        for row in rows.iter_rows(named=True)
    )
    least, most = _sum([main.at_least for main in mains]), _sum([main.at_most for main in mains])
    steps = place = None
    if least is not None and least == most:
        after = queries.after(*keys, {INDEX: least}, standings.total)
        steps = in_steps(after.row(0, named=True)["value_after"])
        place = ranks.place(standings, steps)
    return Stakes(least, most, tuple(codes), mains, steps, place)


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return plain(sum(known, Decimal(0))) if len(known) == len(amounts) else None


def _plain(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else plain(amount)
