-- One row per unit of each unit system, with the unit it lies in, its region and its place on the tile map.
-- Grain: unit_system, unit_code
create view mart.units as
select units.unit_system, units.unit_code, units.unit_name_vi, units.unit_name_en, units.unit_kind, units.unit_level,
    parents.parent_unit_system, parents.parent_unit_code, parents.parent_name_vi, parents.parent_name_en,
    coalesce(parents.is_name_shared, false) as is_name_shared,
    units.region_code, regions.region_name_vi, regions.region_name_en, regions.position as region_position,
    units.tile_row, units.tile_col
from reference.units as units
left join reference.regions as regions using (region_code)
left join core.unit_parents as parents
    on parents.unit_system = units.unit_system and parents.unit_code = units.unit_code;
