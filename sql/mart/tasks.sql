-- One row per task that a plan gives to an agency, with the document it stands in, its deadline, and the names that its
-- agencies are shown under.
-- Grain: release_code, row_number
-- Method: docs/methodology.md#deadlines
create view mart.tasks as
select tasks.* exclude (due_on), coalesce(tasks.due_on, rule.due_on(tasks.due_text)) as due_on,
    case when tasks.due_on is null then rule.due_kind(tasks.due_text) else 'date' end as due_kind,
    rule.due_on_basis(tasks.due_on, tasks.due_text) as due_on_basis,
    leads.shown as lead_agencies_shown, leads.agencies,
    beside.shown as coordinating_agencies_shown,
    releases.title as release_title, releases.document_number, releases.issued_on as document_issued_on,
    releases.address as source_address
from staging.tasks as tasks
join staging.releases as releases using (release_code)
left join core.agency_cells as leads
    on leads.printed = tasks.lead_agencies and leads.unit_system is not distinct from tasks.province_system
    and leads.unit_code is not distinct from tasks.province_code
left join core.agency_cells as beside
    on beside.printed = tasks.coordinating_agencies and beside.unit_system is not distinct from tasks.province_system
    and beside.unit_code is not distinct from tasks.province_code;
