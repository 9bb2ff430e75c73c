"""What is loaded, what it was read from, and every printed figure beside what it was held against."""

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


def checks(build_id: str) -> pl.DataFrame:
    """One row per printed figure and thing it was held against, with the names of its edition, unit and source.

    What is different comes first, then what is only nearly equal; within a verdict the newest edition first. A figure
    of a whole cohort (a mean) has no unit.
    """
    return query(
        build_id,
        """
        select checks.*, editions.is_provisional, editions.short_name_vi, editions.short_name_en,
            editions.cohort_name_vi, editions.cohort_name_en, editions.cohort_size,
            measures.indicator_level, measures.indicator_name_vi, measures.indicator_name_en, sources.publisher,
            sources.document_number, sources.published_on, sources.published_text
        from mart.reconciliation as checks
        join mart.editions as editions using (edition_code)
        left join mart.measures as measures using (edition_code, indicator_code)
        left join mart.sources as sources
            on sources.release_code = checks.release_code
            and sources.source_address is not distinct from checks.source_address
        order by list_position(
                ['different', 'within_rounding_of_parts', 'equal_at_printed_precision', 'exact'], checks.verdict
            ),
            checks.is_known, editions.edition_position, unit_name_vi collate vi nulls first,
            measures.indicator_position nulls last, checks.indicator_code, checks.figure, checks.checked_against,
            checks.release_code, checks.row_number
        """,
    )


def by_edition(build_id: str) -> pl.DataFrame:
    """One row per edition with any check, newest first: how many printed figures got which verdict.

    `unexplained_count` is how many of the different ones have no known reason.
    """
    return query(
        build_id,
        """
        select edition_code, editions.index_code, editions.period_code, editions.cohort_code,
            editions.is_provisional, short_name_vi, short_name_en, cohort_name_vi, cohort_name_en,
            count(*) as check_count,
            count(*) filter (verdict = 'exact') as exact_count,
            count(*) filter (verdict = 'equal_at_printed_precision') as equal_at_printed_precision_count,
            count(*) filter (verdict = 'within_rounding_of_parts') as within_rounding_of_parts_count,
            count(*) filter (verdict = 'different') as different_count,
            count(*) filter (verdict = 'different' and not is_known) as unexplained_count
        from mart.reconciliation
        join mart.editions as editions using (edition_code)
        group by all
        order by min(edition_position)
        """,
    )
