-- One row per edition and unit that belongs to its cohort, whether or not a figure is known.
-- A cohort may be its whole unit system; of any other (groups of ministries, the 64 provinces of old) only the units
-- with a figure are known to belong.
-- Grain: edition_code, unit_code
-- Materialised: 4 ms
create view core.edition_units as
with named as (
    select distinct edition_code, unit_code from core.published_figures
    where has_result
    union
    select edition_code, unit_code from core.component_points
)
select editions.edition_code, units.unit_system, units.unit_code,
    units.unit_name_vi, units.unit_name_en, units.region_code
from core.editions as editions
join reference.units as units on units.unit_system = editions.unit_system
left join named
    on named.edition_code = editions.edition_code and named.unit_code = units.unit_code
where editions.is_whole_system or named.unit_code is not null;
