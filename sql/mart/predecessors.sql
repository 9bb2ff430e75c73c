-- One row per published edition of merged units, indicator above the components, unit and each of its predecessors,
-- with the predecessor's own value and rank in the same year.
-- Grain: index_code, year, cohort_code, indicator_code, unit_code, predecessor_code
-- Method: docs/methodology.md#merged-units
create view mart.predecessors as
select editions.index_code, editions.year, editions.cohort_code, earlier.indicator_code,
    successions.to_code as unit_code, successions.from_code as predecessor_code,
    earlier.unit_name_vi as predecessor_name_vi, earlier.unit_name_en as predecessor_name_en,
    earlier.cohort_code as predecessor_cohort_code, earlier.cohort_size as predecessor_cohort_size,
    earlier.value, earlier.value_basis, earlier.rank, earlier.rank_basis
from core.editions as editions
join reference.cohorts as earlier_cohort on earlier_cohort.cohort_code = editions.from_cohort_code
join reference.successions as successions
    on successions.from_system = earlier_cohort.unit_system and successions.to_system = editions.unit_system
join mart.unit_ranking as earlier
    on earlier.index_code = editions.index_code and earlier.year = editions.year
    and earlier.cohort_code = editions.from_cohort_code and earlier.unit_code = successions.from_code
where not editions.is_restated;
