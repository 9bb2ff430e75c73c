-- One row per unit that lies in another one (a commune in its province): that one, and whether another unit of the
-- system bears the same name.
-- Grain: unit_system, unit_code
create view core.unit_parents as
select units.unit_system, units.unit_code, units.parent_system as parent_unit_system,
    units.parent_code as parent_unit_code,
    parents.unit_name_vi as parent_name_vi, parents.unit_name_en as parent_name_en,
    count(*) over (partition by units.unit_system, units.unit_name_vi) > 1 as is_name_shared
from reference.units as units
join reference.units as parents
    on parents.unit_system = units.parent_system and parents.unit_code = units.parent_code;
