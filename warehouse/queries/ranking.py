"""One cohort ranked by one indicator, and what stands beside it."""

import polars as pl

from warehouse.connection import query
from warehouse.queries.marts import rows

_MEASURED = """
    edition_code = $edition_code
    and indicator_code = $indicator_code
"""


def _keys(edition_code: str, indicator_code: str) -> dict:
    return {
        "edition_code": edition_code,
        "indicator_code": indicator_code,
    }


def unit_ranking(
    build_id: str, edition_code: str, indicator_code: str
) -> pl.DataFrame:
    """One row per unit of the cohort, best rank first, then best value, units without figures last.

    `rank`, `value` and the changes are null where they may not be shown; the `_reason` columns,
    `comparability` and the `_basis` columns say why and whence.
    """
    return query(
        build_id,
        f"""
        select * from mart.unit_ranking where {_MEASURED}
        order by rank nulls last, value desc nulls last, unit_name_vi collate vi
        """,
        _keys(edition_code, indicator_code),
    )


def main_values(build_id: str, edition_code: str) -> pl.DataFrame:
    """One row per unit and pillar or main indicator with a value, in the order of the framework's tree."""
    return query(
        build_id,
        """
        select unit_code, indicator_code, value, value_decimals, value_basis, scale_max
        from mart.unit_ranking
        where edition_code = $edition_code
            and indicator_level in ('pillar', 'main') and value is not null
        order by indicator_position, unit_code
        """,
        {"edition_code": edition_code},
    )


def cohort_summary(
    build_id: str, edition_code: str, indicator_code: str
) -> pl.DataFrame:
    """The one row of counts, means and range of a cohort by one indicator."""
    return rows(build_id, "cohort_summary", _keys(edition_code, indicator_code))


def near_units(build_id: str, edition_code: str, indicator_code: str, unit_code: str) -> pl.DataFrame:
    """One row per other unit whose value is within the width of near ties of one unit's, best first."""
    return query(
        build_id,
        f"select * from mart.near_units where {_MEASURED} and unit_code = $unit order by value desc, near_unit_code",
        _keys(edition_code, indicator_code) | {"unit": unit_code},
    )
