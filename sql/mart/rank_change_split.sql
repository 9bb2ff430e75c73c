-- One row per comparable edition, indicator above the components and unit with a change of rank over two complete
-- cohorts: places gained by the unit's own new value among the others' old values, and the rest, by their movement.
-- None where a printed rank of either year contradicts the printed values.
-- Grain: edition_code, indicator_code, unit_code
-- Method: docs/methodology.md#rank-change
-- Materialised: 13 ms
create view mart.rank_change_split as
with movements as (
    select ranking.edition_code, ranking.index_code, ranking.period_code, ranking.year, ranking.cohort_code,
        ranking.indicator_code, ranking.unit_code,
        ranking.previous_rank, ranking.rank, ranking.places_gained,
        before.ranking_value as old_value, now.ranking_value as new_value
    from mart.unit_ranking as ranking
    join core.ranks as now
        on now.edition_code = ranking.edition_code and now.indicator_code = ranking.indicator_code
        and now.unit_code = ranking.unit_code
    join core.ranks as before
        on before.edition_code = ranking.previous_edition_code and before.indicator_code = ranking.indicator_code
        and before.unit_code = ranking.unit_code
    where ranking.comparability = 'comparable' and not ranking.ranks_against_values
        and ranking.places_gained_basis = 'difference'
        and now.ranking_value is not null and before.ranking_value is not null
),
-- own new value among the old values of all: at equal values the new ones come first, so that none equal is counted
-- above; the unit's own old value is taken out again
both_values as (
    select edition_code, indicator_code, unit_code, old_value as value, true as is_old from movements
    union all by name
    select edition_code, indicator_code, unit_code, new_value as value, false as is_old from movements
),
above as (
    select *, count(*) filter (is_old) over (
        partition by edition_code, indicator_code order by value desc, is_old
        rows unbounded preceding
    ) as old_values_above
    from both_values
),
alone as (
    select movements.*, 1 + old_values_above - if(old_value > new_value, 1, 0) as rank_alone
    from movements
    join above using (edition_code, indicator_code, unit_code)
    where not above.is_old
)
select edition_code, index_code, period_code, year, cohort_code, indicator_code, unit_code, previous_rank,
    cast(rank_alone as integer) as rank_alone, rank, places_gained,
    cast(rule.places_gained(previous_rank, rank_alone) as integer) as own_places_gained,
    cast(rule.places_gained(rank_alone, rank) as integer) as others_places_gained
from alone;
