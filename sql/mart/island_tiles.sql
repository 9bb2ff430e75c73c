-- One row per archipelago and unit system: every map of the country shows and names it.
-- Grain: unit_system, island_name_vi
create view mart.island_tiles as
select unit_system, island_name_vi, island_name_en, unit_code, tile_row, tile_col
from reference.island_tiles;
