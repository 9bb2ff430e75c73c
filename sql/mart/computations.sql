-- One row per edition, published or restated, unit, indicator and rule that computes its value: how many of its parts
-- are known, and the value; null while one is unknown. `is_used` marks the rule whose value counts.
-- Grain: edition_code, unit_code, indicator_code, value_rule
-- Method: docs/methodology.md#value
create view mart.computations as
with computed as (
    select edition_code, framework_code, unit_code, indicator_code, value_rule, known_count, needed_count, is_complete,
        value, preference
    from core.computations
    union all by name
    select edition_code, framework_code, unit_code, indicator_code, 'score_ratio' as value_rule,
        1 as known_count, 1 as needed_count, true as is_complete, rule.ratio(score, max_score) as value,
        1 as preference
    from core.component_points
    where max_score > 0
)
select computations.edition_code, editions.index_code, editions.period_code, editions.year, editions.cohort_code,
    computations.framework_code, computations.unit_code, computations.indicator_code, indicators.indicator_level,
    computations.value_rule, computations.known_count, computations.needed_count, computations.is_complete,
    computations.preference = 1 as is_used, computations.value as computed_value,
    editions.is_restated
from computed as computations
join core.editions as editions using (edition_code)
join reference.indicators as indicators
    on indicators.framework_code = computations.framework_code
    and indicators.indicator_code = computations.indicator_code;
