"""What is loaded, and what it was read from."""

import polars as pl

from warehouse.connection import query


def coverage(build_id: str) -> pl.DataFrame:
    """One row per published edition and level that anything is loaded of, in the order of editions."""
    return query(
        build_id,
        """
        select coverage.*, editions.short_name_vi, editions.short_name_en, editions.cohort_name_vi,
            editions.cohort_name_en, editions.is_provisional
        from mart.coverage as coverage
        join mart.editions as editions using (edition_code)
        where level_value_count + level_rank_count + level_status_count > 0
        order by edition_position, level_position
        """,
    )


def sources(build_id: str) -> pl.DataFrame:
    """One row per source address of each release, with how many figures rest on it and of how many editions; those of
    the ministry first, then the newest.
    """
    return query(
        build_id,
        """
        with used as (
            select release_code, source_address, count(*) as figure_count,
                count(distinct edition_code) as edition_count
            from mart.figure_sources
            group by all
        )
        select sources.*, coalesce(figure_count, 0) as figure_count, coalesce(edition_count, 0) as edition_count
        from mart.sources as sources
        left join used
            on used.release_code = sources.release_code
            and used.source_address is not distinct from sources.source_address
        order by rule.authority_order(authority), published_on desc nulls last, publisher, release_title,
            sources.source_address
        """,
    )
