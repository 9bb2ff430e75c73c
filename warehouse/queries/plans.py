"""What plans promise: of a unit, of those it was merged from, and of the districts and communes within them."""

import polars as pl

from warehouse.connection import query

# Whose rows: those of a province of the edition, or now in one; of all of them where no unit is asked for.
_ASKED = "join mart.editions as asked on asked.edition_code = $edition_code"
_IS_OF_UNIT = """
    rows.province_system = asked.unit_system and $unit_code in ('', rows.province_code)
    or rows.successor_system = asked.unit_system and $unit_code in ('', rows.successor_code)
"""
STATE = "rule.task_state({status}, due_kind, due_last_on, scope_ended_on, cast($today as date))"
_ORDER = "list_position(['province', 'district', 'commune'], scope_level), scope_name collate vi"


def targets(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per target: those about a rank or about the index itself first, by year."""
    order = "target_unit <> 'rank' and indicator_code is distinct from 'index', due_year nulls last"
    return _rows("targets", order, build_id, edition_code, unit_code)


def tasks(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per task, in the order of its plan."""
    return _rows("tasks", "true", build_id, edition_code, unit_code)


def duties(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per duty to report, in the order of its plan."""
    return _rows("reporting_rules", "true", build_id, edition_code, unit_code)


def baselines(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per figure by which a plan describes the state that it starts from."""
    return _rows("baselines", "true", build_id, edition_code, unit_code)


def _rows(mart: str, order: str, build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """Rows of a mart of plans: plans of the province first, then of its districts, then of its communes."""
    return query(
        build_id,
        f"""
        select rows.* from mart.{mart} as rows {_ASKED} where {_IS_OF_UNIT}
        order by {_ORDER}, {order}, release_code, row_number
        """,
        {"edition_code": edition_code, "unit_code": unit_code},
    )


def targets_on(build_id: str, edition_code: str, unit_code: str, today: str) -> pl.DataFrame:
    """One row per target of the unit, or of all units where `unit_code` is empty, by due year; `target_state` as of a
    day.

    `worth` is what the indicator that a target names lost in this edition, `worth_at_most` a bound where that is not
    known; both null for an index or an indicator that is not of it.
    """
    return query(
        build_id,
        f"""
        select rows.*, rule.target_state(progress, due_on, due_year, cast($today as date)) as target_state,
            coalesce(mains.lost_score, components.max_score - components.score) as worth,
            case when components.status in ('zero', 'partial') then components.max_score_upper end as worth_at_most
        from mart.targets as rows
        {_ASKED}
        left join mart.main_status as mains
            on mains.edition_code = asked.edition_code and mains.index_code = rows.index_code
            and asked.unit_system = rows.unit_system and mains.unit_code = rows.unit_code
            and mains.indicator_code = rows.indicator_code
        left join mart.component_status as components
            on components.edition_code = asked.edition_code and components.index_code = rows.index_code
            and asked.unit_system = rows.unit_system and components.unit_code = rows.unit_code
            and components.indicator_code = rows.indicator_code
        where {_IS_OF_UNIT}
        order by due_year nulls last, {_ORDER}, target_unit <> 'rank' and rows.indicator_code is distinct from 'index',
            rows.release_code, rows.row_number
        """,
        {"edition_code": edition_code, "unit_code": unit_code, "today": today},
    )


def rank_history(
    build_id: str, unit_system: str, unit_code: str, index_code: str, indicator_code: str
) -> pl.DataFrame:
    """One row per year of an index that was published for a unit's system, oldest first, with the unit's rank by an
    indicator (null where it has none) and what breaks the line before it.
    """
    return query(
        build_id,
        """
        select editions.edition_code, editions.period_code, editions.is_provisional, false as is_restated,
            coalesce(years.break_reasons, []) as break_reasons, ranking.rank, ranking.cohort_size,
            cast(null as decimal(9, 4)) as value, cast(null as integer) as value_decimals
        from mart.editions as editions
        left join mart.cohort_years as years
            on years.edition_code = editions.edition_code and years.cohort_code = editions.cohort_code
        left join mart.unit_ranking as ranking
            on ranking.edition_code = editions.edition_code and ranking.unit_code = $unit_code
            and ranking.indicator_code = $indicator_code
        where editions.index_code = $index_code and editions.unit_system = $unit_system
            and editions.period_kind = 'year' and not editions.is_provisional
        order by editions.period_code
        """,
        {
            "unit_system": unit_system,
            "unit_code": unit_code,
            "index_code": index_code,
            "indicator_code": indicator_code,
        },
    )


def tasks_on(build_id: str, edition_code: str, unit_code: str, today: str) -> pl.DataFrame:
    """One row per task of the unit, or of all units where `unit_code` is empty, in the order of its plan;
    `task_state` as of a day.
    """
    return _on("tasks", "task_status", build_id, edition_code, unit_code, today)


def duties_on(build_id: str, edition_code: str, unit_code: str, today: str) -> pl.DataFrame:
    """One row per duty to report of the unit, or of all units where `unit_code` is empty, in the order of its plan;
    `task_state` as of a day.
    """
    return _on("reporting_rules", "null", build_id, edition_code, unit_code, today)


def _on(mart: str, status: str, build_id: str, edition_code: str, unit_code: str, today: str) -> pl.DataFrame:
    return query(
        build_id,
        f"""
        select rows.*,
            {STATE.format(status=status)} as task_state
        from mart.{mart} as rows {_ASKED} where {_IS_OF_UNIT}
        order by {_ORDER}, rows.release_code, rows.row_number
        """,
        {"edition_code": edition_code, "unit_code": unit_code, "today": today},
    )


def next_dates(build_id: str, edition_code: str, unit_code: str, today: str) -> pl.DataFrame:
    """One row per day that something of the unit's plans, or of all plans where `unit_code` is empty, is due from a
    day on: tasks that are open, and for twelve months reports with a printed day; nothing after the end of a scope.

    `entry_kind` is task or duty, `what` its words, `agencies_shown` who leads or reports, `agencies` the same as a
    list; `first_release_code` and `first_row_number` name it for good.
    """
    return query(
        build_id,
        f"""
        with months as (
            select cast(unnest(generate_series(
                date_trunc('month', cast($today as date)), cast($today as date) + interval 12 months, interval 1 month
            )) as date) as month_start
        ),
        days as (
            select 'task' as entry_kind, rows.first_release_code, rows.first_row_number, rows.due_on, rows.due_last_on,
                rows.due_on_basis, rows.scope_name, rows.scope_level, rows.action as what, rows.evidence,
                rows.lead_agencies_shown as agencies_shown, rows.agencies, rows.release_title, rows.document_number,
                rows.section, rows.source_address, rows.rhythm, rows.scope_ended_on
            from (select *, null as rhythm from mart.tasks) as rows
            {_ASKED}
            where ({_IS_OF_UNIT}) and {STATE.format(status="task_status")} = 'upcoming'
            union all by name
            select 'duty' as entry_kind, rows.release_code as first_release_code, rows.row_number as first_row_number,
                coalesce(rows.due_on, rule.duty_due_on(rhythm, due_day, due_month, month_start)) as due_on,
                coalesce(rows.due_on, rule.duty_due_on(rhythm, due_day, due_month, month_start)) - 1 as due_last_on,
                'printed' as due_on_basis, rows.scope_name, rows.scope_level, rows.printed_text as what,
                null as evidence, rows.reporter_shown as agencies_shown, rows.agencies, rows.release_title,
                rows.document_number, rows.section, rows.source_address, rows.rhythm, rows.scope_ended_on
            from mart.reporting_rules as rows
            {_ASKED}
            cross join months
            where ({_IS_OF_UNIT})
                and (rows.due_on is null or date_trunc('month', rows.due_on) = month_start)
        )
        select * from days
        where due_last_on >= cast($today as date) and coalesce(due_on < scope_ended_on, true)
            and (entry_kind = 'task' or due_on <= cast($today as date) + interval 12 months)
        order by due_on, {_ORDER}, first_release_code, first_row_number
        """,
        {"edition_code": edition_code, "unit_code": unit_code, "today": today},
    )


def agencies(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per agency that leads a component which lost points in this edition, or a task of the unit's plan: how
    many of its components scored zero and partly, at least and at most how many points they lost together (null where
    that is not known), its tasks, and the agency of today. `agency_name` is null for what no agency leads.

    Whoever leads something together is counted with it, so the rows are not to be added up.
    """
    return query(
        build_id,
        """
        with losing as (
            select statuses.*, max_score - statuses.score as lost
            from mart.component_status as statuses
            where edition_code = $edition_code and unit_code = $unit_code and status in ('zero', 'partial')
        ),
        led as (
            select agencies.* from mart.agencies as agencies
            join mart.editions as asked
                on asked.edition_code = $edition_code and asked.unit_system = agencies.unit_system
            where agencies.unit_code = $unit_code
        ),
        named as (
            select agency_name from led
            union
            select distinct unnest(agencies) from losing
            union
            select null from losing where agencies is null
        ),
        by_main as (
            select named.agency_name, losing.main_code,
                coalesce(list_contains(losing.agencies, named.agency_name), losing.agencies is null
                    and named.agency_name is null) as is_listed,
                losing.status, losing.lost, mains.lost_score
            from named
            cross join losing
            join mart.main_status as mains
                on mains.edition_code = losing.edition_code and mains.unit_code = losing.unit_code
                and mains.indicator_code = losing.main_code
        ),
        bounded as (
            select agency_name, main_code, count(*) filter (is_listed and status = 'zero') as zero_count,
                count(*) filter (is_listed and status = 'partial') as partial_count,
                rule.stake_at_least(is_listed, lost, lost_score) as at_least,
                rule.stake_at_most(is_listed, lost, lost_score) as at_most
            from by_main
            group by agency_name, main_code
            having bool_or(is_listed)
        ),
        summed as (
            select agency_name, sum(zero_count) as zero_count, sum(partial_count) as partial_count,
                if(count(*) = count(at_least), sum(at_least), null) as at_least,
                if(count(*) = count(at_most), sum(at_most), null) as at_most
            from bounded
            group by agency_name
        )
        select named.agency_name, cast(coalesce(zero_count, 0) as integer) as zero_count,
            cast(coalesce(partial_count, 0) as integer) as partial_count,
            cast(at_least as decimal(12, 4)) as at_least, cast(at_most as decimal(12, 4)) as at_most,
            coalesce(led.task_count, 0) as task_count, led.successor_agency, led.succeeded_on
        from named
        left join summed on summed.agency_name is not distinct from named.agency_name
        left join led on led.agency_name = named.agency_name
        order by zero_count desc, partial_count desc, at_most desc nulls last, task_count desc,
            named.agency_name collate vi
        """,
        {"edition_code": edition_code, "unit_code": unit_code},
    )


def without_task(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per component of the unit that scored zero, and what plans say must be done about it (`task_link`); those
    without a task first, then those whose tasks are only known by main indicator.
    """
    return query(
        build_id,
        """
        select statuses.*, tasks.task_link, tasks.task_count, tasks.main_task_count
        from mart.component_tasks as tasks
        join mart.component_status as statuses using (edition_code, unit_code, indicator_code)
        where tasks.edition_code = $edition_code and tasks.unit_code = $unit_code and tasks.status = 'zero'
        order by list_position(['no_task', 'main', 'component', 'no_plan'], tasks.task_link), indicator_position
        """,
        {"edition_code": edition_code, "unit_code": unit_code},
    )


def successors(build_id: str) -> pl.DataFrame:
    """One row per agency, and the unit that it is of, that another one took over."""
    return query(
        build_id,
        """
        select unit_system, unit_code, agency_name, successor_agency, succeeded_on
        from mart.agencies where successor_agency is not null
        """,
    )


def task_statuses(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per status that a file states of a task of the unit, or of all units where `unit_code` is empty, the one
    stated last first.
    """
    return query(
        build_id,
        f"""
        select statuses.* from mart.task_statuses as statuses
        join mart.tasks as rows using (first_release_code, first_row_number)
        {_ASKED}
        where {_IS_OF_UNIT}
        order by statuses.load_id desc nulls last, statuses.release_code, statuses.row_number
        """,
        {"edition_code": edition_code, "unit_code": unit_code},
    )
