-- One row per edition that was really published, unit and indicator: the figure of the edition before, if it compares.
-- Across cohorts there is no previous figure; the restated one of the same cohort stands beside it. A component is
-- compared only where a release prints a change of it.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#change
-- Materialised: 251 ms
create view core.previous_figures as
with linked as (
    select framework_code as from_framework_code, indicator_code as from_indicator_code,
        framework_code as to_framework_code, indicator_code as to_indicator_code
    from reference.indicators
    union all by name
    select from_framework_code, from_indicator_code, to_framework_code, to_indicator_code
    from reference.indicator_links
),
measured as (
    select editions.edition_code, editions.framework_code,
        units.unit_code, indicators.indicator_code,
        editions.is_first, editions.cohort_code, editions.previous_edition_code,
        previous.cohort_code as previous_cohort_code, previous.framework_code as previous_framework_code,
        if(previous.cohort_code = editions.cohort_code, previous.edition_code, null) as compared_edition_code,
        restated.edition_code as restated_edition_code, links.from_indicator_code as previous_indicator_code
    from core.editions as editions
    join core.edition_units as units using (edition_code)
    join reference.indicators as indicators on indicators.framework_code = editions.framework_code
    left join core.editions as previous on previous.edition_code = editions.previous_edition_code
    left join core.editions as restated
        on restated.source_edition_code = editions.previous_edition_code
        and restated.cohort_code = editions.cohort_code and restated.is_restated
    left join linked as links
        on links.from_framework_code = previous.framework_code and links.to_framework_code = editions.framework_code
        and links.to_indicator_code = indicators.indicator_code
    left join core.figures as figures
        on figures.edition_code = editions.edition_code and figures.unit_code = units.unit_code
        and figures.indicator_code = indicators.indicator_code
    where not editions.is_restated
        and (
            indicators.indicator_level in ('index', 'group', 'pillar', 'main')
            or coalesce(figures.published_places_gained, figures.published_value_change) is not null
        )
),
known as (
    select figures.edition_code, figures.unit_code, figures.indicator_code,
        figures.value, figures.value_decimals, ranks.rank, figures.value_basis
    from core.shown_figures as figures
    left join core.ranks as ranks using (edition_code, unit_code, indicator_code)
)
select measured.* exclude (compared_edition_code),
    rule.comparability_reasons(
        measured.previous_framework_code, measured.framework_code, measured.previous_cohort_code, measured.cohort_code
    ) as comparability_reasons,
    before.value as previous_value, before.value_decimals as previous_value_decimals, before.rank as previous_rank,
    restated.value as restated_previous_value, restated.value_basis as restated_previous_basis,
    restated.rank as restated_previous_rank
from measured
left join known as before
    on before.edition_code = measured.compared_edition_code
    and before.unit_code = measured.unit_code and before.indicator_code = measured.previous_indicator_code
left join known as restated
    on restated.edition_code = measured.restated_edition_code
    and restated.unit_code = measured.unit_code and restated.indicator_code = measured.previous_indicator_code;
