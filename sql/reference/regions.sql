-- One row per region of the country.
-- Grain: region_code
create table reference.regions (
    region_code varchar not null,
    region_name_vi varchar not null,
    region_name_en varchar not null,
    position integer not null
);
