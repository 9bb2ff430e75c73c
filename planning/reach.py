"""What to gain to reach a rank: the fewest main indicators or components, and those of least effort."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planning import ranks, sets
from planning.edits import Edits
from planning.errors import NothingToPlan, PlanningRefused
from planning.numbers import number
from planning.ranks import Need
from planning.sets import Fewest, Least, Part
from planning.standings import Main, Standings, Unit
from warehouse.queries import planning as queries

BEST, MAXIMUM = "best", "max"
CAPS = (BEST, MAXIMUM)  # the first is the usual one
MAINS, COMPONENTS = "main", "component"
LEVELS = (MAINS, COMPONENTS)
_MOST_WEIGHT, _WEIGHT_DECIMALS = 1000, 3
_COLUMNS = ("code", "fixed", "per_point")


@dataclass(frozen=True)
class Reach:
    """How a rank is reached. `need` is what it takes; `headrooms` are what each part can give under the `cap`, in the
    order of their codes, those that can give nothing left out.

    `fewest` is None where all of them together do not reach it: then `reachable` of the need's points they give, and
    main indicators that are not known hold `unknown_lost` more. `least` is None without weights, too.
    """

    need: Need
    level: str
    cap: str
    headrooms: tuple[Part, ...]
    names: Mapping[str, tuple[str, str | None]]
    unknown_lost: Decimal | None
    fewest: Fewest | None
    least: Least | None

    @property
    def reachable(self) -> Decimal:
        """What all headrooms give together."""
        return sum((part.points for part in self.headrooms), Decimal(0))

    @property
    def is_enough(self) -> bool:
        """Whether they reach the rank."""
        return self.fewest is not None

    @property
    def points(self) -> dict[str, Decimal]:
        """The fewest set as edits: main indicators filled up to their caps, greatest first, until the need is met;
        components whole.
        """
        missing, found = self.need.at_most, {}
        for part in self.fewest.parts if self.fewest else ():
            found[part.code] = part.points if self.level == COMPONENTS else min(part.points, missing)
            missing -= found[part.code]
        return found


def reach(
    standings: Standings,
    target: int | None = None,
    cap: str = BEST,
    level: str = MAINS,
    weights: Mapping[str, tuple[Decimal, Decimal]] | None = None,
    others: Sequence[Unit] | None = None,
) -> Reach:
    """How a rank is reached (the next better one where none is given), by main indicators up to a cap (`best`, the best
    value of the edition, or `max`) or by whole components. Where the need is an interval, its upper end counts.

    Raises NothingToPlan: `no_mains` where no main indicator is known, `no_best` where those of no other unit are,
    `no_components` where the points lost by
    components are not all known; PlanningRefused: `weights_missing` for parts without a weight.
    """
    need = ranks.need(standings, target, others)
    parts, names = _components(standings) if level == COMPONENTS else _mains(standings, cap)
    if weights is not None:
        if lacking := [part.code for part in parts if part.code not in weights]:
            raise PlanningRefused("weights_missing", ", ".join(lacking))
        parts = [Part(part.code, part.points, *weights[part.code]) for part in parts]
    least = sets.least_whole if level == COMPONENTS else sets.least_in_parts
    return Reach(
        need=need,
        level=level,
        cap=MAXIMUM if level == COMPONENTS else cap,
        headrooms=tuple(parts),
        names=names,
        unknown_lost=standings.pool.lost if standings.pool and level == MAINS else None,
        fewest=sets.fewest(parts, need.at_most),
        least=None if weights is None else least(parts, need.at_most),
    )


def headroom(main: Main, cap: str) -> Decimal | None:
    """Points that a main indicator can still gain under a cap; None where its own are not known, or no other unit's."""
    if main.lost is None or main.score is None or main.maximum is None:
        return None
    if cap == MAXIMUM:
        return main.lost
    if main.known_count < 2:  # the own value alone says nothing of what others reach
        return None
    return max((main.best_score or Decimal(0)) - main.score, Decimal(0))


def _mains(standings: Standings, cap: str) -> tuple[list[Part], dict[str, tuple[str, str | None]]]:
    room = {main.code: found for main in standings.mains if (found := headroom(main, cap)) is not None}
    if not room and any(main.is_known for main in standings.mains):
        raise NothingToPlan("no_best", standings.edition_code, standings.own.name_vi)
    if not room:
        raise NothingToPlan("no_mains", standings.edition_code, standings.own.name_vi)
    names = {main.code: (main.name_vi, main.name_en) for main in standings.mains}
    return [Part(code, points) for code, points in room.items() if points > 0], names


def _components(standings: Standings) -> tuple[list[Part], dict[str, tuple[str, str | None]]]:
    rows = queries.lost_by_components(standings.build_id, standings.edition_code, standings.own.code).to_dicts()
    if not rows or any(row["lost_score"] is None for row in rows):
        raise NothingToPlan("no_components", standings.edition_code, standings.own.name_vi)
    names = {row["indicator_code"]: (row["indicator_name_vi"], row["indicator_name_en"]) for row in rows}
    return [Part(row["indicator_code"], row["lost_score"]) for row in rows], names


def with_components(standings: Standings, edits: Edits, codes: Sequence[str]) -> Edits:
    """The edits with these components fulfilled: what they lost is added to their main indicators. Raises
    PlanningRefused (`component`) for one that lost no points, `twice` for one named twice, and NothingToPlan
    (`no_components`) where its points are not known.
    """
    rows = queries.lost_by_components(standings.build_id, standings.edition_code, standings.own.code).to_dicts()
    lost = {row["indicator_code"]: row for row in rows}
    added = dict(edits.added)
    for place, code in enumerate(codes):
        if code not in lost or code in codes[:place]:
            raise PlanningRefused("twice" if code in lost else "component", code)
        main, points = lost[code]["main_code"], lost[code]["lost_score"]
        if points is None:
            raise NothingToPlan("no_components", standings.edition_code, standings.own.name_vi)
        added[main] = added.get(main, Decimal(0)) + points
    return Edits(added, edits.set)


def weights(content: str) -> dict[str, tuple[Decimal, Decimal]]:
    """Weights as a table of `code`, `fixed` (what touching it takes) and `per_point`, separated by commas, one line per
    indicator. Raises PlanningRefused: `weights` for another heading or a row that lacks a cell, `weight` for a number
    below 0, above 1000 or with more than three decimals, `twice`, and those of `numbers.number`.
    """
    lines = csv.DictReader(io.StringIO(content.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")))
    if sorted(lines.fieldnames or ()) != sorted(_COLUMNS):
        raise PlanningRefused("weights", ",".join(lines.fieldnames or ()), [",".join(_COLUMNS)])
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for row in lines:
        if None in row or None in row.values():
            raise PlanningRefused("weights", ",".join(str(cell) for cell in row.values()), [",".join(_COLUMNS)])
        code = row["code"].strip()
        if code in found:
            raise PlanningRefused("twice", code)
        found[code] = _weight(row["fixed"]), _weight(row["per_point"])
    return found


def _weight(written: str) -> Decimal:
    amount = number(written)
    if not 0 <= amount <= _MOST_WEIGHT or amount != round(amount, _WEIGHT_DECIMALS):
        raise PlanningRefused("weight", written)
    return amount
