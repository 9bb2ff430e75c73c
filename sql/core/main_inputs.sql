-- One row per edition, unit and assessed main indicator of a framework with known maxima: its points, or null. The
-- points of a unit's main indicators and their maxima count alike often (`part_count` times), so that they add up
-- exactly also where some are sums over predecessors.
-- Only units with at least one known value of the edition are listed.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#value
-- Materialised: 4 ms
create view core.main_inputs as
with units as (
    select edition_code, framework_code, unit_code, max(part_count) as part_count
    from core.computation_inputs
    group by all
)
select units.*, mains.indicator_code, cast(mains.max_score * units.part_count as decimal(18, 4)) as max_score,
    cast(inputs.score * (units.part_count // inputs.part_count) as decimal(28, 10)) as score
from units
join reference.frameworks as frameworks
    on frameworks.framework_code = units.framework_code and frameworks.value_rule = 'weighted_mains'
join reference.indicators as mains
    on mains.framework_code = units.framework_code and mains.indicator_level = 'main' and mains.is_scored
left join core.computation_inputs as inputs
    on inputs.edition_code = units.edition_code
    and inputs.unit_code = units.unit_code and inputs.indicator_code = mains.indicator_code;
