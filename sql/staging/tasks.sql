-- One row per task that a plan gives to an agency.
-- Grain: release_code, row_number
create table staging.tasks (
    release_code varchar not null,
    row_number integer not null,
    scope_name varchar not null,
    scope_level varchar not null,
    unit_system varchar,
    unit_code varchar,
    province_system varchar,
    province_code varchar,
    framework_code varchar,
    indicator_code varchar,
    component_codes varchar,
    action varchar not null,
    lead_agencies varchar,
    coordinating_agencies varchar,
    due_text varchar,
    due_on date,
    evidence varchar,
    task_status varchar,
    status_on date,
    section varchar,
    note varchar
);
