-- One row per reporting duty that a plan sets.
-- Grain: release_code, row_number
create table staging.reporting_rules (
    release_code varchar not null,
    row_number integer not null,
    scope_name varchar not null,
    scope_level varchar not null,
    unit_system varchar,
    unit_code varchar,
    province_system varchar,
    province_code varchar,
    rhythm varchar not null,
    due_rule varchar not null,
    due_day integer,
    due_month integer,
    due_on date,
    reporter varchar,
    receiver varchar,
    printed_text varchar not null,
    section varchar,
    note varchar
);
