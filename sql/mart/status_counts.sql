-- One row per edition and unit with components loaded: how many are full, partial, zero, not assessed and unknown.
-- Grain: edition_code, unit_code
-- Method: docs/methodology.md#status
create view mart.status_counts as
select edition_code, index_code, period_code, year, cohort_code, framework_code, unit_code,
    cast(sum(assessed_count) as integer) as assessed_count, cast(sum(full_count) as integer) as full_count,
    cast(sum(partial_count) as integer) as partial_count, cast(sum(zero_count) as integer) as zero_count,
    cast(sum(not_assessed_count) as integer) as not_assessed_count,
    cast(sum(unknown_count) as integer) as unknown_count
from mart.main_status
where full_count is not null
group by all;
