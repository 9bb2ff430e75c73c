-- One row per published edition and indicator whose whole cohort has a value: how the units' values spread.
-- Grain: index_code, year, cohort_code, indicator_code
-- Method: docs/methodology.md#means
create table mart.cohort_spread as
select index_code, year, cohort_code, indicator_code, min(value) as min_value,
    cast(quantile_disc(value, 0.25) as decimal(9, 4)) as lower_quartile_value,
    cast(quantile_disc(value, 0.5) as decimal(9, 4)) as median_value,
    cast(quantile_disc(value, 0.75) as decimal(9, 4)) as upper_quartile_value,
    max(value) as max_value
from mart.unit_ranking
where value is not null
group by index_code, year, cohort_code, indicator_code
having count(value) = max(cohort_size);
