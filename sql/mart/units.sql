-- One row per unit of each unit system, with the unit it lies in, its region and its place on the tile map.
-- Grain: unit_system, unit_code
create view mart.units as
select units.unit_system, units.unit_code, units.unit_name_vi, units.unit_name_en, units.unit_kind, units.unit_level,
    parents.unit_name_vi as parent_name_vi, parents.unit_name_en as parent_name_en,
    units.region_code, regions.region_name_vi, regions.region_name_en, regions.position as region_position,
    units.tile_row, units.tile_col
from reference.units as units
left join reference.regions as regions using (region_code)
left join reference.units as parents
    on parents.unit_system = units.parent_system and parents.unit_code = units.parent_code;
