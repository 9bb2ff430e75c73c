-- One row per status of a component as its release states it.
-- Grain: release_code, row_number
create table staging.component_statuses (
    release_code varchar not null,
    row_number integer not null,
    edition_code varchar not null,
    framework_code varchar not null,
    unit_code varchar not null,
    unit_name_printed varchar,
    indicator_code varchar not null,
    status varchar not null,
    reason_codes varchar,
    reason_text varchar,
    source_address varchar,
    section varchar,
    note varchar
);
