-- One row per edition: index, year and cohort, with the framework it used and the edition it is compared with.
-- Grain: index_code, year, cohort_code
create table reference.years (
    index_code varchar not null,
    year integer not null,
    cohort_code varchar not null,
    framework_code varchar not null,
    cohort_size integer,
    previous_year integer,
    previous_cohort_code varchar,
    published_on date,
    note varchar
);
