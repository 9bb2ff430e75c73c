-- One row per published edition of merged units, indicator above the components, unit and each of its predecessors,
-- with the predecessor's own value and rank in the same year.
-- Grain: edition_code, indicator_code, unit_code, predecessor_code
-- Method: docs/methodology.md#merged-units
create view mart.predecessors as
select editions.edition_code, editions.index_code, editions.period_code, editions.year, editions.cohort_code,
    earlier.indicator_code,
    successions.to_code as unit_code, successions.from_code as predecessor_code,
    earlier.unit_name_vi as predecessor_name_vi, earlier.unit_name_en as predecessor_name_en,
    source.edition_code as predecessor_edition_code, source.cohort_code as predecessor_cohort_code,
    earlier.cohort_size as predecessor_cohort_size,
    earlier.value, earlier.value_basis, earlier.rank, earlier.rank_basis
from core.editions as editions
join core.editions as source on source.edition_code = editions.source_edition_code
join reference.successions as successions
    on successions.from_system = source.unit_system and successions.to_system = editions.unit_system
join mart.unit_ranking as earlier
    on earlier.edition_code = source.edition_code and earlier.unit_code = successions.from_code
where not editions.is_restated;
