-- One row per published edition and indicator above the components, with how much of the cohort is known.
-- Grain: edition_code, indicator_code
-- Materialised: 14 ms
create view mart.measures as
select editions.edition_code, editions.index_code, editions.period_code, editions.year, editions.cohort_code,
    editions.framework_code,
    indicators.indicator_code, indicators.indicator_level, indicators.indicator_name_vi, indicators.indicator_name_en,
    indicators.max_score, indicators.max_score_basis, indicators.position as indicator_position,
    count(figures.value) as value_count, count(ranks.rank) as rank_count,
    coalesce(any_value(ranks.rank_series), 'none') as rank_series,
    count(figures.value) + count(ranks.rank) > 0 as has_figures
from core.editions as editions
join reference.indicators as indicators on indicators.framework_code = editions.framework_code
left join core.figures as figures
    on figures.edition_code = editions.edition_code and figures.indicator_code = indicators.indicator_code
left join core.ranks as ranks
    on ranks.edition_code = figures.edition_code and ranks.unit_code = figures.unit_code
    and ranks.indicator_code = figures.indicator_code
where not editions.is_restated and indicators.is_scored
    and indicators.indicator_level in ('index', 'group', 'pillar', 'main')
group by all;
