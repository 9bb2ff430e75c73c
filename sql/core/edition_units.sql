-- One row per edition and unit that belongs to its cohort, whether or not a figure is known.
-- A cohort named like its unit system is all of it; of any other (groups of ministries, the 64 provinces of old) only
-- the units with a figure are known to belong.
-- Grain: index_code, year, cohort_code, unit_code
create table core.edition_units as
with named as (
    select distinct index_code, year, cohort_code, unit_code from core.published_figures
    where has_result
)
select editions.index_code, editions.year, editions.cohort_code, units.unit_system, units.unit_code,
    units.unit_name_vi, units.unit_name_en, units.region_code
from core.editions as editions
join reference.units as units on units.unit_system = editions.unit_system
left join named
    on named.index_code = editions.index_code and named.year = editions.year
    and named.cohort_code = editions.cohort_code and named.unit_code = units.unit_code
where editions.cohort_code = editions.unit_system or named.unit_code is not null;
