-- One row per edition, indicator and unit with a place among the units of the cohort that lie in the same one (communes
-- of a province), where the cohort has units of several: the place, and how many they are.
-- It follows the ranks of the cohort where all of them have one, else their values where all have one; else nobody has
-- a place. Equal ranks or values share the better place (standard competition ranking).
-- Grain: edition_code, indicator_code, unit_code
-- Method: docs/methodology.md#place-within-a-province
create view core.places_in_parent as
with together as (
    select units.edition_code, units.unit_code, parents.parent_unit_system, parents.parent_unit_code,
        count(*) over (partition by units.edition_code, parents.parent_unit_system, parents.parent_unit_code)
            as parent_unit_count,
        count(*) over (partition by units.edition_code) as edition_unit_count
    from core.edition_units as units
    join core.unit_parents as parents using (unit_system, unit_code)
),
standing as (
    select ranks.edition_code, ranks.indicator_code, ranks.unit_code, together.parent_unit_system,
        together.parent_unit_code, together.parent_unit_count, ranks.rank, figures.value,
        count(ranks.rank) over siblings = together.parent_unit_count as are_ranked,
        editions.is_ranked and count(figures.value) over siblings = together.parent_unit_count as are_valued
    from together
    join core.editions as editions using (edition_code)
    join core.ranks as ranks using (edition_code, unit_code)
    join core.figures as figures using (edition_code, unit_code, indicator_code)
    where together.parent_unit_count < together.edition_unit_count
    window siblings as (
        partition by ranks.edition_code, ranks.indicator_code, together.parent_unit_system, together.parent_unit_code
    )
)
select edition_code, indicator_code, unit_code, cast(parent_unit_count as integer) as parent_unit_count,
    cast(rank() over (
        partition by edition_code, indicator_code, parent_unit_system, parent_unit_code
        order by case when are_ranked then rank end, case when not are_ranked then value end desc
    ) as integer) as place_in_parent
from standing
where are_ranked or are_valued;
