-- One row per figure by which a plan describes the state that it starts from, as printed.
-- Grain: release_code, row_number
create table staging.baselines (
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
    operator varchar not null,
    low decimal(12, 4),
    high decimal(12, 4),
    target_unit varchar not null,
    printed_text varchar not null,
    section varchar,
    note varchar
);
