-- One row per published edition of units that lie in others, indicator above the components and unit of the system that
-- they lie in with a place on the tile map (a province, of communes): the place, how many units of the cohort lie in it
-- and how many of them each fifth of the cohort has, and the fifth that its median rank stands in, which gives the tile
-- its colour; null unless all of them have a rank.
-- Grain: edition_code, indicator_code, unit_system, unit_code
-- Method: docs/methodology.md#tile-map
create view mart.parent_tiles as
with counted as (
    select edition_code, indicator_code, parent_unit_system, parent_unit_code,
        count(*) as parent_unit_count, count(rank) as rank_count,
        case when count(rank) = count(*) then median(rank) end as median_rank,
        count(*) filter (rank_fifth = 1) as fifth_1_count, count(*) filter (rank_fifth = 2) as fifth_2_count,
        count(*) filter (rank_fifth = 3) as fifth_3_count, count(*) filter (rank_fifth = 4) as fifth_4_count,
        count(*) filter (rank_fifth = 5) as fifth_5_count
    from mart.unit_ranking
    where parent_unit_code is not null
    group by all
),
asked as (
    select distinct edition_code, indicator_code, parent_unit_system from counted
)
select asked.edition_code, editions.index_code, editions.period_code, editions.year, editions.cohort_code,
    editions.cohort_size, asked.indicator_code,
    units.unit_system, units.unit_code, units.unit_name_vi, units.unit_name_en, units.tile_row, units.tile_col,
    coalesce(counted.parent_unit_count, 0) as parent_unit_count, coalesce(counted.rank_count, 0) as rank_count,
    cast(counted.median_rank as decimal(9, 1)) as median_rank,
    cast(rule.rank_fifth(cast(ceil(counted.median_rank) as integer), editions.cohort_size) as integer) as rank_fifth,
    coalesce(counted.fifth_1_count, 0) as fifth_1_count, coalesce(counted.fifth_2_count, 0) as fifth_2_count,
    coalesce(counted.fifth_3_count, 0) as fifth_3_count, coalesce(counted.fifth_4_count, 0) as fifth_4_count,
    coalesce(counted.fifth_5_count, 0) as fifth_5_count
from asked
join core.editions as editions using (edition_code)
join reference.units as units on units.unit_system = asked.parent_unit_system
left join counted
    on counted.edition_code = asked.edition_code and counted.indicator_code = asked.indicator_code
    and counted.parent_unit_system = units.unit_system and counted.parent_unit_code = units.unit_code
where units.tile_row is not null;
