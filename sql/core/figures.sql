-- One row per edition, unit and indicator with any figure: published and computed values side by side.
-- `value` is the published one where there is one, at four decimals; null where only a rank is printed.
-- Grain: index_code, year, cohort_code, unit_code, indicator_code
-- Method: docs/methodology.md#value
create table core.figures as
with computed as (
    select * from core.computations where preference = 1
),
sides as (
    select index_code, year, cohort_code, framework_code, unit_code, indicator_code,
        published.value as published_value, published.value_decimals, computed.value as computed_value,
        computed.value_rule as computed_rule, computed.known_count, computed.needed_count,
        published.rank as published_rank,
        published.places_gained as published_places_gained, published.value_change as published_value_change,
        published.value_change_decimals as published_value_change_decimals,
        published.score as published_score, published.max_score as published_max_score,
        published.value_source_address, published.value_release_code,
        published.rank_source_address, published.rank_release_code,
        published.places_gained_release_code, published.value_change_release_code
    from (select * from core.published_figures where has_result) as published
    full join computed using (index_code, year, cohort_code, framework_code, unit_code, indicator_code)
)
select sides.*, indicators.indicator_level,
    cast(rule.rounded(coalesce(published_value, computed_value), 4) as decimal(9, 4)) as value,
    case when published_value is not null then 'published' when computed_value is not null then 'computed' end
        as value_basis
from sides
join reference.indicators as indicators using (framework_code, indicator_code);
