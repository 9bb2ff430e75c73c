"""Units of one edition side by side, and one unit in two years."""

import polars as pl

from warehouse.connection import query
from warehouse.queries.time_series import PAIR, SERIES

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
            select indicator_code, indicator_level, side, unit_code, rank, rank_basis, cohort_size, tie_count,
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


def two_years(build_id: str, edition_code: str, other_edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per indicator with a figure, as the later year's framework names it, and edition, of one unit.

    The two belong to one time series (`time_series.editions`). `side` is 1 for the earlier one. `difference` and
    `places_gained` lead from the earlier to the later one and stand in the later one's rows; across cohorts there are
    none. `comparability` is that of the two.
    """
    return query(
        build_id,
        f"""
        with {SERIES},
        {PAIR},
        compared as (
            select *, row_number() over (order by period_code) as side
            from followed
            where edition_code in ($edition_code, $other_edition_code)
        ),
        figures as (
            select figures.*
            from compared
            join mart.unit_years as figures using (index_code, cohort_code, edition_code)
            where unit_code = $unit_code
                and figures.framework_code = (select framework_code from compared where side = 2)
        ),
        changes as (
            select two_years.*
            from mart.two_years as two_years
            join compared as earlier on earlier.side = 1 and earlier.edition_code = earlier_edition_code
            join compared as later on later.side = 2 and later.edition_code = later_edition_code
            where unit_code = $unit_code
        ),
        sides as (
            select lines.indicator_code, compared.edition_code, compared.year, compared.cohort_size,
                compared.is_restated, compared.side, figures.rank, null as tie_count,
                figures.rank_basis, figures.scale_max, figures.value, figures.value_decimals, figures.value_basis,
                changes.places_gained, changes.places_gained_basis,
                changes.value_change as difference, changes.value_change_decimals as difference_decimals,
                changes.value_change_basis as difference_basis, false as is_near, pair.comparability,
                coalesce(changes.value_change > 0 and changes.places_gained < 0, false) as is_score_up_rank_down,
                coalesce(changes.value_change < 0 and changes.places_gained > 0, false) as is_score_down_rank_up
            from (select distinct indicator_code from figures) as lines
            cross join compared
            cross join pair
            left join figures
                on figures.indicator_code = lines.indicator_code and figures.edition_code = compared.edition_code
            left join changes on changes.later_indicator_code = lines.indicator_code and compared.side = 2
        ),
        {_JUDGED}
        """,
        {"edition_code": edition_code, "other_edition_code": other_edition_code, "unit_code": unit_code},
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
