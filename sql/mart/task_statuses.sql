-- One row per status that a file states of a task: the history of what was recorded, by the name that the task keeps.
-- Grain: release_code, row_number
-- Method: docs/methodology.md#deadlines
create view mart.task_statuses as
select tasks.first_release_code, tasks.first_row_number, tasks.scope_level, tasks.scope_name, tasks.province_system,
    tasks.province_code, tasks.action, leads.shown as lead_agencies_shown, tasks.task_status, tasks.status_on,
    tasks.release_code, tasks.row_number, releases.title as release_title, tasks.load_id
from core.tasks as tasks
join staging.releases as releases using (release_code)
left join core.agency_cells as leads
    on leads.printed = tasks.lead_agencies and leads.unit_system is not distinct from tasks.province_system
    and leads.unit_code is not distinct from tasks.province_code
where tasks.task_status is not null;
