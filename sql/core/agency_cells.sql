-- One row per unit and list of agencies as a plan prints it, with the names its agencies are shown under: one spelling
-- for one agency. What a printed list says in brackets stays behind the name in `shown`, and is not in `agencies`; who
-- is said there to co-ordinate is among `coordinators` and leads nothing.
-- Grain: unit_system, unit_code, printed
-- Method: docs/methodology.md#agencies
-- Materialised: 28 ms
create view core.agency_cells as
with cells as (
    select unit_system, unit_code, lead_agency as printed from reference.lead_agencies
    union
    select province_system, province_code, lead_agencies from staging.tasks
    union
    select province_system, province_code, coordinating_agencies from staging.tasks
    union
    select province_system, province_code, reporter from staging.reporting_rules
    union
    select province_system, province_code, receiver from staging.reporting_rules
),
parts as (
    select unit_system, unit_code, printed, unnest(string_split(printed, ';')) as part,
        generate_subscripts(string_split(printed, ';'), 1) as position
    from cells
    where printed is not null
),
named as (
    select parts.*, coalesce(own.agency_name, common.agency_name, rule.agency_name(part)) as agency_name,
        coalesce(' ' || nullif(regexp_extract(part, '\([^()]*\) *$'), ''), '') as role,
        contains(lower(nfc_normalize(role)), '(phối hợp)') as is_coordinator
    from parts
    left join reference.agency_aliases as own
        on own.unit_system = parts.unit_system and own.unit_code = parts.unit_code
        and lower(nfc_normalize(own.alias)) = lower(rule.agency_name(part))
    left join reference.agency_aliases as common
        on common.unit_system is null and lower(nfc_normalize(common.alias)) = lower(rule.agency_name(part))
)
select unit_system, unit_code, printed, list(agency_name order by position) filter (not is_coordinator) as agencies,
    list(agency_name order by position) filter (is_coordinator) as coordinators,
    string_agg(agency_name || role, '; ' order by position) as shown
from named
group by unit_system, unit_code, printed;
