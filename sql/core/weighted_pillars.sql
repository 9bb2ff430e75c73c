-- One row per edition, unit, pillar and way to compute it: from its main indicators, or from the index less the other
-- activities, which works without the common main indicators (index · scale − activities = common points).
-- Grain: edition_code, unit_code, indicator_code, value_rule
-- Method: docs/methodology.md#pillars
-- Materialised: 17 ms
create view core.weighted_pillars as
with pillar_mains as (
    select inputs.*, pillars.pillar_code, pillars.is_own
    from core.main_inputs as inputs
    join reference.pillar_mains as pillars
        on pillars.framework_code = inputs.framework_code and pillars.main_code = inputs.indicator_code
),
from_mains as (
    select edition_code, framework_code, unit_code, part_count, pillar_code,
        sum(score) as score, sum(max_score) as max_score, count(score) as known_count, count(*) as needed_count,
        sum(score) filter (is_own) as own_score
    from pillar_mains
    group by edition_code, framework_code, unit_code, part_count, pillar_code
),
activities as (
    select edition_code, unit_code,
        sum(score) as score, count(score) as known_count, count(*) as needed_count
    from pillar_mains
    where is_own
    group by edition_code, unit_code
)
select edition_code, framework_code, unit_code, pillar_code as indicator_code,
    'pillar_of_mains' as value_rule, score, max_score, known_count, needed_count
from from_mains
where known_count > 0
union all by name
select from_mains.edition_code, from_mains.framework_code, from_mains.unit_code,
    from_mains.pillar_code as indicator_code, 'index_and_activities' as value_rule,
    indexes.score * (from_mains.part_count // indexes.part_count) - activities.score + from_mains.own_score as score,
    from_mains.max_score, activities.known_count + 1 as known_count, activities.needed_count + 1 as needed_count
from from_mains
join activities using (edition_code, unit_code)
join core.computation_inputs as indexes
    on indexes.edition_code = from_mains.edition_code and indexes.unit_code = from_mains.unit_code
    and indexes.indicator_code = 'index'
join reference.frameworks as frameworks on frameworks.framework_code = from_mains.framework_code
where frameworks.total_max_score is not null;
