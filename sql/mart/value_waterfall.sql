-- One row per comparable edition, unit whose index is known in both years, and step from the old value to the new one.
-- Steps: each main indicator known in both years, the others together (by difference), and rounding where all are
-- known. The contributions sum exactly to the change. Across frameworks or cohorts there is no waterfall.
-- Grain: edition_code, unit_code, step_code
-- Method: docs/methodology.md#waterfall
-- Materialised: 107 ms
create view mart.value_waterfall as
with changed as (
    select ranking.*, (
            select count(*) from reference.indicators as mains
            where mains.framework_code = ranking.framework_code and mains.indicator_level = 'main' and mains.is_scored
        ) as main_count
    from mart.unit_ranking as ranking
    join reference.frameworks as frameworks using (framework_code)
    where indicator_code = 'index' and comparability = 'comparable' and frameworks.value_rule = 'weighted_mains'
        and value is not null and previous_value is not null
),
explained as (
    select edition_code, unit_code, sum(contribution) as contribution, count(*) as known_count
    from core.main_contributions
    group by edition_code, unit_code
)
select parts.edition_code, changed.index_code, changed.period_code, changed.year, changed.cohort_code,
    parts.unit_code, 'main' as step_kind,
    parts.indicator_code as step_code, mains.indicator_name_vi, mains.indicator_name_en,
    parts.indicator_position as step_position, cast(parts.contribution as decimal(12, 8)) as contribution
from core.main_contributions as parts
join changed using (edition_code, unit_code)
join reference.indicators as mains
    on mains.framework_code = parts.framework_code and mains.indicator_code = parts.indicator_code
union all by name
select edition_code, index_code, period_code, year, cohort_code, unit_code,
    case when coalesce(explained.known_count, 0) = main_count then 'rounding' else 'unknown_mains' end as step_kind,
    step_kind as step_code, null as indicator_name_vi, null as indicator_name_en, 1000 as step_position,
    cast(changed.value - changed.previous_value - coalesce(explained.contribution, 0) as decimal(12, 8))
        as contribution
from changed
left join explained using (edition_code, unit_code);
