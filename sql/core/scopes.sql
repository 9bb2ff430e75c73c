-- One row per scope that a plan speaks for: the day it ended (null while it is there), who took it over, and the
-- province of today that it lies in. A province ends when it is merged with others; districts and communes as
-- `reference.scope_ends` says.
-- Grain: scope_level, scope_name, province_system?, province_code?
-- Method: docs/methodology.md#scopes-of-plans
create view core.scopes as
with named as (
    select scope_level, scope_name, province_system, province_code from staging.targets
    union
    select scope_level, scope_name, province_system, province_code from staging.tasks
    union
    select scope_level, scope_name, province_system, province_code from staging.reporting_rules
    union
    select scope_level, scope_name, province_system, province_code from staging.baselines
),
merged as (
    select to_system, to_code from reference.successions group by all having count(*) > 1
),
ended as (
    select named.*, successions.to_system, successions.to_code, ends.successor_name, ends.source as end_source,
        case
            when named.scope_level <> 'province' then ends.ended_on
            when merged.to_code is not null then successions.valid_from
        end as scope_ended_on
    from named
    left join reference.successions as successions
        on successions.from_system = named.province_system and successions.from_code = named.province_code
    left join merged using (to_system, to_code)
    left join reference.scope_ends as ends
        on ends.scope_level = named.scope_level and ends.province_system = named.province_system
        and coalesce(ends.province_code, named.province_code) = named.province_code
        and coalesce(ends.scope_name, named.scope_name) = named.scope_name
    qualify row_number() over (
        partition by named.scope_level, named.scope_name, named.province_system, named.province_code
        order by ends.scope_name nulls last, ends.province_code nulls last, successions.to_system
    ) = 1
)
select ended.scope_level, ended.scope_name, ended.province_system, ended.province_code,
    provinces.unit_name_vi as province_name_vi, provinces.unit_name_en as province_name_en,
    ended.scope_ended_on, ended.end_source, ended.successor_name as successor_scope,
    later.unit_system as successor_system, later.unit_code as successor_code,
    later.unit_name_vi as successor_name_vi, later.unit_name_en as successor_name_en
from ended
left join reference.units as provinces
    on provinces.unit_system = ended.province_system and provinces.unit_code = ended.province_code
left join reference.units as later
    on later.unit_system = ended.to_system and later.unit_code = ended.to_code;
