-- One row per edition of merged units, unit that was not merged and indicator above the components whose value the
-- edition before the merger prints: what the unit keeps as published.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#merged-units
-- Materialised: 11 ms
create view core.unmerged_unit_values as
with unmerged as (
    select from_system, to_system, to_code, any_value(from_code) as from_code
    from reference.successions
    group by from_system, to_system, to_code
    having count(*) = 1
)
select editions.edition_code, editions.framework_code, unmerged.to_code as unit_code,
    printed.indicator_code, printed.value, printed.value_decimals, printed.value_source_address,
    printed.value_release_code
from core.editions as editions
join core.editions as earlier on earlier.edition_code = editions.source_edition_code
join unmerged on unmerged.from_system = earlier.unit_system and unmerged.to_system = editions.unit_system
join core.published_figures as printed
    on printed.edition_code = earlier.edition_code and printed.unit_code = unmerged.from_code
    and printed.framework_code = editions.framework_code
join reference.indicators as indicators
    on indicators.framework_code = printed.framework_code and indicators.indicator_code = printed.indicator_code
where printed.value is not null
    and indicators.indicator_level in ('index', 'group', 'pillar', 'main');
