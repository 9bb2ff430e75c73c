-- One row per edition, unit, indicator whose value is summed up from other indicators, rule of the sum and known term:
-- the points that the term adds, out of how many. Terms that are taken off are negative.
-- Grain: edition_code, unit_code, indicator_code, value_rule, part_code
-- Method: docs/methodology.md#value
create view core.index_terms as
with mains as (
    select inputs.edition_code, inputs.framework_code, inputs.unit_code, inputs.part_count,
        inputs.indicator_code as part_code, inputs.score, inputs.max_score, links.pillar_code, links.is_own
    from core.main_inputs as inputs
    left join reference.pillar_mains as links
        on links.framework_code = inputs.framework_code and links.main_code = inputs.indicator_code
    where inputs.score is not null
),
pillars as (
    select distinct framework_code, pillar_code from reference.pillar_mains
),
wholes as (
    select edition_code, unit_code, max(part_count) as part_count from mains group by all
)
select distinct edition_code, unit_code, 'index' as indicator_code, 'weighted_mains' as value_rule, part_code, score,
    max_score
from mains
union all by name
select edition_code, unit_code, pillar_code as indicator_code, 'pillar_of_mains' as value_rule, part_code, score,
    max_score
from mains
where pillar_code is not null
union all by name
select mains.edition_code, mains.unit_code, pillars.pillar_code as indicator_code,
    'index_and_activities' as value_rule, mains.part_code, -mains.score as score, -mains.max_score as max_score
from mains
join pillars on pillars.framework_code = mains.framework_code and pillars.pillar_code <> mains.pillar_code
where mains.is_own
union all by name
select inputs.edition_code, inputs.unit_code, pillars.pillar_code as indicator_code,
    'index_and_activities' as value_rule, 'index' as part_code,
    inputs.score * (wholes.part_count // inputs.part_count) as score,
    inputs.max_score * (wholes.part_count // inputs.part_count) as max_score
from core.computation_inputs as inputs
join pillars using (framework_code)
join wholes using (edition_code, unit_code)
where inputs.indicator_code = 'index'
union all by name
select inputs.edition_code, inputs.unit_code, 'index' as indicator_code, 'weighted_pillars' as value_rule,
    inputs.indicator_code as part_code, inputs.score * indicators.weight as score,
    inputs.max_score * indicators.weight as max_score
from core.computation_inputs as inputs
join reference.indicators as indicators using (framework_code, indicator_code)
join reference.frameworks as frameworks using (framework_code)
where frameworks.value_rule = 'weighted_pillars' and indicators.indicator_level = 'pillar';
