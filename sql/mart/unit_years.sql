-- One row per cohort of an index, indicator above the components as one of the frameworks names it, edition in the row
-- of the cohort and unit with a figure: its rank and value, restated for the cohort's units where it was not published
-- for them.
-- Grain: index_code, cohort_code, framework_code, indicator_code, edition_code, unit_code
-- Method: docs/methodology.md#change
-- Materialised: 60 ms
create view mart.unit_years as
select years.index_code, years.cohort_code, lines.framework_code, lines.indicator_code, years.edition_code,
    years.period_code, years.year, years.edition_cohort_code, lines.other_indicator_code as edition_indicator_code,
    years.cohort_size, years.is_restated, years.is_provisional, figures.unit_code, units.unit_name_vi,
    units.unit_name_en, units.region_code,
    ranks.rank, ranks.rank_basis, ranks.rank_series, figures.scale_max, figures.value, figures.value_decimals,
    figures.value_basis
from mart.cohort_years as years
join core.indicator_lines as lines on lines.other_framework_code = years.framework_code
join core.shown_figures as figures
    on figures.edition_code = years.edition_code and figures.indicator_code = lines.other_indicator_code
join core.edition_units as units
    on units.edition_code = figures.edition_code and units.unit_code = figures.unit_code
left join core.ranks as ranks
    on ranks.edition_code = figures.edition_code and ranks.unit_code = figures.unit_code
    and ranks.indicator_code = figures.indicator_code
where figures.indicator_level in ('index', 'group', 'pillar', 'main')
    and (figures.value is not null or ranks.rank is not null);
