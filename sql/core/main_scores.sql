-- One row per edition, unit and main indicator that has component points: their sum over the sum of their maxima.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#value
-- Materialised: 12 ms
create view core.main_scores as
with needed as (
    select framework_code, parent_code, count(*) as component_count
    from reference.indicators
    where indicator_level = 'component' and is_scored
    group by all
)
select statuses.edition_code, statuses.framework_code, statuses.unit_code,
    statuses.main_code as indicator_code, 'component_scores' as value_rule,
    sum(statuses.score) as score, sum(statuses.max_score) as max_score,
    count(*) as known_count, max(needed.component_count) as needed_count
from core.component_statuses as statuses
join needed on needed.framework_code = statuses.framework_code and needed.parent_code = statuses.main_code
where statuses.is_scored and statuses.score is not null and statuses.max_score > 0
group by all;
