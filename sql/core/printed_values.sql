-- One row per edition, unit and indicator whose value is printed or follows from printed points of that indicator.
-- Grain: index_code, year, cohort_code, unit_code, indicator_code
-- Method: docs/methodology.md#value
create table core.printed_values as
with points as (
    select published.*, coalesce(published.max_score, indicators.max_score) as known_max_score
    from core.published_figures as published
    join reference.indicators as indicators using (framework_code, indicator_code)
)
select index_code, year, cohort_code, framework_code, unit_code, indicator_code,
    value as published_value, value_decimals, value_source_address, value_release_code,
    score, known_max_score as max_score,
    coalesce(value, rule.ratio(score, known_max_score)) as value
from points
where value is not null or rule.ratio(score, known_max_score) is not null;
