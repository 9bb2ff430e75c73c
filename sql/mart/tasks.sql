-- One row per task that a plan gives to an agency, with the document it stands in, its deadline, the end of its scope,
-- the names that its agencies are shown under, and how far it is. A task that several files have is one row, that of
-- the file loaded last; its status is the last one stated. `first_release_code` and `first_row_number` name it for
-- good.
-- Grain: release_code, row_number
-- Method: docs/methodology.md#deadlines
-- Materialised: 110 ms
create view mart.tasks as
select tasks.* exclude (due_on, component_codes, task_status, status_on, load_id, is_last, stated),
    string_split(tasks.component_codes, '; ') as component_codes,
    tasks.stated.code as task_status, tasks.stated.day as status_on,
    tasks.due_on as given_on, coalesce(tasks.due_on, rule.due_on(tasks.due_text)) as due_on,
    case when tasks.due_on is null then rule.due_kind(tasks.due_text) else 'date' end as due_kind,
    rule.due_on_basis(tasks.due_on, tasks.due_text) as due_on_basis,
    rule.due_last_on(coalesce(tasks.due_on, rule.due_on(tasks.due_text)), tasks.due_text) as due_last_on,
    indicators.indicator_name_vi, indicators.indicator_name_en,
    leads.shown as lead_agencies_shown, leads.agencies,
    beside.shown as coordinating_agencies_shown,
    scopes.province_name_vi, scopes.province_name_en,
    scopes.scope_ended_on, scopes.end_source, scopes.successor_scope, scopes.successor_system, scopes.successor_code,
    scopes.successor_name_vi, scopes.successor_name_en,
    releases.title as release_title, releases.document_number, releases.issued_on as document_issued_on,
    releases.address as source_address
from core.tasks as tasks
join staging.releases as releases using (release_code)
left join reference.indicators as indicators
    on indicators.framework_code = tasks.framework_code and indicators.indicator_code = tasks.indicator_code
left join core.scopes as scopes
    on scopes.scope_level = tasks.scope_level and scopes.scope_name = tasks.scope_name
    and scopes.province_system is not distinct from tasks.province_system
    and scopes.province_code is not distinct from tasks.province_code
left join core.agency_cells as leads
    on leads.printed = tasks.lead_agencies and leads.unit_system is not distinct from tasks.province_system
    and leads.unit_code is not distinct from tasks.province_code
left join core.agency_cells as beside
    on beside.printed = tasks.coordinating_agencies and beside.unit_system is not distinct from tasks.province_system
    and beside.unit_code is not distinct from tasks.province_code
where tasks.is_last;
