-- One row per comparable edition, unit and main indicator whose value is known in both years: what its change adds to
-- the index (change times the share of its maximum), on the scale of the index, at eight decimals.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#waterfall
-- Materialised: 14 ms
create view core.main_contributions as
with totals as (
    select framework_code, sum(max_score) as total_max_score
    from reference.indicators
    where indicator_level = 'main' and is_scored
    group by framework_code
)
select changes.edition_code, figures.framework_code, changes.unit_code,
    changes.indicator_code, mains.position as indicator_position,
    cast(rule.ratio_units(
        (figures.value - changes.previous_value) * mains.max_score * indexes.scale_max,
        totals.total_max_score * figures.scale_max, 8
    ) as decimal(18, 0)) * cast(0.00000001 as decimal(9, 8)) as contribution
from core.changes as changes
join core.shown_figures as figures using (edition_code, unit_code, indicator_code)
join core.shown_figures as indexes
    on indexes.edition_code = figures.edition_code and indexes.unit_code = figures.unit_code
    and indexes.indicator_code = 'index'
join reference.indicators as mains
    on mains.framework_code = figures.framework_code and mains.indicator_code = changes.indicator_code
join reference.frameworks as frameworks on frameworks.framework_code = figures.framework_code
join totals on totals.framework_code = figures.framework_code
where frameworks.value_rule = 'weighted_mains' and mains.indicator_level = 'main' and mains.is_scored
    and len(changes.comparability_reasons) = 0
    and figures.value is not null and changes.previous_value is not null;
