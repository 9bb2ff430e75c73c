-- One row per unit of each unit system (63 provinces, 34 provinces, ministries, the nation), with its level and the
-- unit it lies in.
-- Grain: unit_system, unit_code
create table reference.units (
    unit_system varchar not null,
    unit_code varchar not null,
    unit_name_vi varchar not null,
    unit_name_en varchar not null,
    unit_kind varchar not null,
    unit_level varchar not null,
    parent_system varchar,
    parent_code varchar,
    region_code varchar,
    valid_from date,
    valid_to date,
    tile_row integer,
    tile_col integer
);
