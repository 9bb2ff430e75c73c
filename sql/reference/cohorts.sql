-- One row per cohort, the kind of units that are ranked together. It may be the whole of its unit system, or a part
-- whose members only its figures name.
-- Grain: cohort_code
create table reference.cohorts (
    cohort_code varchar not null,
    cohort_name_vi varchar not null,
    cohort_name_en varchar not null,
    unit_system varchar not null,
    cohort_family varchar not null,
    is_ranked boolean not null,
    is_whole_system boolean not null
);
