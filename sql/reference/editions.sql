-- One row per published edition: an index in a period for a cohort, with the framework it used and the edition that it
-- is compared with. Figures of a provisional one are not final and never stand among official ones.
-- Grain: edition_code
create table reference.editions (
    edition_code varchar not null,
    index_code varchar not null,
    period_code varchar not null,
    cohort_code varchar not null,
    framework_code varchar not null,
    cohort_size integer,
    previous_edition_code varchar,
    is_provisional boolean not null,
    published_on date,
    note varchar
);
