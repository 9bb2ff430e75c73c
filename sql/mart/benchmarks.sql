-- One row per published edition, indicator above the components and benchmark: the mean of the country's units, of
-- each region's units, and the best value. Null where a unit of the group has no value: a mean of some is no mean.
-- Grain: edition_code, indicator_code, benchmark_kind, region_code?
-- Method: docs/methodology.md#means
-- Materialised: 28 ms
create view mart.benchmarks as
with valued as (
    select ranking.*, shown.exact_value, indexes.scale, indexes.shown_decimals
    from mart.unit_ranking as ranking
    join reference.indexes as indexes using (index_code)
    left join core.shown_figures as shown using (edition_code, unit_code, indicator_code)
),
grouped as (
    select edition_code, index_code, period_code, year, cohort_code, indicator_code, 'country' as benchmark_kind,
        cast(null as varchar) as region_code, sum(exact_value) as value_sum, count(value) as value_count,
        max(cohort_size) as unit_count, any_value(shown_decimals) filter (scale = 'points') as value_decimals
    from valued
    where rank_series <> 'none' or value is not null
    group by edition_code, index_code, period_code, year, cohort_code, indicator_code
    union all by name
    select edition_code, index_code, period_code, year, cohort_code, indicator_code, 'region' as benchmark_kind,
        region_code, sum(exact_value) as value_sum, count(value) as value_count, count(*) as unit_count,
        any_value(shown_decimals) filter (scale = 'points') as value_decimals
    from valued
    where region_code is not null
    group by edition_code, index_code, period_code, year, cohort_code, indicator_code, region_code
),
leaders as (
    select edition_code, index_code, period_code, year, cohort_code, indicator_code, max(value) as value,
        arg_max_null(value_decimals, value) as value_decimals,
        count(value) as value_count, max(cohort_size) as unit_count
    from valued
    where rank_series <> 'none' or value is not null
    group by edition_code, index_code, period_code, year, cohort_code, indicator_code
)
select edition_code, index_code, period_code, year, cohort_code, indicator_code, benchmark_kind, region_code,
    value_count, unit_count,
    case when value_count = unit_count then rule.ratio(value_sum, value_count) end as value,
    value_decimals
from grouped
union all by name
select edition_code, index_code, period_code, year, cohort_code, indicator_code, 'leader' as benchmark_kind,
    cast(null as varchar) as region_code, value_count, unit_count,
    case when value_count = unit_count then value end as value,
    case when value_count = unit_count then value_decimals end as value_decimals
from leaders;
