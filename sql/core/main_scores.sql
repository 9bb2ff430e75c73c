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
select printed.edition_code, printed.framework_code, printed.unit_code,
    components.parent_code as indicator_code, 'component_scores' as value_rule,
    sum(printed.score) as score, sum(printed.max_score) as max_score,
    count(*) as known_count, max(needed.component_count) as needed_count
from core.printed_values as printed
join reference.indicators as components using (framework_code, indicator_code)
join needed on needed.framework_code = printed.framework_code and needed.parent_code = components.parent_code
where components.indicator_level = 'component' and components.is_scored
    and printed.score is not null and printed.max_score is not null
group by all;
