"""The year in one screen: who moved, how the values spread, how far the own unit is from others, statuses."""

import polars as pl

from warehouse.connection import query

_MEASURED = """
    edition_code = $edition_code
    and indicator_code = $indicator_code
"""
_MOVED = f"""
    select *, coalesce(places_gained, restated_places_gained) as places_moved,
        case when places_gained is null then 'restated' else places_gained_basis end as places_moved_basis,
        case when places_gained is null then restated_value_change else value_change end as value_moved
    from mart.unit_ranking
    where {_MEASURED} and coalesce(places_gained, restated_places_gained) is not null
"""


def _keys(edition_code: str, indicator_code: str) -> dict:
    return {
        "edition_code": edition_code,
        "indicator_code": indicator_code,
    }


def movers(
    build_id: str, edition_code: str, indicator_code: str, count: int
) -> pl.DataFrame:
    """The `count` units that gained most places and the `count` that lost most: rows of `mart.unit_ranking`.

    `is_gain` tells the two apart, each begins with the widest move. `places_moved_basis` is difference, published, or
    restated: across cohorts places are those among the earlier year's values restated for this cohort.
    """
    return query(
        build_id,
        f"""
        with moved as ({_MOVED})
        select *, places_moved > 0 as is_gain
        from moved
        where places_moved <> 0
        qualify row_number() over (
            partition by places_moved > 0 order by abs(places_moved) desc, rank, unit_code
        ) <= $count
        order by is_gain desc, abs(places_moved) desc, rank, unit_code
        """,
        {**_keys(edition_code, indicator_code), "count": count},
    )


def movements(build_id: str, edition_code: str, indicator_code: str) -> pl.DataFrame:
    """One row: how many units of the cohort rose, fell and kept their rank, of those whose move is known."""
    return query(
        build_id,
        f"""
        with moved as ({_MOVED})
        select count(*) as known_count, count(*) filter (places_moved > 0) as up_count,
            count(*) filter (places_moved < 0) as down_count, count(*) filter (places_moved = 0) as same_count
        from moved
        """,
        _keys(edition_code, indicator_code),
    )


def spread(build_id: str, edition_code: str, indicator_code: str) -> pl.DataFrame:
    """The row of `mart.cohort_spread`, with the distance between best and last value; none while a value is missing."""
    return query(
        build_id,
        f"select *, max_value - min_value as value_range from mart.cohort_spread where {_MEASURED}",
        _keys(edition_code, indicator_code),
    )


def gaps(build_id: str, edition_code: str, indicator_code: str) -> pl.DataFrame:
    """One row per unit and benchmark that is known (country, leader, its own region): how far its value is above it.

    At the coarser of the two printed precisions.
    """
    return query(
        build_id,
        f"""
        with valued as (
            select edition_code, indicator_code, unit_code, region_code as own_region_code, value, value_decimals
            from mart.unit_ranking where {_MEASURED} and value is not null
        )
        select unit_code, benchmark_kind, benchmarks.value as benchmark_value,
            benchmarks.value_decimals as benchmark_decimals,
            rule.shared_decimals(valued.value_decimals, benchmarks.value_decimals) as gap_decimals,
            cast(rule.rounded(valued.value - benchmarks.value, gap_decimals) as decimal(9, 4)) as gap
        from valued
        join mart.benchmarks as benchmarks using (edition_code, indicator_code)
        where (benchmark_kind in ('country', 'leader') or region_code = own_region_code)
            and benchmarks.value is not null
        order by unit_code, benchmark_kind
        """,
        _keys(edition_code, indicator_code),
    )


def status_shares(build_id: str, edition_code: str) -> pl.DataFrame:
    """One row per unit with components loaded: how many have each status, and their shares of the assessed ones."""
    return query(
        build_id,
        """
        select counts.*, unit_name_vi, unit_name_en,
            cast(full_count / nullif(assessed_count, 0) as decimal(9, 4)) as full_share,
            cast(partial_count / nullif(assessed_count, 0) as decimal(9, 4)) as partial_share,
            cast(zero_count / nullif(assessed_count, 0) as decimal(9, 4)) as zero_share
        from mart.status_counts as counts
        join mart.unit_ranking as units using (edition_code, unit_code)
        where edition_code = $edition_code
            and units.indicator_code = 'index'
        order by zero_share, unit_name_vi collate vi
        """,
        {"edition_code": edition_code},
    )


def means_over_years(build_id: str, edition_code: str) -> pl.DataFrame:
    """One row per measure (index, pillars) and edition with a mean in the row of this one, oldest first.

    Before the cohort existed the editions are those of the cohort it follows. `is_after_break`: no line may join the
    mean to the one before it.
    """
    return query(
        build_id,
        """
        select means.*
        from mart.mean_years as means
        join mart.editions as asked using (index_code, cohort_code, period_kind)
        where asked.edition_code = $edition_code and means.indicator_level in ('index', 'pillar')
        order by means.indicator_level <> 'index', means.indicator_code, means.period_code
        """,
        {"edition_code": edition_code},
    )
