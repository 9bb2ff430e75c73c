-- One row per cohort of an index and edition of its time series whose index values are all known, as those of the
-- edition before it are: the percent of their distance to 1 that its units closed together since, to a whole percent;
-- and by how many places, on average, ranks came out worse than they would have with all others standing still, and
-- how far from that, whichever way.
-- Grain: index_code, cohort_code, edition_code
-- Method: docs/methodology.md#planning
-- Materialised: 30 ms
create view mart.closing_rates as
with known as (
    select ranks.edition_code, ranks.unit_code, ranks.ranking_value, ranks.rank
    from core.ranks as ranks
    join core.editions as editions using (edition_code)
    where ranks.indicator_code = 'index'
    qualify count(ranks.ranking_value) over (partition by ranks.edition_code) = editions.cohort_size
),
totals as (
    select edition_code, count(*) as unit_count, sum(ranking_value) as total_value from known group by edition_code
),
rates as (
    select years.index_code, years.cohort_code, years.edition_code, years.period_code, years.year,
        years.before_edition_code, years.before_period_code, years.before_year,
        len(years.break_reasons) = 0 as is_comparable,
        cast(round(
            rule.ratio(100 * (after.total_value - before.total_value), before.unit_count - before.total_value)
        ) as integer) as closed_percent
    from mart.cohort_years as years
    join totals as after using (edition_code)
    join totals as before on before.edition_code = years.before_edition_code
    where before.total_value < before.unit_count and not years.is_provisional
),
mixed as (
    select rates.index_code, rates.cohort_code, rates.edition_code, known.unit_code, known.ranking_value, known.rank,
        known.edition_code = rates.before_edition_code as is_before
    from rates
    join known on known.edition_code in (rates.edition_code, rates.before_edition_code)
),
above as (
    select *, count(*) filter (is_before) over (
            partition by index_code, cohort_code, edition_code order by ranking_value desc
            groups between unbounded preceding and 1 preceding
        ) as above_count
    from mixed
),
errors as (
    select now.index_code, now.cohort_code, now.edition_code,
        now.rank - 1 - now.above_count + if(old.ranking_value > now.ranking_value, 1, 0) as places_worse
    from above as now
    join above as old using (index_code, cohort_code, edition_code, unit_code)
    where not now.is_before and old.is_before
)
select rates.index_code, rates.cohort_code, rates.edition_code, rates.period_code, rates.year,
    rates.before_period_code, rates.before_year, rates.closed_percent, rates.is_comparable,
    cast(avg(errors.places_worse) as decimal(9, 4)) as mean_places_worse,
    cast(avg(abs(errors.places_worse)) as decimal(9, 4)) as mean_places_off
from rates
left join errors using (index_code, cohort_code, edition_code)
group by all;
