-- One row per edition and unit whose index can be computed from its parts: main indicators by their maxima,
-- or pillars by their weights (the framework's value rule says which).
-- Grain: edition_code, unit_code, value_rule
-- Method: docs/methodology.md#value
-- Materialised: 4 ms
create view core.weighted_indexes as
with pillars as (
    select inputs.edition_code, inputs.framework_code, inputs.unit_code,
        sum(inputs.score * indicators.weight) as score, sum(inputs.max_score * indicators.weight) as max_score,
        count(*) as known_count
    from core.computation_inputs as inputs
    join reference.indicators as indicators using (framework_code, indicator_code)
    join reference.frameworks as frameworks using (framework_code)
    where frameworks.value_rule = 'weighted_pillars' and indicators.indicator_level = 'pillar'
    group by all
)
select edition_code, framework_code, unit_code, 'index' as indicator_code,
    'weighted_mains' as value_rule, sum(score) as score, sum(max_score) as max_score,
    count(score) as known_count, count(*) as needed_count
from core.main_inputs
group by edition_code, framework_code, unit_code
having count(score) > 0
union all by name
select edition_code, framework_code, unit_code, 'index' as indicator_code, 'weighted_pillars' as value_rule,
    score, max_score, known_count, (
        select count(*) from reference.indicators as indicators
        where indicators.framework_code = pillars.framework_code and indicators.indicator_level = 'pillar'
    ) as needed_count
from pillars;
