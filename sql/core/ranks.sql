-- One row per edition, unit and indicator that may be ranked: the published and the computed rank, and the one of the
-- series that is shown; null where there is none (`rank_series` is then none or published_partial).
-- A component may be ranked only where a release of its index prints a rank or a change of rank of it.
-- A series is all published, else all computed, else the published ranks that exist. Ranks are computed only over a
-- complete cohort, on the value at four decimals; equal values share the better rank (standard competition ranking).
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#ranks
-- Materialised: 65 ms
create view core.ranks as
with asked as (
    select distinct index_code, indicator_code
    from core.published_figures
    join reference.frameworks using (framework_code)
    where rank is not null or places_gained is not null
),
counted as (
    select figures.*, editions.cohort_size, editions.is_ranked,
        count(published_value) over series as published_value_count,
        count(computed_value) over series as computed_value_count,
        count(value) over series as value_count,
        count(published_rank) over series as published_rank_count
    from core.figures as figures
    join core.editions as editions using (edition_code)
    left join asked using (index_code, indicator_code)
    where figures.indicator_level <> 'component' or asked.indicator_code is not null
    window series as (partition by edition_code, indicator_code)
),
ranking_values as (
    select *,
        case
            when not is_ranked then null
            when published_value_count = cohort_size then value
            when computed_value_count = cohort_size then computed_value
            when value_count = cohort_size then value
        end as ranking_value
    from counted
),
ranked as (
    select *,
        case when ranking_value is not null then
            rank() over (partition by edition_code, indicator_code order by ranking_value desc)
        end as computed_rank
    from ranking_values
),
series as (
    select *,
        case
            when published_rank_count = cohort_size then 'published'
            when computed_rank is not null then 'computed'
            when published_rank_count > 0 then 'published_partial'
            else 'none'
        end as rank_series
    from ranked
)
select edition_code, unit_code, indicator_code, ranking_value, published_rank,
    cast(computed_rank as integer) as computed_rank, rank_series, value_count,
    cast(case rank_series when 'computed' then computed_rank else published_rank end as integer) as rank,
    case
        when rank_series = 'computed' then 'computed'
        when published_rank is not null then 'published'
    end as rank_basis
from series;
