-- Figures and statuses of a unit that is not in the unit system of their cohort.
-- Severity: blocks
with rows_read as (
    select release_code, row_number, edition_code, unit_code from staging.figures
    union all by name
    select release_code, row_number, edition_code, unit_code from staging.component_statuses
)
select rows_read.*
from rows_read
join core.editions as editions using (edition_code)
left join reference.units as units
    on units.unit_system = editions.unit_system and units.unit_code = rows_read.unit_code
where units.unit_code is null;
