"""What others just above already reach: easy wins, by main indicator and by component, and groups of peers."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planning.edits import Edits
from planning.errors import NothingToPlan, PlanningRefused
from planning.ranks import Place
from planning.simulation import simulate
from planning.standings import Standings, Unit
from warehouse.queries import planning as queries

ABOVE, REGION, NEAR = "above", "region", "near"
SIZE, FEWEST = 10, 5  # units of a group that is not chosen; fewer than the latter say nothing
SHARE = Decimal("0.75")


@dataclass(frozen=True)
class Win:
    """A main indicator: `own` value, how many of the peers with a value are higher, the `level` that the share of
    them reaches and the points to it, and the same of half of them. None where fewer than five peers have a value.
    """

    code: str
    name_vi: str
    name_en: str | None
    own: Decimal
    peer_count: int
    higher_count: int
    level: Decimal | None
    points: Decimal | None
    half_level: Decimal | None
    half_points: Decimal | None


@dataclass(frozen=True)
class EasyWins:
    """The peers (nearest first) and every known main indicator, most points first, then most to half of the peers'
    level. `total`, `steps` and `place`: all points to the peers' levels together, and what they lead to.
    """

    peers: tuple[Unit, ...]
    share: Decimal
    wins: tuple[Win, ...]
    total: Decimal
    steps: int
    place: Place


@dataclass(frozen=True)
class ComponentWin:
    """A component that lost points: how many of the other units loaded hold all of its points, and which."""

    code: str
    name_vi: str
    name_en: str | None
    main_code: str
    status: str
    is_for_documents: bool
    lost: Decimal | None
    peer_count: int
    holder_count: int
    holders: tuple[str, ...]
    share: Decimal
    expected: Decimal | None


def distinct(written: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """The codes of a group that somebody chose: each once, those that are known, as many as a group has."""
    return tuple(code for code in dict.fromkeys(written) if code in known)[:SIZE]


def group(standings: Standings, kind: str = ABOVE) -> tuple[Unit, ...]:
    """A group of peers: the ten units just `above` (nearest first), those of the own `region`, the ten `near`est in
    value, or those whose codes are given, joined by commas.

    Raises NothingToPlan (`not_complete`) for above and near where not every value is known: others may stand between;
    PlanningRefused (`unit`) for a code that is no other unit of the cohort, `twice` for one given twice.
    """
    known = [other for other in standings.others if other.steps is not None]
    if kind in (ABOVE, NEAR) and not standings.is_complete:
        raise NothingToPlan("not_complete", standings.edition_code, standings.own.name_vi)
    if kind == ABOVE:
        above = [other for other in known if (other.steps or 0) > standings.steps]
        return tuple(sorted(above, key=lambda other: other.steps or 0)[:SIZE])
    if kind == NEAR:
        return tuple(sorted(known, key=lambda other: abs((other.steps or 0) - standings.steps))[:SIZE])
    if kind == REGION:
        region = standings.own.region_code
        return tuple(other for other in standings.others if region and other.region_code == region)
    by_code = {other.code: other for other in standings.others}
    codes = [code.strip() for code in kind.split(",")]
    for place, code in enumerate(codes):
        if code not in by_code:
            raise PlanningRefused("unit", code, [ABOVE, REGION, NEAR, *by_code])
        if code in codes[:place]:
            raise PlanningRefused("twice", code)
    return tuple(by_code[code] for code in codes)


def easy_wins(standings: Standings, peers: Sequence[Unit], share: Decimal = SHARE) -> EasyWins | None:
    """What reaching the level of most peers takes; None for fewer than five peers, of which nothing is said.

    Raises PlanningRefused (`share`) for a share that is not above 0 and at most 1.
    """
    if not 0 < share <= 1 or share != round(share, 4):
        raise PlanningRefused("share", f"{share:f}")
    if len(peers) < FEWEST:
        return None
    codes = ",".join(peer.code for peer in peers)
    rows = queries.peer_levels(standings.build_id, standings.edition_code, standings.own.code, codes, f"{share:f}")
    wins = [
        Win(
            code=row["indicator_code"],
            name_vi=row["indicator_name_vi"],
            name_en=row["indicator_name_en"],
            own=row["value"],
            peer_count=row["peer_count"],
            higher_count=row["higher_count"] or 0,
            level=row["level"],
            points=row["level_points"],
            half_level=row["half_level"],
            half_points=row["half_points"],
        )
        for row in rows.iter_rows(named=True)
    ]
    wins.sort(key=lambda win: (-(win.points or 0), -(win.half_points or 0)))
    added = {win.code: win.points for win in wins if win.points}
    outcome = simulate(standings, Edits(added))
    return EasyWins(tuple(peers), share, tuple(wins), outcome.applied.total, outcome.steps, outcome.place)


def component_wins(standings: Standings) -> list[ComponentWin]:
    """Components that lost points and that others hold, those lost for want of documents first; empty where no other
    unit's components are loaded.
    """
    rows = queries.component_peers(standings.build_id, standings.edition_code, standings.own.code)
    return [
        ComponentWin(
            code=row["indicator_code"],
            name_vi=row["indicator_name_vi"],
            name_en=row["indicator_name_en"],
            main_code=row["main_code"],
            status=row["status"],
            is_for_documents=row["is_for_documents"],
            lost=row["lost_score"],
            peer_count=row["peer_count"],
            holder_count=row["holder_count"],
            holders=tuple(row["holders"]),
            share=row["holder_share"],
            expected=row["expected_points"],
        )
        for row in rows.iter_rows(named=True)
    ]


def means(standings: Standings, peers: Sequence[Unit]) -> dict[str, Decimal | None]:
    """The mean of a group by indicator code, on the scale of the index; None while one of its values is missing."""
    codes = ",".join(peer.code for peer in peers)
    rows = queries.group_means(standings.build_id, standings.edition_code, codes)
    return dict(rows.select("indicator_code", "mean_value").iter_rows())
