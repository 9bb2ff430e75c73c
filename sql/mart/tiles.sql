-- One row per published edition, indicator above the components and unit with a place on the tile map: the place, and
-- the fifth of the cohort that its rank stands in (null without a rank), which gives the tile its colour.
-- Grain: edition_code, indicator_code, unit_code
-- Method: docs/methodology.md#tile-map
create view mart.tiles as
select ranking.edition_code, ranking.index_code, ranking.period_code, ranking.year, ranking.cohort_code,
    ranking.indicator_code, editions.unit_system,
    ranking.unit_code, ranking.unit_name_vi, ranking.unit_name_en, units.tile_row, units.tile_col,
    ranking.rank, ranking.cohort_size, ranking.rank_series, ranking.value, ranking.value_decimals,
    ranking.rank_fifth
from mart.unit_ranking as ranking
join core.editions as editions using (edition_code)
join reference.units as units
    on units.unit_system = editions.unit_system and units.unit_code = ranking.unit_code
where units.tile_row is not null;
