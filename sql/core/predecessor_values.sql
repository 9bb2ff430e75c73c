-- One row per edition of merged units, unit and indicator: the sum over all predecessors, out of the sum of their
-- maxima; none where one is missing. A unit that was not merged is its own only predecessor.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#merged-units
-- Materialised: 14 ms
create view core.predecessor_values as
with predecessors as (
    select from_system, to_system, to_code, count(*) as predecessor_count
    from reference.successions
    group by all
),
parts as (
    select editions.edition_code, editions.framework_code,
        successions.from_system, successions.to_system, successions.to_code as unit_code,
        own.indicator_code, own.score, own.max_score, own.is_inferred
    from core.editions as editions
    join core.editions as earlier on earlier.edition_code = editions.source_edition_code
    join reference.successions as successions
        on successions.from_system = earlier.unit_system and successions.to_system = editions.unit_system
    join core.own_values as own
        on own.edition_code = earlier.edition_code and own.unit_code = successions.from_code
    join reference.indicators as indicators
        on indicators.framework_code = editions.framework_code
        and indicators.indicator_code = own.indicator_code
    where indicators.indicator_level in ('index', 'main')
)
select parts.edition_code, parts.framework_code, parts.unit_code, parts.indicator_code,
    sum(parts.score) as score, sum(parts.max_score) as max_score, count(*) as predecessor_count
from parts
join predecessors
    on predecessors.from_system = parts.from_system and predecessors.to_system = parts.to_system
    and predecessors.to_code = parts.unit_code
where not parts.is_inferred
group by all
having count(*) = max(predecessors.predecessor_count);
