-- One row per edition, unit, pillar and way to compute it: from its main indicators, or from the index less the other
-- activities, which works without the common main indicators (index · scale − activities = common points).
-- Grain: index_code, year, cohort_code, unit_code, indicator_code, value_rule
-- Method: docs/methodology.md#pillars
create table core.weighted_pillars as
with pillar_mains as (
    select inputs.*, pillars.pillar_code, pillars.is_own
    from core.main_inputs as inputs
    join reference.pillar_mains as pillars
        on pillars.framework_code = inputs.framework_code and pillars.main_code = inputs.indicator_code
),
from_mains as (
    select index_code, year, cohort_code, framework_code, unit_code, pillar_code,
        sum(score) as score, sum(max_score) as max_score, count(value) as known_count, count(*) as needed_count,
        sum(score) filter (is_own) as own_score, sum(max_score) filter (is_own) as own_max_score
    from pillar_mains
    group by all
),
scales as (
    select framework_code, sum(max_score) as total_max_score
    from reference.indicators
    where indicator_level = 'main' and is_scored
    group by framework_code
),
activities as (
    select index_code, year, cohort_code, unit_code,
        sum(score) as score, count(value) as known_count, count(*) as needed_count
    from pillar_mains
    where is_own
    group by all
)
select index_code, year, cohort_code, framework_code, unit_code, pillar_code as indicator_code,
    'pillar_of_mains' as value_rule, score, max_score, known_count, needed_count
from from_mains
where known_count > 0
union all
select from_mains.index_code, from_mains.year, from_mains.cohort_code, from_mains.framework_code, from_mains.unit_code,
    from_mains.pillar_code, 'index_and_activities',
    indexes.value * scales.total_max_score - activities.score + from_mains.own_score, from_mains.max_score,
    activities.known_count + 1, activities.needed_count + 1
from from_mains
join scales using (framework_code)
join activities using (index_code, year, cohort_code, unit_code)
join core.input_values as indexes
    on indexes.index_code = from_mains.index_code and indexes.year = from_mains.year
    and indexes.cohort_code = from_mains.cohort_code and indexes.unit_code = from_mains.unit_code
    and indexes.indicator_code = 'index';
