"""One unit in one year: where it stands, why it moved, what it lost, what it aimed at, and whence each figure."""

import polars as pl

from warehouse.connection import query
from warehouse.queries.marts import rows
from warehouse.queries.units import lying_in

_EDITION = "edition_code = $edition_code"
_UNIT = f"{_EDITION} and unit_code = $unit_code"


def _keys(edition_code: str, unit_code: str, **others: str) -> dict:
    return {"edition_code": edition_code, "unit_code": unit_code} | others


def standing(build_id: str, edition_code: str, parent_code: str, against: str, group: str = "") -> pl.DataFrame:
    """One row per unit of the cohort that lies in `parent_code` (`units.lying_in`) and indicator above the components,
    in the order of the framework's tree.

    Columns of `mart.unit_ranking`; the spread of the cohort, null unless every unit has a value; and what the unit is
    held against: a kind of benchmark (country, region, leader), the code of another unit, or the plain mean of a
    `group` of units (codes joined by commas), whatever that is called. `against_value` is null where it is not known,
    of a benchmark or a group because only `against_count` of `against_size` units have a value;
    `against_gap` leads from it to the unit, at the coarser of the two printed precisions.
    """
    return query(
        build_id,
        f"""
        with marks as (
            select indicator_code, region_code, value, value_decimals, value_count, unit_count
            from mart.benchmarks where {_EDITION} and benchmark_kind = $against
            union all
            select indicator_code, null, value, value_decimals, null, null
            from mart.unit_ranking where {_EDITION} and unit_code = $against
            union all
            select indicator_code, null, case when count(value) = count(*) then rule.ratio(sum(value), count(*)) end,
                4, count(value), count(*)
            from mart.unit_ranking where {_EDITION} and list_contains(string_split($group, ','), unit_code)
            group by indicator_code
        )
        select ranking.unit_code, ranking.indicator_code, ranking.indicator_level, ranking.cohort_size,
            ranking.rank, ranking.rank_basis, ranking.rank_series, ranking.scale_max,
            ranking.value, ranking.value_decimals, ranking.value_basis, ranking.value_rule,
            ranking.published_value, ranking.computed_value,
            ranking.published_rank,
            ranking.computed_rank, ranking.previous_rank, ranking.previous_value,
            ranking.previous_value_decimals, ranking.previous_period_code, ranking.previous_cohort_size,
            ranking.places_gained, ranking.places_gained_basis,
            ranking.value_change, ranking.value_change_basis, ranking.value_change_decimals,
            ranking.restated_previous_rank, ranking.restated_places_gained,
            ranking.restated_previous_value, ranking.restated_value_change, ranking.tie_count,
            ranking.is_score_up_rank_down, ranking.is_score_down_rank_up, ranking.ranks_against_values,
            ranking.value_release_code, ranking.value_source_address,
            ranking.rank_release_code, ranking.rank_source_address,
            spread.min_value, spread.lower_quartile_value, spread.median_value, spread.upper_quartile_value,
            spread.max_value,
            marks.value as against_value, marks.value_decimals as against_decimals,
            marks.value_count as against_count, marks.unit_count as against_size,
            rule.shared_decimals(ranking.value_decimals, marks.value_decimals) as against_gap_decimals,
            cast(rule.rounded(ranking.value - marks.value, against_gap_decimals) as decimal(9, 4)) as against_gap
        from mart.unit_ranking as ranking
        left join mart.cohort_spread as spread using (edition_code, indicator_code)
        left join marks
            on marks.indicator_code = ranking.indicator_code
            and (marks.region_code is null or marks.region_code = ranking.region_code)
        where {_EDITION} and {lying_in(parent_code)}
        order by ranking.indicator_position
        """,
        {"edition_code": edition_code, "parent_code": parent_code, "against": against, "group": group},
    )


def waterfall(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per step from the earlier value of the index to this one, the rest last; none where it cannot be told."""
    return query(
        build_id,
        f"select * from mart.value_waterfall where {_UNIT} order by step_position",
        _keys(edition_code, unit_code),
    )


def rank_change(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """The one row that splits the change of the index's rank into own effort and the others' movement, or none."""
    keys = _keys(edition_code, unit_code)
    return rows(build_id, "rank_change_split", keys | {"indicator_code": "index"})


def strengths(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per strength and weakness, at most three of each, the most marked first."""
    return query(
        build_id,
        f"select * from mart.unit_strengths where {_UNIT} order by standing, standing_position",
        _keys(edition_code, unit_code),
    )


def lost_points(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per main indicator whose points are known, most points lost first."""
    return query(
        build_id,
        f"""
        select * from mart.main_status where {_UNIT} and lost_score is not null
        order by lost_score desc, indicator_code
        """,
        _keys(edition_code, unit_code),
    )


def status_counts(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """The one row of components by status, or none where no component of the unit is loaded."""
    return rows(build_id, "status_counts", _keys(edition_code, unit_code))


def predecessors(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per unit that this one was merged from, with its own figures of the index; none for unmerged ones."""
    return query(
        build_id,
        f"""
        select * from mart.predecessors where {_UNIT} and indicator_code = 'index'
        qualify count(*) over () > 1
        order by rank nulls last, predecessor_code
        """,
        _keys(edition_code, unit_code),
    )


def verdicts(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per printed figure of the unit and thing it was held against, those that differ first."""
    return query(
        build_id,
        f"""
        select reconciliation.*, sources.publisher
        from mart.reconciliation as reconciliation
        left join mart.sources as sources
            on sources.release_code = reconciliation.release_code
            and sources.source_address is not distinct from reconciliation.source_address
        where {_UNIT}
        order by verdict <> 'different', indicator_code, figure, checked_against, reconciliation.release_code
        """,
        _keys(edition_code, unit_code),
    )
