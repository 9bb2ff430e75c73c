-- One row per reporting duty of a plan, with the document it stands in. A duty that comes back has no single day.
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
    reporters.shown as reporter_shown, receivers.shown as receiver_shown,
    releases.title as release_title, releases.document_number, releases.issued_on as document_issued_on,
    releases.address as source_address
from staging.reporting_rules as reporting_rules
join staging.releases as releases using (release_code)
left join core.agency_cells as reporters
    on reporters.printed = reporting_rules.reporter
    and reporters.unit_system is not distinct from reporting_rules.province_system
    and reporters.unit_code is not distinct from reporting_rules.province_code
left join core.agency_cells as receivers
    on receivers.printed = reporting_rules.receiver
    and receivers.unit_system is not distinct from reporting_rules.province_system
    and receivers.unit_code is not distinct from reporting_rules.province_code;
