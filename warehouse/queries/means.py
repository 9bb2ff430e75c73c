"""Means of a cohort over the years."""

import polars as pl

from warehouse.connection import query

_FOLLOWED = """
    followed as (
        select * from mart.editions
        where index_code = $index_code and cohort_family = (
            select any_value(cohort_family) from mart.editions
            where index_code = $index_code and cohort_code = $cohort_code
        )
        qualify row_number() over (partition by year order by cohort_code <> $cohort_code, cohort_code) = 1
    )
"""


def means_over_years(build_id: str, index_code: str, cohort_code: str) -> pl.DataFrame:
    """One row per year and measure (index, pillars) with a mean: ours if the cohort is complete, else the printed one.

    Years before the cohort existed are those of the cohort it follows. `is_printed_otherwise` marks a printed mean that
    is not ours. `is_after_break`: no line may join the year to the one before it (`before_year`), because the framework
    or the cohort changed or a year is missing between them.
    """
    return query(
        build_id,
        f"""
        with {_FOLLOWED},
        means as (
            select year, editions.cohort_code, cohort_name_vi, cohort_name_en, editions.framework_code, decision,
                indicator_code, indicator_level, indicator_name_vi, indicator_name_en, summary.cohort_size,
                coalesce(mean_value, published_mean_value) as mean_value,
                case when mean_value is null then 'published' else 'computed' end as mean_basis,
                published_mean_value, coalesce(mean_value <> published_mean_value, false) as is_printed_otherwise
            from followed as editions
            join mart.cohort_summary as summary using (index_code, year, cohort_code)
            join mart.measures as measures using (index_code, year, cohort_code, indicator_code)
            where indicator_level in ('index', 'pillar')
        ),
        lined as (
            select *, lag(year) over years as before_year, lag(decision) over years as before_decision,
                coalesce(framework_code <> lag(framework_code) over years, false) as is_framework_change,
                coalesce(cohort_code <> lag(cohort_code) over years, false) as is_cohort_change
            from means
            where mean_value is not null
            window years as (partition by indicator_code order by year)
        )
        select *, is_framework_change or is_cohort_change or coalesce(year > before_year + 1, false) as is_after_break
        from lined
        order by indicator_level <> 'index', indicator_code, year
        """,
        {"index_code": index_code, "cohort_code": cohort_code},
    )


def sources(build_id: str, index_code: str, cohort_code: str) -> pl.DataFrame:
    """One row per source behind those means: those that print them, and those of the values they are made of."""
    return query(
        build_id,
        f"""
        with {_FOLLOWED},
        used as (
            select published_mean_source_address as source_address
            from followed
            join mart.cohort_summary using (index_code, year, cohort_code)
            union
            select value_source_address
            from followed
            join mart.unit_ranking using (index_code, year, cohort_code)
            join mart.cohort_summary as summary using (index_code, year, cohort_code, indicator_code)
            where indicator_code = 'index' and mean_value is not null
        )
        select release_code, source_address, publisher, release_title, document_number, published_on, published_text,
            authority
        from mart.sources
        join used using (source_address)
        qualify row_number() over (partition by source_address order by release_code) = 1
        order by rule.authority_order(authority), published_on desc nulls last, source_address
        """,
        {"index_code": index_code, "cohort_code": cohort_code},
    )
