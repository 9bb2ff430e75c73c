-- One row per published edition, indicator above the components and unit of the cohort: rank, value and change, each
-- with its basis; what may not be shown is null with a reason beside it.
-- Grain: edition_code, indicator_code, unit_code
-- Method: docs/methodology.md#ranks
-- Materialised: 255 ms
create view mart.unit_ranking as
with series as (
    select edition_code, indicator_code, any_value(rank_series) as rank_series
    from core.ranks
    group by all
)
select changes.edition_code, editions.index_code, editions.period_code, editions.year, editions.cohort_code,
    editions.is_provisional, editions.cohort_size, editions.framework_code,
    changes.indicator_code, indicators.indicator_level, indicators.position as indicator_position, changes.unit_code,
    units.unit_name_vi, units.unit_name_en, units.region_code, regions.region_name_vi, regions.region_name_en,
    parents.parent_unit_system, parents.parent_unit_code, parents.parent_name_vi, parents.parent_name_en,
    ranks.rank, ranks.rank_basis, coalesce(series.rank_series, 'none') as rank_series,
    case
        when ranks.rank is not null then null
        when figures.value is null and figures.published_rank is null then 'no_figure'
        when not editions.is_ranked then 'not_ranked'
        else 'cohort_incomplete'
    end as rank_reason,
    figures.scale_max, figures.value, figures.value_decimals, figures.value_basis, figures.computed_rule as value_rule,
    case
        when figures.value is not null then null
        when figures.published_rank is not null then 'rank_only'
        else 'no_figure'
    end as value_reason,
    figures.known_count, figures.needed_count,
    figures.published_value, figures.computed_value, ranks.published_rank, ranks.computed_rank, tied.tie_count,
    places.place_in_parent, places.parent_unit_count, coalesce(parents.is_name_shared, false) as is_name_shared,
    cast(rule.rank_fifth(ranks.rank, editions.cohort_size) as integer) as rank_fifth,
    ties.near_tie_group, ties.near_tie_count, ties.near_tie_first_rank, ties.near_tie_last_rank,
    changes.previous_edition_code, previous.period_code as previous_period_code, previous.year as previous_year,
    previous.cohort_code as previous_cohort_code, previous.cohort_size as previous_cohort_size,
    changes.previous_framework_code, changes.previous_rank, changes.places_gained, changes.places_gained_basis,
    changes.previous_value, changes.previous_value_decimals,
    changes.value_change, changes.value_change_basis, changes.value_change_decimals, changes.change_missing_reason,
    changes.places_gained_reason, changes.value_change_reason,
    rule.comparability(changes.comparability_reasons) as comparability, changes.comparability_reasons,
    changes.published_places_gained, changes.published_value_change, changes.places_gained_release_code,
    changes.value_change_release_code, changes.restated_previous_rank, changes.restated_places_gained,
    changes.restated_previous_value, changes.restated_previous_basis, changes.restated_value_change,
    changes.is_score_up_rank_down, changes.is_score_down_rank_up, changes.ranks_against_values,
    figures.value_source_address, figures.value_release_code, figures.rank_source_address, figures.rank_release_code
from core.changes as changes
join core.editions as editions on editions.edition_code = changes.edition_code
join core.edition_units as units on units.edition_code = changes.edition_code and units.unit_code = changes.unit_code
join reference.indicators as indicators
    on indicators.framework_code = editions.framework_code and indicators.indicator_code = changes.indicator_code
left join core.editions as previous on previous.edition_code = changes.previous_edition_code
left join core.unit_parents as parents
    on parents.unit_system = units.unit_system and parents.unit_code = units.unit_code
left join core.places_in_parent as places
    on places.edition_code = changes.edition_code and places.indicator_code = changes.indicator_code
    and places.unit_code = changes.unit_code
left join reference.regions as regions on regions.region_code = units.region_code
left join core.shown_figures as figures
    on figures.edition_code = changes.edition_code and figures.unit_code = changes.unit_code
    and figures.indicator_code = changes.indicator_code
left join core.ranks as ranks
    on ranks.edition_code = changes.edition_code and ranks.unit_code = changes.unit_code
    and ranks.indicator_code = changes.indicator_code
left join series on series.edition_code = changes.edition_code and series.indicator_code = changes.indicator_code
left join core.rank_ties as tied
    on tied.edition_code = changes.edition_code and tied.indicator_code = changes.indicator_code
    and tied.unit_code = changes.unit_code
left join core.near_ties as ties
    on ties.edition_code = changes.edition_code and ties.unit_code = changes.unit_code
    and ties.indicator_code = changes.indicator_code
where indicators.indicator_level in ('index', 'group', 'pillar', 'main') and indicators.is_scored
order by changes.edition_code, indicators.position, ranks.rank nulls last,
    figures.value desc nulls last, changes.unit_code;
