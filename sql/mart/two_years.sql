-- One row per cohort of an index, two of its editions (published or restated), indicator above the components and unit:
-- both ranks and values, and the change from the earlier to the later one. For an edition and the one that it is
-- measured against these are the changes of mart.unit_ranking, printed ones included.
-- Grain: earlier_edition_code, later_edition_code, later_indicator_code, unit_code
-- Pairs: core.edition_units
-- Method: docs/methodology.md#change
create view mart.two_years as
with sides as (
    select distinct later.index_code, later.cohort_code,
        earlier.edition_code as earlier_edition_code, later.edition_code as later_edition_code,
        earlier.period_code as earlier_period_code, later.period_code as later_period_code,
        earlier.year as earlier_year, later.year as later_year,
        lines.other_indicator_code as earlier_indicator_code, lines.indicator_code as later_indicator_code,
        units.unit_code, units.unit_name_vi, units.unit_name_en, units.region_code,
        earlier.cohort_size as earlier_cohort_size, later.cohort_size as later_cohort_size,
        earlier.is_restated as is_earlier_restated, later.is_restated as is_later_restated
    from core.editions as later
    join core.editions as earlier
        on earlier.index_code = later.index_code and earlier.cohort_code = later.cohort_code
        and earlier.period_kind = later.period_kind and earlier.ends_on < later.ends_on
    join core.edition_units as units on units.edition_code in (earlier.edition_code, later.edition_code)
    join core.indicator_lines as lines
        on lines.framework_code = later.framework_code and lines.other_framework_code = earlier.framework_code
    join reference.indicators as indicators
        on indicators.framework_code = lines.framework_code and indicators.indicator_code = lines.indicator_code
    where indicators.indicator_level in ('index', 'group', 'pillar', 'main') and indicators.is_scored
),
known as (
    select figures.edition_code, figures.unit_code, figures.indicator_code,
        ranks.rank, figures.value, figures.value_decimals, figures.value_basis
    from core.shown_figures as figures
    left join core.ranks as ranks using (edition_code, unit_code, indicator_code)
)
select sides.*, before.rank as earlier_rank, now.rank as later_rank,
    coalesce(direct.places_gained, rule.places_gained(before.rank, now.rank)) as places_gained,
    direct.places_gained_basis,
    before.value as earlier_value, before.value_decimals as earlier_value_decimals,
    before.value_basis as earlier_value_basis,
    now.value as later_value, now.value_decimals as later_value_decimals, now.value_basis as later_value_basis,
    coalesce(direct.value_change, cast(rule.rounded(
        now.value - before.value, rule.shared_decimals(before.value_decimals, now.value_decimals)
    ) as decimal(9, 4))) as value_change,
    direct.value_change_basis,
    coalesce(direct.value_change_decimals, rule.shared_decimals(before.value_decimals, now.value_decimals))
        as value_change_decimals
from sides
left join known as before
    on before.edition_code = sides.earlier_edition_code and before.unit_code = sides.unit_code
    and before.indicator_code = sides.earlier_indicator_code
left join known as now
    on now.edition_code = sides.later_edition_code and now.unit_code = sides.unit_code
    and now.indicator_code = sides.later_indicator_code
left join core.changes as direct
    on direct.edition_code = sides.later_edition_code and direct.unit_code = sides.unit_code
    and direct.indicator_code = sides.later_indicator_code
    and direct.previous_edition_code = sides.earlier_edition_code;
