"""The figures of a profile: the unit's own, each beside what it is held against."""

import polars as pl

from ui import data
from ui.profile_choices import MARKS, Profile
from warehouse.queries import editions as edition_queries
from warehouse.queries import profile as queries


def held_against(profile: Profile, build_id: str) -> list[dict]:
    """One row per indicator above the components, in the order of the tree.

    Its name, the unit's columns of `warehouse.queries.profile.standing`, and what it is held against: `against_value`,
    None where that is not known (`against_count` of `against_size` units known), and the difference `against_gap`.
    """
    *edition, unit_code = profile.keys
    cohort = data.fetch(queries.standing, build_id, *edition)
    own = _by_indicator(cohort, pl.col("unit_code") == unit_code)
    if profile.against in MARKS:
        is_own = pl.col("region_code").is_null() | (pl.col("region_code") == (profile.unit["region_code"] or ""))
        benchmarks = data.fetch(queries.benchmarks, build_id, *edition)
        marks = _by_indicator(benchmarks, (pl.col("benchmark_kind") == profile.against) & is_own)
    else:
        marks = _by_indicator(cohort, pl.col("unit_code") == profile.against)
    measures = data.fetch(edition_queries.measures, build_id, *edition).iter_rows(named=True)
    return [_beside(row | own[row["indicator_code"]], marks.get(row["indicator_code"], {})) for row in measures]


def _by_indicator(rows: pl.DataFrame, wanted: pl.Expr) -> dict[str, dict]:
    return {row["indicator_code"]: row for row in rows.filter(wanted).iter_rows(named=True)}


def _beside(row: dict, mark: dict) -> dict:
    value, against = row["value"], mark.get("value")
    return row | {
        "against_value": against,
        "against_gap": None if value is None or against is None else value - against,
        "against_count": mark.get("value_count"),
        "against_size": mark.get("unit_count"),
    }
