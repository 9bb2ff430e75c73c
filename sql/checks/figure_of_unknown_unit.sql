-- Figures and statuses of a unit that is not in the unit system of their cohort.
-- Severity: blocks
with rows_read as (
    select release_code, row_number, cohort_code, unit_code from staging.figures
    union all
    select release_code, row_number, cohort_code, unit_code from staging.component_statuses
)
select rows_read.*
from rows_read
left join reference.cohorts as cohorts using (cohort_code)
left join reference.units as units
    on units.unit_system = cohorts.unit_system and units.unit_code = rows_read.unit_code
where units.unit_code is null;
