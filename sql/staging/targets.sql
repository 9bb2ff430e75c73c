-- One row per target that a plan sets, as printed.
-- Grain: release_code, row_number
create table staging.targets (
    release_code varchar not null,
    row_number integer not null,
    scope_name varchar not null,
    scope_level varchar not null,
    unit_system varchar,
    unit_code varchar,
    province_system varchar,
    province_code varchar,
    index_code varchar,
    indicator_code varchar,
    measure varchar not null,
    kind varchar not null,
    operator varchar not null,
    low decimal(12, 4),
    high decimal(12, 4),
    target_unit varchar not null,
    due_year integer,
    due_text varchar,
    printed_text varchar not null,
    section varchar,
    note varchar
);
