"""One measure of one cohort over the years, and in any two of them.

The time series of an edition are the editions of its cohort and kind of period that were published for the same units
or are restated for them. Provisional ones are left out, but for the one that is asked about.
"""

import polars as pl

from warehouse.connection import query
from warehouse.queries.units import lying_in

# The editions of the time series that `$edition_code` belongs to; `asked_framework_code` is the framework whose names
# are used.
SERIES = """
    followed as (
        select years.*, asked.framework_code as asked_framework_code
        from mart.cohort_years as years
        join mart.editions as asked using (index_code, cohort_code, period_kind)
        where asked.edition_code = $edition_code
            and (
                not years.is_provisional and years.period_code <> asked.period_code
                or years.edition_code = $edition_code
            )
    )
"""
# How far two editions of that series compare: one row with `comparability`.
PAIR = """
    pair as (
        select rule.comparability(rule.comparability_reasons(
            earlier.framework_code, later.framework_code, earlier.edition_cohort_code, later.edition_cohort_code
        )) as comparability
        from followed as earlier
        join followed as later on later.period_code > earlier.period_code
        where earlier.edition_code in ($edition_code, $other_edition_code)
            and later.edition_code in ($edition_code, $other_edition_code)
    )
"""


def editions(build_id: str, edition_code: str) -> pl.DataFrame:
    """One row per edition of the time series of this one, itself included, oldest first; with the reasons that break
    the series before each.
    """
    return query(
        build_id,
        f"with {SERIES} select * from followed order by period_code",
        {"edition_code": edition_code},
    )


def measured_editions(build_id: str, edition_code: str, indicator_code: str) -> pl.DataFrame:
    """As `editions`, with how many units have a rank and a value of an indicator, as this edition names it.

    `is_partial` says that only some ranks were published.
    """
    return query(
        build_id,
        f"""
        with {SERIES},
        counted as (
            select figures.edition_code, count(rank) as rank_count, count(value) as value_count,
                bool_or(rank_series = 'published_partial') as is_partial,
                any_value(edition_indicator_code) as edition_indicator_code
            from followed
            join mart.unit_years as figures using (index_code, cohort_code, edition_code)
            where figures.framework_code = asked_framework_code and indicator_code = $indicator_code
            group by figures.edition_code
        )
        select followed.*, coalesce(rank_count, 0) as rank_count, coalesce(value_count, 0) as value_count,
            coalesce(is_partial, false) as is_partial, edition_indicator_code
        from followed
        left join counted using (edition_code)
        order by period_code
        """,
        {"edition_code": edition_code, "indicator_code": indicator_code},
    )


def unit_years(build_id: str, edition_code: str, parent_code: str, indicator_code: str) -> pl.DataFrame:
    """One row per edition of the row and unit with a figure of an indicator, as this edition names it; oldest first. Of
    the units that lie in `parent_code` (`units.lying_in`).
    """
    return query(
        build_id,
        f"""
        with {SERIES}
        select figures.edition_code, figures.period_code, figures.year, unit_code, unit_name_vi, unit_name_en,
            region_code, figures.cohort_size, figures.is_restated, figures.is_provisional, rank, rank_basis,
            rank_series, value, value_decimals, value_basis
        from followed
        join mart.unit_years as figures using (index_code, cohort_code, edition_code)
        where figures.framework_code = asked_framework_code and indicator_code = $indicator_code
            and {lying_in(parent_code)}
        order by figures.period_code, rank nulls last, unit_code
        """,
        {"edition_code": edition_code, "indicator_code": indicator_code, "parent_code": parent_code},
    )


def two_years(build_id: str, edition_code: str, other_edition_code: str, indicator_code: str) -> pl.DataFrame:
    """One row per unit of the cohort with its figures in this edition and another of its series, best of the later
    first.

    `indicator_code` is the indicator as this edition names it. A figure that one of them lacks is null.
    `comparability` is that of the two.
    """
    return query(
        build_id,
        f"""
        with {SERIES},
        {PAIR}
        select two_years.*, pair.comparability
        from mart.two_years as two_years
        cross join pair
        where earlier_edition_code in ($edition_code, $other_edition_code)
            and later_edition_code in ($edition_code, $other_edition_code)
            and if(later_edition_code = $edition_code, later_indicator_code, earlier_indicator_code) = $indicator_code
        order by later_rank nulls last, later_value desc nulls last, earlier_rank nulls last, unit_name_vi collate vi
        """,
        {
            "edition_code": edition_code,
            "other_edition_code": other_edition_code,
            "indicator_code": indicator_code,
        },
    )
