-- One row per published edition, indicator above the components and benchmark: the mean of the country's units, of
-- each region's units, and the best value. Null where a unit of the group has no value: a mean of some is no mean.
-- Grain: index_code, year, cohort_code, indicator_code, benchmark_kind, region_code
-- Method: docs/methodology.md#means
create table mart.benchmarks as
with valued as (
    select * from mart.unit_ranking where rank_series <> 'none' or value is not null
),
grouped as (
    select index_code, year, cohort_code, indicator_code, 'country' as benchmark_kind,
        cast(null as varchar) as region_code, sum(value) as value_sum, count(value) as value_count,
        max(cohort_size) as unit_count
    from valued
    group by index_code, year, cohort_code, indicator_code
    union all
    select index_code, year, cohort_code, indicator_code, 'region', region_code, sum(value), count(value), count(*)
    from mart.unit_ranking
    where region_code is not null
    group by index_code, year, cohort_code, indicator_code, region_code
),
leaders as (
    select index_code, year, cohort_code, indicator_code, max(value) as value,
        arg_max_null(value_decimals, value) as value_decimals,
        count(value) as value_count, max(cohort_size) as unit_count
    from valued
    group by index_code, year, cohort_code, indicator_code
)
select index_code, year, cohort_code, indicator_code, benchmark_kind, region_code, value_count, unit_count,
    case when value_count = unit_count then rule.ratio(value_sum, value_count) end as value,
    cast(null as integer) as value_decimals
from grouped
union all
select index_code, year, cohort_code, indicator_code, 'leader', null, value_count, unit_count,
    case when value_count = unit_count then value end, case when value_count = unit_count then value_decimals end
from leaders;
