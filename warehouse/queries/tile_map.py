"""The tile map of one cohort by one indicator: tiles, archipelagos, and what the colours stand for."""

import polars as pl

from warehouse.connection import query

_MEASURED = """
    edition_code = $edition_code
    and indicator_code = $indicator_code
"""


def tiles(build_id: str, edition_code: str, indicator_code: str) -> pl.DataFrame:
    """One row per unit with a place on the tile map, best rank first; none for ministries and the nation."""
    return query(
        build_id,
        f"select * from mart.tiles where {_MEASURED} order by rank nulls last, unit_name_vi collate vi",
        _keys(edition_code, indicator_code),
    )


def parent_tiles(build_id: str, edition_code: str, indicator_code: str) -> pl.DataFrame:
    """One row per province with a place on the tile map, of an edition whose units lie in provinces, best median rank
    first; none for other editions.
    """
    return query(
        build_id,
        f"select * from mart.parent_tiles where {_MEASURED} order by median_rank nulls last, unit_name_vi collate vi",
        _keys(edition_code, indicator_code),
    )


def islands(build_id: str, unit_system: str) -> pl.DataFrame:
    """Both archipelagos as a map of the units of one system shows them."""
    return query(
        build_id,
        "select * from mart.island_tiles where unit_system = $unit_system order by tile_row",
        {"unit_system": unit_system},
    )


def rank_fifths(build_id: str, edition_code: str, indicator_code: str) -> pl.DataFrame:
    """One row per fifth of a cohort: its ranks, and its lowest value where all units are ranked."""
    return query(
        build_id,
        f"""
        with fifths as (
            select fifth, any_value(cohort_size) as cohort_size,
                any_value(rank_series) in ('published', 'computed') as is_complete,
                min(value) filter (rank_fifth = fifth) as lowest_value
            from mart.unit_ranking, unnest([1, 2, 3, 4, 5]) as steps(fifth)
            where {_MEASURED}
            group by fifth
        )
        select fifth as rank_fifth, cast((fifth - 1) * cohort_size // 5 + 1 as integer) as first_rank,
            cast(fifth * cohort_size // 5 as integer) as last_rank,
            case when is_complete then lowest_value end as lowest_value
        from fifths
        order by fifth
        """,
        _keys(edition_code, indicator_code),
    )


def _keys(edition_code: str, indicator_code: str) -> dict:
    return {
        "edition_code": edition_code,
        "indicator_code": indicator_code,
    }
