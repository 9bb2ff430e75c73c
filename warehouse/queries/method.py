"""How the figures of one unit come about, worked out anew by the rules that a build carries in its own file."""

import polars as pl

from warehouse.connection import query

_UNIT = "edition_code = $edition_code and unit_code = $unit_code"


def _keys(edition_code: str, unit_code: str) -> dict[str, str]:
    return {"edition_code": edition_code, "unit_code": unit_code}


def computations(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per indicator and rule that a value could be computed by: the points and maxima of its known parts added
    up, and the value that the build's own rule makes of them (null while a part is unknown); the rule in use first.
    """
    return query(
        build_id,
        f"""
        with summed as (
            select indicator_code, value_rule, sum(part_points) as points, sum(part_max_points) as max_points
            from mart.computation_parts
            where {_UNIT}
            group by all
        )
        select computations.*, points, max_points,
            case when is_complete then rule.ratio(points, max_points) end as worked_value
        from mart.computations as computations
        left join summed using (indicator_code, value_rule)
        where {_UNIT}
        order by indicator_code, is_used desc, value_rule
        """,
        _keys(edition_code, unit_code),
    )


def parts(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per known part of these computations, with the number that its document prints and where."""
    return query(
        build_id,
        """
        select parts.*, sources.file_name, sources.publisher, sources.document_number,
            coalesce(computed.computed_value, rule.ratio(abs(part_points), abs(part_max_points))) as part_value
        from mart.computation_parts as parts
        left join mart.computations as computed
            on computed.edition_code = parts.part_edition_code and computed.unit_code = parts.part_unit_code
            and computed.indicator_code = parts.part_code and computed.is_used and parts.release_code is null
        left join mart.sources as sources
            on sources.release_code = parts.release_code
            and sources.source_address is not distinct from parts.source_address
        where parts.edition_code = $edition_code and parts.unit_code = $unit_code
        order by part_points < 0, part_position, part_unit_code
        """,
        _keys(edition_code, unit_code),
    )


def cells(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per value or rank of the unit that a document prints, with the document and the line of its file."""
    return query(
        build_id,
        f"""
        select printed.*, sources.file_name, sources.publisher, sources.document_number
        from mart.printed_figures as printed
        left join mart.sources as sources
            on sources.release_code = printed.release_code
            and sources.source_address is not distinct from printed.source_address
        where {_UNIT}
        """,
        _keys(edition_code, unit_code),
    )


def standing(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per indicator of the unit with a figure: how many units stand above it by value, the sum that the mean of
    the cohort is made of, of how many of the parts that lie in it a document prints a value, and its figures, each
    worked by the build's own rules beside the one that is stored. A restated edition has ranks and values alone.
    """
    return query(
        build_id,
        """
        with figures as (
            select * from mart.unit_ranking where edition_code = $edition_code
            union all by name
            select years.* exclude (framework_code, indicator_code, edition_indicator_code, edition_cohort_code),
                years.framework_code, years.indicator_code, indicators.indicator_level,
                indicators.indicator_position, if(years.rank is null, 'cohort_incomplete', null) as rank_reason,
                if(years.rank is null, null, count(*) over (partition by years.indicator_code, years.rank)) as tie_count
            from mart.unit_years as years
            join mart.cohort_years as editions
                using (index_code, cohort_code, edition_code, framework_code)  -- by its own framework's names
            join mart.indicators as indicators using (framework_code, indicator_code)
            where years.edition_code = $edition_code and years.is_restated
        ),
        cohort as (
            select *, sum(value) over (partition by indicator_code) as value_sum,
                count(value) over (partition by indicator_code) as value_count
            from figures
        ),
        own as (
            select * from cohort where unit_code = $unit_code and (value is not null or rank is not null)
        ),
        printed as (  -- pillars overlap: they are no parts of an index unless a rule adds them up
            select indicators.parent_code as indicator_code, count(distinct indicator_code) as printed_part_count
            from mart.printed_figures as parts
            join mart.editions as editions using (edition_code)
            join mart.indicators as indicators using (framework_code, indicator_code)
            where edition_code = $edition_code and unit_code = $unit_code and figure in ('value', 'score')
                and indicator_level <> 'pillar'
            group by all
        )
        select own.*, 1 + above.above_count as worked_rank, above.above_count,
            coalesce(printed.printed_part_count, 0) as printed_part_count,
            rule.places_gained(own.previous_rank, own.rank) as worked_places,
            rule.places_gained(own.restated_previous_rank, own.rank) as worked_restated_places,
            case when own.value_count = own.cohort_size then rule.ratio(own.value_sum, own.value_count) end
                as worked_mean,
            summary.mean_value, rule.near_tie_width() as near_tie_width
        from own
        join (
            select own.indicator_code, count(*) filter (others.value > own.value) as above_count
            from own
            join cohort as others using (indicator_code)
            group by own.indicator_code
        ) as above using (indicator_code)
        left join printed using (indicator_code)
        left join mart.cohort_summary as summary
            on summary.edition_code = own.edition_code and summary.indicator_code = own.indicator_code
        order by own.indicator_position
        """,
        _keys(edition_code, unit_code),
    )
