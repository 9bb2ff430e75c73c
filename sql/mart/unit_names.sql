-- One row per spelling by which a unit is found: its names and aliases, and those of the units it was formed from where
-- these were called otherwise (`predecessor_code`; `is_renamed`: of that one alone).
-- Grain: unit_system, unit_code, spelling, predecessor_code?
create view mart.unit_names as
with spelled as (
    select unit_system, unit_code, unit_name_vi as spelling from reference.units
    union
    select unit_system, unit_code, unit_name_en as spelling from reference.units where unit_name_en is not null
    union
    select unit_system, unit_code, alias as spelling from reference.aliases
    union
    select units.unit_system, units.unit_code, names.name as spelling
    from reference.names as names
    join reference.units as units on units.unit_name_vi = names.official_name
    where names.kind = 'unit'
),
renamed as (
    select to_system, to_code from reference.successions group by all having count(*) = 1
)
select unit_system, unit_code, spelling, null as predecessor_system, null as predecessor_code,
    null as predecessor_name_vi, null as predecessor_name_en, null as is_renamed
from spelled
union all by name
select successions.to_system as unit_system, successions.to_code as unit_code, spelled.spelling,
    successions.from_system as predecessor_system, successions.from_code as predecessor_code,
    earlier.unit_name_vi as predecessor_name_vi, earlier.unit_name_en as predecessor_name_en,
    renamed.to_code is not null as is_renamed
from reference.successions as successions
join reference.units as earlier
    on earlier.unit_system = successions.from_system and earlier.unit_code = successions.from_code
join reference.units as later
    on later.unit_system = successions.to_system and later.unit_code = successions.to_code
left join renamed using (to_system, to_code)
join spelled on spelled.unit_system = earlier.unit_system and spelled.unit_code = earlier.unit_code
where earlier.unit_name_vi <> later.unit_name_vi;
