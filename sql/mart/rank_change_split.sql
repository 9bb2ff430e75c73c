-- One row per comparable edition, indicator above the components and unit with a change of rank over two complete
-- cohorts: places gained by the unit's own new value among the others' old values, and the rest, by their movement.
-- None where a printed rank of either year contradicts the printed values.
-- Grain: index_code, year, cohort_code, indicator_code, unit_code
-- Method: docs/methodology.md#rank-change
create table mart.rank_change_split as
with movements as (
    select ranking.index_code, ranking.year, ranking.cohort_code, ranking.indicator_code, ranking.unit_code,
        ranking.previous_rank, ranking.rank, ranking.places_gained,
        before.ranking_value as old_value, now.ranking_value as new_value
    from mart.unit_ranking as ranking
    join core.ranks as now
        on now.index_code = ranking.index_code and now.year = ranking.year
        and now.cohort_code = ranking.cohort_code and now.indicator_code = ranking.indicator_code
        and now.unit_code = ranking.unit_code
    join core.ranks as before
        on before.index_code = ranking.index_code and before.year = ranking.previous_year
        and before.cohort_code = ranking.cohort_code and before.indicator_code = ranking.indicator_code
        and before.unit_code = ranking.unit_code
    where ranking.comparability = 'comparable' and not ranking.ranks_against_values
        and ranking.places_gained_basis = 'difference'
        and now.ranking_value is not null and before.ranking_value is not null
),
alone as (
    select own.index_code, own.year, own.cohort_code, own.indicator_code, own.unit_code,
        1 + count(*) filter (others.unit_code <> own.unit_code and others.old_value > own.new_value) as rank_alone
    from movements as own
    join movements as others using (index_code, year, cohort_code, indicator_code)
    group by own.index_code, own.year, own.cohort_code, own.indicator_code, own.unit_code
)
select index_code, year, cohort_code, indicator_code, unit_code, previous_rank,
    cast(rank_alone as integer) as rank_alone, rank, places_gained,
    cast(rule.places_gained(previous_rank, rank_alone) as integer) as own_places_gained,
    cast(rule.places_gained(rank_alone, rank) as integer) as others_places_gained
from movements
join alone using (index_code, year, cohort_code, indicator_code, unit_code);
