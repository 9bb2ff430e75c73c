-- One row per published edition, unit and indicator: the change against the edition before, from our own two figures
-- where both are known, else as a document prints it (an earlier figure is never computed back). A change printed
-- across cohorts stays a quotation of its document. Beside places or a change of value that are null stands the reason.
-- A difference of values of unlike printed precision is given at the coarser one.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#change
-- Materialised: 100 ms
create view core.changes as
with sides as (
    select previous.*, figures.value, figures.value_decimals, figures.published_places_gained,
        figures.published_value_change, figures.published_value_change_decimals,
        figures.places_gained_release_code, figures.value_change_release_code, ranks.rank,
        rule.shared_decimals(figures.value_decimals, previous.previous_value_decimals) as shared_decimals,
        list_contains(previous.comparability_reasons, 'cohort_changed') as is_other_cohort,
        if(is_other_cohort, null, figures.published_places_gained) as quoted_places_gained,
        if(is_other_cohort, null, figures.published_value_change) as quoted_value_change,
        rule.places_gained(previous.previous_rank, ranks.rank) as places_difference,
        figures.value - previous.previous_value as value_difference,
        against.unit_code is not null as ranks_against_values
    from core.previous_figures as previous
    left join core.shown_figures as figures using (edition_code, unit_code, indicator_code)
    left join core.ranks as ranks using (edition_code, unit_code, indicator_code)
    left join core.rank_contradictions as against using (edition_code, unit_code, indicator_code)
),
measured as (
    select *,
        coalesce(places_difference, quoted_places_gained) as places_gained,
        case
            when places_difference is not null then 'difference'
            when quoted_places_gained is not null then 'published'
        end as places_gained_basis,
        cast(coalesce(rule.rounded(value_difference, shared_decimals), quoted_value_change) as decimal(9, 4))
            as value_change,
        case
            when value_difference is not null then 'difference'
            when quoted_value_change is not null then 'published'
        end as value_change_basis,
        case
            when value_difference is not null then shared_decimals
            when quoted_value_change is not null then published_value_change_decimals
        end as value_change_decimals
    from sides
)
select edition_code, unit_code, indicator_code,
    previous_edition_code, previous_framework_code, previous_rank, previous_value,
    previous_value_decimals,
    places_gained, places_gained_basis, value_change, value_change_basis, value_change_decimals,
    case
        when previous_edition_code is null and is_first then 'first_edition'
        when previous_edition_code is null then 'gap_before'
        when is_other_cohort then 'cohort_changed'
        when previous_indicator_code is null then 'indicator_not_continued'
        when places_gained is null and value_change is null and rank is null and value is null then 'figure_missing'
        when places_gained is null and value_change is null then 'previous_missing'
    end as change_missing_reason,
    rule.one_change_missing(places_gained, change_missing_reason, rank, 'rank_missing', 'previous_rank_missing')
        as places_gained_reason,
    rule.one_change_missing(value_change, change_missing_reason, value, 'value_missing', 'previous_value_missing')
        as value_change_reason,
    case
        when previous_edition_code is not null and not is_other_cohort
            and places_gained is null and value_change is null
            then list_append(comparability_reasons, 'change_missing')
        else comparability_reasons
    end as comparability_reasons,
    published_places_gained, published_value_change, places_gained_release_code, value_change_release_code,
    restated_previous_rank, restated_previous_value, restated_previous_basis,
    rule.places_gained(restated_previous_rank, rank) as restated_places_gained,
    cast(value - restated_previous_value as decimal(9, 4)) as restated_value_change,
    ranks_against_values,
    coalesce(value_change > 0 and places_gained < 0, false) and not ranks_against_values as is_score_up_rank_down,
    coalesce(value_change < 0 and places_gained > 0, false) and not ranks_against_values as is_score_down_rank_up
from measured;
