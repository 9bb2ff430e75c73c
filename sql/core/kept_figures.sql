-- One row per edition of merged units, unit that was not merged and indicator above the components whose value the
-- edition before the merger prints: what the unit keeps as published.
-- Grain: index_code, year, cohort_code, unit_code, indicator_code
-- Method: docs/methodology.md#merged-units
create table core.kept_figures as
with unmerged as (
    select from_system, to_system, to_code, any_value(from_code) as from_code
    from reference.successions
    group by from_system, to_system, to_code
    having count(*) = 1
)
select editions.index_code, editions.year, editions.cohort_code, editions.framework_code, unmerged.to_code as unit_code,
    printed.indicator_code, printed.value, printed.value_decimals, printed.value_source_address,
    printed.value_release_code
from core.editions as editions
join reference.cohorts as earlier_cohort on earlier_cohort.cohort_code = editions.from_cohort_code
join unmerged on unmerged.from_system = earlier_cohort.unit_system and unmerged.to_system = editions.unit_system
join core.published_figures as printed
    on printed.index_code = editions.index_code and printed.year = editions.year
    and printed.cohort_code = editions.from_cohort_code and printed.unit_code = unmerged.from_code
    and printed.framework_code = editions.framework_code
join reference.indicators as indicators
    on indicators.framework_code = printed.framework_code and indicators.indicator_code = printed.indicator_code
where printed.value is not null
    and indicators.indicator_level in ('index', 'group', 'pillar', 'main');
