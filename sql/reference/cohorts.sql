-- One row per cohort, the kind of units that are ranked together.
-- Grain: cohort_code
create table reference.cohorts (
    cohort_code varchar not null,
    cohort_name_vi varchar not null,
    cohort_name_en varchar not null,
    unit_system varchar not null,
    cohort_family varchar not null,
    is_ranked boolean not null
);
