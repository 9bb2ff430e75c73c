-- One row per edition and indicator with a value: the plain mean over the units of the cohort, and how many it covers.
-- A mean over an incomplete cohort is null: it would be the mean of those that happened to be loaded.
-- Grain: edition_code, indicator_code
-- Method: docs/methodology.md#means
-- Materialised: 5 ms
create view core.cohort_means as
with summed as (
    select figures.edition_code, figures.framework_code, figures.indicator_code,
        sum(figures.exact_value) as value_sum, count(figures.value) as value_count,
        min(figures.value) as min_value, max(figures.value) as max_value
    from core.shown_figures as figures
    where figures.value is not null
    group by all
)
select summed.*, editions.cohort_size, value_count = editions.cohort_size as is_complete,
    case when value_count = editions.cohort_size then rule.ratio(value_sum, value_count) end as mean_value
from summed
join core.editions as editions using (edition_code);
