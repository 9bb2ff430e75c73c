"""What plans promise: of a unit, of those it was merged from, and of the districts and communes within them."""

import polars as pl

from warehouse.connection import query

_UNIT = "edition_code = $edition_code and unit_code = $unit_code"


def targets(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per target: those about a rank or about the index itself first, by year."""
    order = "target_unit <> 'rank' and indicator_code is distinct from 'index', due_year nulls last"
    return _rows("targets", order, build_id, edition_code, unit_code)


def tasks(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per task, in the order of its plan."""
    return _rows("tasks", "true", build_id, edition_code, unit_code)


def duties(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per duty to report, in the order of its plan."""
    return _rows("reporting_rules", "true", build_id, edition_code, unit_code)


def baselines(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per figure by which a plan describes the state that it starts from."""
    return _rows("baselines", "true", build_id, edition_code, unit_code)


def _rows(mart: str, order: str, build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """Rows of a mart of plans: plans of the province first, then of its districts, then of its communes.

    The codes of provinces are those of the unit system of their edition.
    """
    return query(
        build_id,
        f"""
        with provinces as (
            select unit_system as province_system, $unit_code as province_code
            from mart.editions where edition_code = $edition_code
            union
            select predecessor_cohort_code, predecessor_code from mart.predecessors where {_UNIT}
        )
        select rows.* from mart.{mart} as rows
        join provinces using (province_system, province_code)
        order by list_position(['province', 'district', 'commune'], scope_level), scope_name collate vi, {order},
            release_code, row_number
        """,
        {"edition_code": edition_code, "unit_code": unit_code},
    )
