-- One row per authority below the provinces that is no more, or per level of them where no name is given; a province
-- ends by its succession. `successor_name` is the authority that took it over, null where that is not confirmed.
-- Grain: scope_level, province_system, province_code?, scope_name?
create table reference.scope_ends (
    scope_level varchar not null,
    province_system varchar not null,
    province_code varchar,
    scope_name varchar,
    ended_on date not null,
    successor_name varchar,
    source varchar not null
);
