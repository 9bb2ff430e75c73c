-- One row per figure about a whole cohort, such as a printed mean.
-- Grain: release_code, row_number
create table staging.cohort_figures (
    release_code varchar not null,
    row_number integer not null,
    edition_code varchar not null,
    framework_code varchar not null,
    indicator_code varchar not null,
    statistic varchar not null,
    value decimal(12, 6) not null,
    value_decimals integer not null,
    source_address varchar,
    section varchar,
    note varchar
);
