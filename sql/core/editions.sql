-- One row per edition: an index in a year for a cohort, or that year restated for a later cohort.
-- Grain: index_code, year, cohort_code
-- Method: docs/methodology.md#change
create table core.editions as
with merged as (
    select distinct from_system, to_system from reference.successions
),
restated as (
    select later.index_code, earlier.year, later.cohort_code, earlier.framework_code,
        max(later.cohort_size) as cohort_size, earlier.cohort_code as from_cohort_code
    from reference.years as later
    join reference.cohorts as later_cohort on later_cohort.cohort_code = later.cohort_code
    join reference.years as earlier on earlier.index_code = later.index_code and earlier.year <= later.year
    join reference.cohorts as earlier_cohort on earlier_cohort.cohort_code = earlier.cohort_code
    join merged on merged.from_system = earlier_cohort.unit_system and merged.to_system = later_cohort.unit_system
    group by later.index_code, earlier.year, later.cohort_code, earlier.framework_code, earlier.cohort_code
)
select index_code, year, cohort_code,
    coalesce(years.framework_code, restated.framework_code) as framework_code,
    coalesce(years.cohort_size, restated.cohort_size) as cohort_size,
    years.framework_code is null as is_restated,
    restated.from_cohort_code,
    years.previous_year, years.previous_cohort_code, years.published_on, years.note,
    cohorts.unit_system, cohorts.cohort_family, cohorts.is_ranked
from reference.years as years
full join restated using (index_code, year, cohort_code)
join reference.cohorts as cohorts using (cohort_code);
