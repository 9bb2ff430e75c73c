-- One row per unit of each unit system (63 provinces, 34 provinces, ministries, the nation).
-- Grain: unit_system, unit_code
create table reference.units (
    unit_system varchar not null,
    unit_code varchar not null,
    unit_name_vi varchar not null,
    unit_name_en varchar not null,
    unit_kind varchar not null,
    region_code varchar,
    valid_from date,
    valid_to date,
    tile_row integer,
    tile_col integer
);
