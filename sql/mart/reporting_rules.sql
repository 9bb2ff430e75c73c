-- One row per reporting duty of a plan, with the document it stands in and the end of its scope. A duty that comes back
-- has no single day; a report is due before its day, so that the day before is the last one in time.
-- Grain: release_code, row_number
-- Method: docs/methodology.md#deadlines
create view mart.reporting_rules as
select reporting_rules.*,
    case
        when reporting_rules.due_on is not null then 'date'
        when reporting_rules.rhythm <> 'once' then 'rhythm'
        else 'none'
    end as due_kind,
    case when reporting_rules.due_on is not null then 'printed' end as due_on_basis,
    reporting_rules.due_on - 1 as due_last_on,
    reporters.agencies,
    scopes.scope_ended_on, scopes.end_source, scopes.successor_scope, scopes.successor_system, scopes.successor_code,
    scopes.successor_name_vi, scopes.successor_name_en,
    reporters.shown as reporter_shown, receivers.shown as receiver_shown,
    releases.title as release_title, releases.document_number, releases.issued_on as document_issued_on,
    releases.address as source_address
from staging.reporting_rules as reporting_rules
join staging.releases as releases using (release_code)
left join core.scopes as scopes
    on scopes.scope_level = reporting_rules.scope_level and scopes.scope_name = reporting_rules.scope_name
    and scopes.province_system is not distinct from reporting_rules.province_system
    and scopes.province_code is not distinct from reporting_rules.province_code
left join core.agency_cells as reporters
    on reporters.printed = reporting_rules.reporter
    and reporters.unit_system is not distinct from reporting_rules.province_system
    and reporters.unit_code is not distinct from reporting_rules.province_code
left join core.agency_cells as receivers
    on receivers.printed = reporting_rules.receiver
    and receivers.unit_system is not distinct from reporting_rules.province_system
    and receivers.unit_code is not distinct from reporting_rules.province_code;
