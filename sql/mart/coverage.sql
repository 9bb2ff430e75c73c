-- One row per published edition and level of its framework's indicators: how much of it is loaded. Units with a value,
-- a rank or a status of at least one assessed indicator of the level, and with a value of every one of them; values,
-- ranks and statuses in all. A null cohort size is not known.
-- Grain: edition_code, indicator_level
-- Method: docs/methodology.md#value
-- Materialised: 40 ms
create view mart.coverage as
with levels as (
    select editions.edition_code, indicators.indicator_level,
        cast(count(*) filter (indicators.is_scored) as integer) as indicator_count,
        min(indicators.position) as level_position
    from core.editions as editions
    join reference.indicators as indicators using (framework_code)
    where not editions.is_restated
    group by all
),
known as (
    select figures.edition_code, figures.indicator_level, figures.unit_code, figures.indicator_code,
        figures.value is not null as has_value, ranks.rank is not null as has_rank, false as has_status
    from core.figures as figures
    join reference.indicators as indicators using (framework_code, indicator_code)
    left join core.ranks as ranks
        on ranks.edition_code = figures.edition_code and ranks.unit_code = figures.unit_code
        and ranks.indicator_code = figures.indicator_code
    where indicators.is_scored
    union all by name
    select edition_code, 'component' as indicator_level, unit_code, indicator_code,
        is_scored and score is not null and max_score > 0 and components.indicator_code is not null as has_value,
        false as has_rank, status is not null as has_status
    from core.component_statuses
    left join core.points_only_components as components using (framework_code, indicator_code)
),
by_unit as (
    select edition_code, indicator_level, unit_code,
        count(*) filter (has_value) as value_count, count(*) filter (has_rank) as rank_count,
        count(*) filter (has_status) as status_count
    from known
    group by all
)
select levels.edition_code, editions.index_code, editions.period_code, editions.year, editions.cohort_code,
    editions.framework_code, editions.cohort_size, levels.indicator_level, levels.indicator_count,
    cast(count(*) filter (value_count > 0) as integer) as valued_unit_count,
    cast(count(*) filter (
        value_count > 0 and value_count = levels.indicator_count
    ) as integer) as whole_unit_count,
    cast(count(*) filter (rank_count > 0) as integer) as ranked_unit_count,
    cast(count(*) filter (status_count > 0) as integer) as status_unit_count,
    cast(coalesce(sum(value_count), 0) as integer) as level_value_count,
    cast(coalesce(sum(rank_count), 0) as integer) as level_rank_count,
    cast(coalesce(sum(status_count), 0) as integer) as level_status_count,
    cast(row_number() over (
        partition by levels.edition_code order by levels.level_position, levels.indicator_level
    ) as integer) as level_position
from levels
join core.editions as editions using (edition_code)
left join by_unit using (edition_code, indicator_level)
group by levels.edition_code, editions.index_code, editions.period_code, editions.year, editions.cohort_code,
    editions.framework_code, editions.cohort_size, levels.indicator_level, levels.indicator_count,
    levels.level_position;
