-- One row per unit and the unit that took it over.
-- Grain: from_system, from_code, to_system
create table reference.successions (
    from_system varchar not null,
    from_code varchar not null,
    to_system varchar not null,
    to_code varchar not null,
    valid_from date not null
);
