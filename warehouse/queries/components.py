"""The components of one unit in one edition: statuses, what they cost, reasons, agencies, sources."""

import polars as pl

from warehouse.connection import query
from warehouse.queries.marts import rows

_EDITION = "edition_code = $edition_code"
_UNIT = f"{_EDITION} and unit_code = $unit_code"


def _keys(edition_code: str, unit_code: str) -> dict:
    return {"edition_code": edition_code, "unit_code": unit_code}


def statuses(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per component of the unit: zero first, then partial, full, unknown, and last what is not assessed.

    Within a status, the most points at stake first (or their bound). With what plans say must be done about it
    (`mart.component_tasks`), which other units hold its points (`mart.component_holders`; null where no other unit is
    loaded or nothing was lost) and for how many years it has scored zero (`mart.zero_streaks`).
    """
    return query(
        build_id,
        f"""
        select statuses.*, tasks.task_link, tasks.task_count, tasks.main_task_count,
            holders.other_unit_count, holders.holder_count, holders.holder_codes,
            streaks.zero_period_count, streaks.since_period_code
        from mart.component_status as statuses
        left join mart.component_tasks as tasks using (edition_code, unit_code, indicator_code)
        left join mart.component_holders as holders using (edition_code, unit_code, indicator_code)
        left join mart.zero_streaks as streaks using (edition_code, unit_code, indicator_code)
        where {_UNIT}
        order by list_position(
                ['zero', 'partial', 'full', 'unknown', 'not_assessed'], coalesce(statuses.status, 'unknown')
            ),
            coalesce(max_score - score, max_score_upper) desc nulls last, indicator_position
        """,
        _keys(edition_code, unit_code),
    )


def mains(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per main indicator of the unit with a value or components, in the order of their codes."""
    return query(
        build_id,
        f"select * from mart.main_status where {_UNIT} order by try_cast(indicator_code as integer), indicator_code",
        _keys(edition_code, unit_code),
    )


def counts(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """The one row of how many components have which status; none where no component is loaded."""
    return rows(build_id, "status_counts", _keys(edition_code, unit_code))


def reasons(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per reason of the closed list: how many components name it, alone (certain) or beside others (shared)."""
    return query(
        build_id,
        f"""
        with named as (
            select unnest(reason_codes) as reason_code, is_reason_certain from mart.component_status where {_UNIT}
        )
        select reasons.reason_code, reason_name_vi, reason_name_en, count(named.reason_code) as component_count,
            count(*) filter (is_reason_certain) as certain_count,
            count(*) filter (not is_reason_certain) as shared_count
        from mart.reasons as reasons
        left join named using (reason_code)
        group by reasons.reason_code, reason_name_vi, reason_name_en, reason_position
        order by reason_position
        """,
        _keys(edition_code, unit_code),
    )


def agencies(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per agency that leads a component, in Vietnamese order."""
    return query(
        build_id,
        f"""
        select agency_name
        from (select distinct unnest(agencies) as agency_name from mart.component_status where {_UNIT})
        order by agency_name collate vi
        """,
        _keys(edition_code, unit_code),
    )


def over_years_and_units(build_id: str, edition_code: str, unit_code: str, framework_code: str) -> pl.DataFrame:
    """Statuses of the unit in every period of its framework, then of the edition's other units with components.

    One row per `is_own`, period, unit and component. Codes of another framework mean other components.
    """
    return query(
        build_id,
        """
        select statuses.unit_code = $unit_code as is_own, statuses.period_code, statuses.unit_code, unit_name_vi,
            unit_name_en, statuses.indicator_code, statuses.indicator_position, statuses.status
        from mart.component_status as statuses
        join mart.editions as editions using (edition_code)
        join mart.editions as asked
            on asked.index_code = editions.index_code and asked.cohort_code = editions.cohort_code
            and asked.period_kind = editions.period_kind
        join mart.unit_ranking as units
            on units.edition_code = statuses.edition_code and units.unit_code = statuses.unit_code
            and units.indicator_code = 'index'
        where asked.edition_code = $edition_code and statuses.framework_code = $framework_code
            and (statuses.unit_code = $unit_code or statuses.edition_code = $edition_code)
        order by is_own desc, statuses.period_code, unit_name_vi collate vi, statuses.indicator_position
        """,
        _keys(edition_code, unit_code) | {"framework_code": framework_code},
    )


def stakes(build_id: str, edition_code: str, unit_code: str, codes: str) -> pl.DataFrame:
    """One row per main indicator of which some of the components `codes` (joined by commas) lost points: how many those
    are, and at least and at most how many points they lost together; equal where that is exact, else strictly between.

    The points that a main indicator lost are exact. Where the maxima of its components are not known, its listed ones
    lost all of them if no other lost any, else more than nothing and less than all: one whose status is not known may
    have lost some. Null where its points are unknown.
    """
    return query(
        build_id,
        f"""
        with losing as (
            select main_code, indicator_code, max_score - score as lost,
                status is not null and list_contains(string_split($codes, ','), indicator_code) as is_listed
            from mart.component_status where {_UNIT} and (status is null or status in ('zero', 'partial'))
        )
        select main_code, count(*) filter (is_listed) as listed_count,
            rule.stake_at_least(is_listed, lost, mains.lost_score) as at_least,
            rule.stake_at_most(is_listed, lost, mains.lost_score) as at_most
        from losing
        join mart.main_status as mains
            on mains.edition_code = $edition_code and mains.unit_code = $unit_code
            and mains.indicator_code = losing.main_code
        group by main_code, mains.indicator_code
        having listed_count > 0
        order by main_code
        """,
        _keys(edition_code, unit_code) | {"codes": codes},
    )


def loaded_units(build_id: str, edition_code: str) -> pl.DataFrame:
    """One row per unit and edition with components: those of the edition asked for first, then the newest."""
    return query(
        build_id,
        """
        select edition_code, editions.period_code, editions.unit_system, counts.unit_code,
            unit_name_vi, unit_name_en, short_name_vi, short_name_en,
            assessed_count + not_assessed_count as component_count
        from mart.status_counts as counts
        join mart.unit_ranking as units using (edition_code, unit_code)
        join mart.editions as editions using (edition_code)
        where units.indicator_code = 'index'
        order by counts.edition_code = $edition_code desc, edition_position, unit_name_vi collate vi
        """,
        {"edition_code": edition_code},
    )


def appraisals(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per component of the unit with points of any round, the most reduced first, what is not compared last."""
    return query(
        build_id,
        f"""
        select * from mart.appraisals where {_UNIT}
        order by appraisal_difference nulls last, indicator_position
        """,
        _keys(edition_code, unit_code),
    )


def appraisal_totals(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per main indicator with such components, in their order, and first the one of all of them (`index`)."""
    return query(
        build_id,
        f"""
        select * from mart.appraisal_totals where {_UNIT}
        order by indicator_level <> 'index', indicator_position
        """,
        _keys(edition_code, unit_code),
    )
