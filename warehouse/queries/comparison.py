"""Units of one edition side by side, and one unit in two years."""

import polars as pl

from warehouse.connection import query
from warehouse.queries.year_pair import PAIR

# Whether all sides of a line have the figure, and which side has the best one: by value where all have one, else by
# rank. A line on which all sides are equal has no best.
_JUDGED = """
    judged as (
        select *,
            count(value) over line = count(*) over line as are_values_common,
            count(rank) over line = count(*) over line as are_ranks_common,
            are_values_common or are_ranks_common as is_common,
            case
                when are_values_common then value = max(value) over line and min(value) over line < value
                when are_ranks_common then rank = min(rank) over line and max(rank) over line > rank
                else false
            end as is_best
        from sides
        window line as (partition by indicator_code)
        qualify count(value) over line + count(rank) over line > 0
    )
    select *, count(*) filter (is_best) over (partition by side) as best_count
    from judged
    order by indicator_code, side
"""


def units(build_id: str, edition_code: str, unit_codes: str) -> pl.DataFrame:
    """One row per indicator with a figure and unit of `unit_codes` (joined by dots) that has any in the edition.

    `side` counts the units in the order given. `difference` is against the first one, at the coarser of the two
    printed precisions; `is_near` says that it is within the width of a near tie.
    """
    return query(
        build_id,
        f"""
        with chosen as (
            select *, list_position(string_split($unit_codes, '.'), unit_code) as side
            from mart.unit_ranking
            where edition_code = $edition_code and side is not null
            qualify bool_or(value is not null or rank is not null) over (partition by unit_code)
        ),
        based as (
            select *, first(unit_code) over line as first_code, first(value) over line as first_value,
                rule.shared_decimals(value_decimals, first(value_decimals) over line) as difference_decimals
            from chosen
            window line as (partition by indicator_code order by side)
        ),
        sides as (
            select indicator_code, indicator_level, side, unit_code, rank, rank_basis, cohort_size,
                scale_max, value, value_decimals, value_basis, value_source_address, rank_source_address,
                difference_decimals,
                case when unit_code <> first_code
                    then rule.rounded(value - first_value, difference_decimals) end as difference,
                'difference' as difference_basis,
                coalesce(abs(difference) <= rule.near_tie_width() * scale_max, false) as is_near
            from based
        ),
        {_JUDGED}
        """,
        {"edition_code": edition_code, "unit_codes": unit_codes},
    )


def years(build_id: str, index_code: str, cohort_code: str) -> pl.DataFrame:
    """One row per year whose figures can stand beside those of a cohort, newest first."""
    return query(
        build_id,
        """
        select index_code, year, edition_cohort_code, source_cohort_code, cohort_size, framework_code, decision,
            is_restated, edition_code, source_edition_code
        from mart.cohort_years
        where index_code = $index_code and cohort_code = $cohort_code
        order by year desc
        """,
        {"index_code": index_code, "cohort_code": cohort_code},
    )


def two_years(
    build_id: str, index_code: str, cohort_code: str, earlier_year: int, later_year: int, unit_code: str
) -> pl.DataFrame:
    """One row per indicator with a figure, as the later year's framework names it, and year, of one unit.

    `side` is 1 for the earlier year. `difference` and `places_gained` lead from the earlier year to the later one and
    stand in the later one's rows; across cohorts there are none. `comparability` is that of the two years.
    """
    return query(
        build_id,
        f"""
        with compared as (
            select year, cohort_size, is_restated, if(year = $earlier_year, 1, 2) as side
            from mart.cohort_years
            where index_code = $index_code and cohort_code = $cohort_code and year in ($earlier_year, $later_year)
        ),
        {PAIR},
        figures as (
            select *
            from mart.unit_years
            where index_code = $index_code and cohort_code = $cohort_code and unit_code = $unit_code
                and framework_code = (
                    select framework_code from mart.cohort_years
                    where index_code = $index_code and cohort_code = $cohort_code and year = $later_year
                )
        ),
        changes as (
            select *
            from mart.two_years
            where index_code = $index_code and cohort_code = $cohort_code and unit_code = $unit_code
                and earlier_year = $earlier_year and later_year = $later_year
        ),
        sides as (
            select lines.indicator_code, compared.*, figures.rank, figures.rank_basis, figures.scale_max, figures.value,
                figures.value_decimals, figures.value_basis, changes.places_gained, changes.places_gained_basis,
                changes.value_change as difference, changes.value_change_decimals as difference_decimals,
                changes.value_change_basis as difference_basis, false as is_near, pair.comparability,
                coalesce(changes.value_change > 0 and changes.places_gained < 0, false) as is_score_up_rank_down,
                coalesce(changes.value_change < 0 and changes.places_gained > 0, false) as is_score_down_rank_up
            from (select distinct indicator_code from figures) as lines
            cross join compared
            cross join pair
            left join figures on figures.indicator_code = lines.indicator_code and figures.year = compared.year
            left join changes on changes.later_indicator_code = lines.indicator_code and compared.side = 2
        ),
        {_JUDGED}
        """,
        {
            "index_code": index_code,
            "cohort_code": cohort_code,
            "earlier_year": earlier_year,
            "later_year": later_year,
            "unit_code": unit_code,
        },
    )


def overlapping_pillars(build_id: str, framework_code: str) -> pl.DataFrame:
    """One row per pillar of a framework that shares main indicators with another one."""
    return query(
        build_id,
        """
        select indicator_code, main_count, shared_main_count
        from mart.pillars
        where framework_code = $framework_code and shared_main_count > 0
        order by indicator_code
        """,
        {"framework_code": framework_code},
    )


def sources(build_id: str, index_code: str, cohort_code: str, years: str) -> pl.DataFrame:
    """One row per source behind the figures of a cohort in some years (joined by dots); best authority, then newest.

    `unit_codes` lists whose figures it gave. The figures of merged units come from those of their predecessors, so
    the sources of these count as theirs too.
    """
    return query(
        build_id,
        """
        with editions as (
            select year, edition_cohort_code as cohort_code
            from mart.cohort_years
            where index_code = $index_code and cohort_code = $cohort_code
                and list_contains(string_split($years, '.'), cast(year as varchar))
        ),
        compared as (
            select unit_ranking.*
            from mart.unit_ranking as unit_ranking
            join editions using (year, cohort_code)
            where unit_ranking.index_code = $index_code
            union all by name
            select earlier.* replace (merged.unit_code as unit_code)
            from (
                select distinct unit_code, predecessor_cohort_code, predecessor_code
                from mart.predecessors
                where index_code = $index_code and cohort_code = $cohort_code
            ) as merged
            cross join editions
            join mart.unit_ranking as earlier
                on earlier.index_code = $index_code and earlier.year = editions.year
                and earlier.cohort_code = merged.predecessor_cohort_code
                and earlier.unit_code = merged.predecessor_code
        ),
        used as (
            select unit_code, value_release_code as release_code, value_source_address as source_address from compared
            union
            select unit_code, rank_release_code, rank_source_address from compared
        )
        select sources.source_address, publisher, document_number, published_on, published_text, authority,
            list(distinct unit_code order by unit_code) as unit_codes
        from mart.sources as sources
        join used on used.release_code = sources.release_code
            and used.source_address is not distinct from sources.source_address
        group by sources.source_address, publisher, document_number, published_on, published_text, authority
        order by rule.authority_order(authority), published_on desc nulls last,
            publisher, document_number, sources.source_address
        """,
        {"index_code": index_code, "cohort_code": cohort_code, "years": years},
    )
