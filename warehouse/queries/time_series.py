"""One measure of one cohort over the years, and in any two of them."""

import polars as pl

from warehouse.connection import query
from warehouse.queries.year_pair import PAIR


def _measure(index_code: str, cohort_code: str, framework_code: str, indicator_code: str) -> dict:
    return {
        "index_code": index_code,
        "cohort_code": cohort_code,
        "framework_code": framework_code,
        "indicator_code": indicator_code,
    }


def years(
    build_id: str, index_code: str, cohort_code: str, framework_code: str, indicator_code: str
) -> pl.DataFrame:
    """One row per year that can stand in a row with a cohort's own ones, oldest first, with what breaks the row.

    `rank_count` and `value_count` say how many units have a figure of the indicator, as `framework_code` names it;
    `is_partial` that only some ranks were published.
    """
    return query(
        build_id,
        """
        with counted as (
            select year, count(rank) as rank_count, count(value) as value_count,
                bool_or(rank_series = 'published_partial') as is_partial,
                any_value(edition_indicator_code) as edition_indicator_code
            from mart.unit_years
            where index_code = $index_code and cohort_code = $cohort_code and framework_code = $framework_code
                and indicator_code = $indicator_code
            group by year
        )
        select years.*, coalesce(rank_count, 0) as rank_count, coalesce(value_count, 0) as value_count,
            coalesce(is_partial, false) as is_partial, edition_indicator_code
        from mart.cohort_years as years
        left join counted using (year)
        where index_code = $index_code and cohort_code = $cohort_code
        order by year
        """,
        _measure(index_code, cohort_code, framework_code, indicator_code),
    )


def unit_years(
    build_id: str, index_code: str, cohort_code: str, framework_code: str, indicator_code: str
) -> pl.DataFrame:
    """One row per year and unit with a figure of one indicator, as `framework_code` names it; oldest year first."""
    return query(
        build_id,
        """
        select year, unit_code, unit_name_vi, unit_name_en, region_code, cohort_size, is_restated,
            rank, rank_basis, rank_series, value, value_decimals, value_basis
        from mart.unit_years
        where index_code = $index_code and cohort_code = $cohort_code and framework_code = $framework_code
            and indicator_code = $indicator_code
        order by year, rank nulls last, unit_code
        """,
        _measure(index_code, cohort_code, framework_code, indicator_code),
    )


def two_years(
    build_id: str, index_code: str, cohort_code: str, year: int, other_year: int, indicator_code: str
) -> pl.DataFrame:
    """One row per unit of a cohort with its figures in two years, best of the later year first.

    `indicator_code` is the indicator as the framework of `year` names it. A figure that a year lacks is null.
    `comparability` is that of the two years.
    """
    return query(
        build_id,
        f"""
        with {PAIR}
        select two_years.*, pair.comparability
        from mart.two_years as two_years
        cross join pair
        where index_code = $index_code and cohort_code = $cohort_code
            and earlier_year = $earlier_year and later_year = $later_year
            and if($is_later, later_indicator_code, earlier_indicator_code) = $indicator_code
        order by later_rank nulls last, later_value desc nulls last, earlier_rank nulls last, unit_name_vi collate vi
        """,
        {
            "index_code": index_code,
            "cohort_code": cohort_code,
            "earlier_year": min(year, other_year),
            "later_year": max(year, other_year),
            "is_later": year > other_year,
            "indicator_code": indicator_code,
        },
    )
