-- One row per published edition and indicator whose whole cohort has a value: how the units' values spread. The median
-- of an even number of units is the mean of the two in the middle, at five decimals.
-- Grain: edition_code, indicator_code
-- Method: docs/methodology.md#means
-- Materialised: 4 ms
create view mart.cohort_spread as
select edition_code, index_code, period_code, year, cohort_code, indicator_code, min(value) as min_value,
    cast(quantile_disc(value, 0.25) as decimal(9, 4)) as lower_quartile_value,
    cast(
        (list_sort(list(value))[(count(value) + 1) // 2] + list_sort(list(value))[count(value) // 2 + 1])
        * cast(0.5 as decimal(2, 1)) as decimal(9, 5)
    ) as median_value,
    cast(quantile_disc(value, 0.75) as decimal(9, 4)) as upper_quartile_value,
    max(value) as max_value
from mart.unit_ranking
where value is not null
group by edition_code, index_code, period_code, year, cohort_code, indicator_code
having count(value) = max(cohort_size);
