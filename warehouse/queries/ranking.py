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

    `rank`, `value` and the changes are null where they may not be shown; `rank_reason`,
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


def sources(build_id: str, edition_code: str, indicator_code: str) -> pl.DataFrame:
    """One row per source behind this ranking; best authority, then newest first.

    A computed value has no source of its own: then the sources count that gave the year's other indicators of
    the cohort, and this indicator in the year's other cohorts, because values are computed from those.
    """
    return query(
        build_id,
        f"""
        with ranked as (
            select * from mart.unit_ranking where {_MEASURED}
        ),
        inputs as (
            select value_release_code, value_source_address
            from mart.editions as edition
            join mart.editions as same_period using (index_code, period_code)
            join mart.unit_ranking as units on units.edition_code = same_period.edition_code
            where edition.edition_code = $edition_code
                and (units.edition_code = $edition_code or units.indicator_code = $indicator_code)
                and exists (select 1 from ranked where value_basis <> 'published')
        ),
        used as (
            select value_release_code as release_code, value_source_address as source_address from ranked
            union
            select rank_release_code, rank_source_address from ranked
            union
            select value_release_code, value_source_address from inputs
        )
        select sources.release_code, sources.source_address, publisher, release_title, document_number,
            published_on, published_text, authority
        from mart.sources as sources
        join used on used.release_code = sources.release_code
            and used.source_address is not distinct from sources.source_address
        order by rule.authority_order(authority), published_on desc nulls last,
            sources.source_address
        """,
        _keys(edition_code, indicator_code),
    )


def near_units(
    build_id: str, edition_code: str, indicator_code: str
) -> pl.DataFrame:
    """One row per unit and other unit whose value is within the width of near ties of its own, best first."""
    return query(
        build_id,
        f"select * from mart.near_units where {_MEASURED} order by value desc, near_unit_code",
        _keys(edition_code, indicator_code),
    )
