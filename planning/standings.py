"""One edition's cohort as plans see it: the own unit, the others, and what the unit's main indicators have lost.

Values are compared in steps: whole ten-thousandths of 0..1, the precision that values are published with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import polars as pl

from planning.errors import NothingToPlan, PlanningRefused
from planning.numbers import plain
from warehouse.queries import planning as queries

STEPS = 10_000  # of a value 0..1
INDEX = "index"  # the code for points that are not said to belong to a main indicator


@dataclass(frozen=True)
class Unit:
    """A unit of the cohort. `steps` is its value, None where not known; printed with fewer than four decimals it may
    be any from `low` to `high`. `rank` is the one that is shown, None where none is.
    """

    code: str
    name_vi: str
    name_en: str | None
    region_code: str | None
    steps: int | None
    low: int | None
    high: int | None
    rank: int | None


@dataclass(frozen=True)
class Main:
    """An assessed main indicator of the own unit: `value` 0..1, `score` and `lost` points, None where not known.

    `best` is the best value of the `known_count` units of the cohort with one, `best_score` its points; `maximum` is
    None where it is not known.
    """

    code: str
    name_vi: str
    name_en: str | None
    maximum: Decimal | None
    value: Decimal | None
    value_basis: str | None
    score: Decimal | None
    lost: Decimal | None
    best: Decimal | None
    best_score: Decimal | None
    known_count: int
    rank: int | None

    @property
    def is_known(self) -> bool:
        """Whether its points are known."""
        return self.lost is not None


@dataclass(frozen=True)
class Pool:
    """The main indicators whose points are not known, together: their codes, what they scored and what they lost."""

    codes: tuple[str, ...]
    score: Decimal
    lost: Decimal


@dataclass(frozen=True)
class Standings:
    """One unit among its cohort in one edition of one build.

    `total` is S, the points of the whole index; `scale_max` is 1 for an index of values and 100 for one in points, and
    only says how a value is written, with so many `decimals`. `steps` is the own value, if printed with fewer decimals
    from `low` to `high`. `others` stand best first, those without a value last. `pool` is None where all main
    indicators are known, or where the edition has none at all (`mains` is empty).
    """

    build_id: str
    edition_code: str
    period_code: str
    unit_system: str
    cohort_size: int | None
    scale_max: Decimal
    decimals: int
    total: Decimal
    own: Unit
    steps: int
    low: int
    high: int
    others: tuple[Unit, ...]
    mains: tuple[Main, ...]
    pool: Pool | None

    @cached_property
    def is_complete(self) -> bool:
        """Whether every unit of the cohort has a value, so that ranks are exact."""
        is_whole = self.cohort_size == len(self.others) + 1
        return is_whole and all(other.steps is not None for other in self.others)

    @property
    def lost(self) -> Decimal:
        """All points that the unit has not, by its published index."""
        return self.points_of(STEPS - self.steps)

    @property
    def rank(self) -> int | None:
        """The own rank: the published one, or by value where the cohort is complete."""
        return self.own.rank

    def points_of(self, steps: int) -> Decimal:
        """So many steps in points of the whole: one step is S/10,000 points."""
        return plain(self.total * steps / STEPS)

    def value_of(self, steps: int) -> Decimal:
        """A value in steps as the index writes it: 0.5320, or 53.20 of 100 points."""
        return (self.scale_max * steps / STEPS).quantize(Decimal("0.0001"))


def read(build_id: str, edition_code: str, unit_code: str) -> Standings:
    """The standings of a unit. Raises PlanningRefused (`edition`, `unit`), NothingToPlan (`no_value`, `no_total`)."""
    whole = queries.whole(build_id, edition_code)
    if whole.is_empty():
        raise PlanningRefused("edition", edition_code)
    return made_of(
        build_id, whole.row(0, named=True), unit_code, queries.cohort(build_id, edition_code),
        queries.mains(build_id, edition_code, unit_code),
    )  # fmt: skip


def made_of(
    build_id: str, whole: Mapping[str, Any], unit_code: str, cohort: pl.DataFrame, mains: pl.DataFrame
) -> Standings:
    """The same of rows that are there already: `queries.whole`, `queries.cohort` and `queries.mains` of the unit."""
    units = units_of(cohort)
    own = next((unit for unit in units if unit.code == unit_code), None)
    edition_code = whole["edition_code"]
    if own is None:
        raise PlanningRefused("unit", unit_code, sorted(unit.code for unit in units))
    if own.steps is None or own.low is None or own.high is None:
        raise NothingToPlan("no_value", edition_code, own.name_vi)
    if whole["total_score"] is None:
        raise NothingToPlan("no_total", edition_code, own.name_vi)
    parts = tuple(_main(row) for row in mains.iter_rows(named=True))
    parts = parts if all(main.maximum is not None for main in parts) else ()
    total = plain(whole["total_score"])
    return Standings(
        build_id=build_id,
        edition_code=edition_code,
        period_code=whole["period_code"],
        unit_system=whole["unit_system"],
        cohort_size=whole["cohort_size"],
        scale_max=plain(whole["scale_max"]),
        decimals=whole["shown_decimals"],
        total=total,
        own=own,
        steps=own.steps,
        low=own.low,
        high=own.high,
        others=tuple(unit for unit in units if unit.code != unit_code),
        mains=parts,
        pool=_pool(parts, total, own.steps),
    )


def units_of(cohort: pl.DataFrame, moved: str = "") -> list[Unit]:
    """The units of `queries.cohort` with the values they have; by `moved_` with those they would have, and without a
    rank, since the one that is published is of what they have.
    """
    return [
        Unit(
            code=row["unit_code"],
            name_vi=row["unit_name_vi"],
            name_en=row["unit_name_en"],
            region_code=row["region_code"],
            steps=in_steps(row[f"{moved}value"]),
            low=in_steps(row[f"low_{moved}value"]),
            high=in_steps(row[f"high_{moved}value"]),
            rank=None if moved else row["rank"],
        )
        for row in cohort.iter_rows(named=True)
    ]


def in_steps(value: Decimal | None) -> int | None:
    """A value of four decimals in steps."""
    return None if value is None else int(value * STEPS)


def _main(row: Mapping[str, Any]) -> Main:
    return Main(
        code=row["indicator_code"],
        name_vi=row["indicator_name_vi"],
        name_en=row["indicator_name_en"],
        maximum=row["max_score"],
        value=row["value"],
        value_basis=row["value_basis"],
        score=row["score"],
        lost=row["lost_score"],
        best=row["best_value"],
        best_score=row["best_score"],
        known_count=row["known_count"],
        rank=row["rank"],
    )


def _pool(mains: tuple[Main, ...], total: Decimal, steps: int) -> Pool | None:
    """What the unknown main indicators lost is what the index lost without what the known ones did; rounding of the
    index never makes it less than nothing or more than their maxima.
    """
    unknown = [main for main in mains if not main.is_known]
    if not unknown:
        return None
    maximum = sum((main.maximum for main in unknown if main.maximum), Decimal(0))
    known = sum((main.lost for main in mains if main.lost is not None), Decimal(0))
    lost = min(max(total * (STEPS - steps) / STEPS - known, Decimal(0)), maximum)
    return Pool(tuple(main.code for main in unknown), maximum - lost, lost)
