-- One row per further spelling of a unit's name.
-- Grain: unit_system, alias
create table reference.aliases (
    unit_system varchar not null,
    alias varchar not null,
    unit_code varchar not null
);
