-- One row per agency that a plan names as leading, in the unit that the plan lies in: how many tasks it leads, how many
-- of them with others, and the agency that took it over.
-- Grain: unit_system?, unit_code?, agency_name
-- Method: docs/methodology.md#agencies
create view mart.agencies as
with led as (
    select province_system as unit_system, province_code as unit_code, unnest(agencies) as agency_name, 1 as task,
        if(len(agencies) > 1, 1, 0) as shared_task
    from mart.tasks
    union all by name
    select cells.unit_system, cells.unit_code, unnest(cells.agencies) as agency_name, 0 as task,
        0 as shared_task
    from reference.lead_agencies as leads
    join core.agency_cells as cells
        on cells.unit_system = leads.unit_system and cells.unit_code = leads.unit_code
        and cells.printed = leads.lead_agency
)
select led.unit_system, led.unit_code, led.agency_name, cast(sum(task) as integer) as task_count,
    cast(sum(shared_task) as integer) as shared_task_count,
    any_value(aliases.successor_name) as successor_agency, any_value(aliases.succeeded_on) as succeeded_on
from led
left join reference.agency_aliases as aliases
    on aliases.successor_name is not null and aliases.agency_name = led.agency_name
    and aliases.unit_system is not distinct from led.unit_system
    and aliases.unit_code is not distinct from led.unit_code
group by all;
