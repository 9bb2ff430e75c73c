-- One row per archipelago that every map of the country shows.
-- Grain: unit_system, island_name_vi
create table reference.island_tiles (
    unit_system varchar not null,
    island_name_vi varchar not null,
    island_name_en varchar not null,
    unit_code varchar not null,
    tile_row integer not null,
    tile_col integer not null
);
