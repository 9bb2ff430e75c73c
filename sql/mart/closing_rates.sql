-- One row per cohort of an index and edition of its time series whose index values are all known, as those of the
-- edition before it are: the percent of their distance to 1 that its units closed together since, to a whole percent.
-- Grain: index_code, cohort_code, edition_code
-- Method: docs/methodology.md#planning
-- Materialised: 14 ms
create view mart.closing_rates as
with totals as (
    select ranks.edition_code, count(*) as unit_count, sum(ranks.ranking_value) as total_value
    from core.ranks as ranks
    join core.editions as editions using (edition_code)
    where ranks.indicator_code = 'index'
    group by ranks.edition_code
    having count(ranks.ranking_value) = any_value(editions.cohort_size)
)
select years.index_code, years.cohort_code, years.edition_code, years.period_code, years.year,
    years.before_period_code, years.before_year,
    cast(round(
        rule.ratio(100 * (after.total_value - before.total_value), before.unit_count - before.total_value)
    ) as integer) as closed_percent
from mart.cohort_years as years
join totals as after using (edition_code)
join totals as before on before.edition_code = years.before_edition_code
where before.total_value < before.unit_count and not years.is_provisional;
