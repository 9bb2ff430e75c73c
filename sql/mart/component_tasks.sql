-- One row per component of an edition and unit, and what plans of the unit say must be done about it: `component` where
-- tasks name it, `no_task` where none is about it or its main indicator, or where the plan names components in others
-- but not this one, `main` where tasks are only known by main indicator, `no_plan` without a plan of the framework.
-- What was dropped is no task. Codes of another framework mean other components.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#deadlines
create view mart.component_tasks as
with planned as (
    select tasks.*, tasks.component_codes is not null as names_components
    from mart.tasks as tasks
    where tasks.scope_level = 'province' and tasks.task_status is distinct from 'dropped'
),
named as (
    select statuses.edition_code, statuses.unit_code, statuses.indicator_code,
        count(*) filter (list_contains(planned.component_codes, statuses.indicator_code)) as task_count,
        count(*) filter (planned.indicator_code = statuses.main_code) as main_task_count,
        bool_or(planned.names_components) as names_components
    from mart.component_status as statuses
    join core.editions as editions using (edition_code)
    join planned
        on planned.framework_code = statuses.framework_code and planned.unit_code = statuses.unit_code
        and planned.unit_system = editions.unit_system
    group by all
)
select statuses.edition_code, statuses.unit_code, statuses.indicator_code, statuses.main_code, statuses.status,
    coalesce(named.task_count, 0) as task_count, coalesce(named.main_task_count, 0) as main_task_count,
    case
        when named.task_count > 0 then 'component'
        when named.names_components then 'no_task'
        when named.main_task_count > 0 then 'main'
        when named.indicator_code is not null then 'no_task'
        else 'no_plan'
    end as task_link
from mart.component_status as statuses
left join named using (edition_code, unit_code, indicator_code);
