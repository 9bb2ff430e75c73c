-- One row per edition, unit and main indicator with a value or statuses: points reached and lost, components by status,
-- and what the statuses and the value say about each other while maxima of components are unknown.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#bounds
-- Materialised: 25 ms
create view mart.main_status as
with counted as (
    select edition_code, framework_code, unit_code, main_code as indicator_code,
        count(*) filter (is_scored and status is distinct from 'not_assessed') as assessed_count,
        count(*) filter (status = 'full') as full_count,
        count(*) filter (status = 'partial') as partial_count,
        count(*) filter (status = 'zero') as zero_count,
        count(*) filter (status = 'not_assessed') as not_assessed_count,
        count(*) filter (status is null) as unknown_count
    from core.component_statuses
    group by all
),
valued as (
    select figures.edition_code, figures.framework_code, figures.unit_code,
        figures.indicator_code, figures.value, figures.value_basis,
        coalesce(figures.published_score, figures.value * mains.max_score) as score, mains.max_score
    from core.figures as figures
    join reference.indicators as mains using (framework_code, indicator_code)
    join core.editions as editions using (edition_code)
    where mains.indicator_level = 'main' and not editions.is_restated
),
joined as (
    select * from counted
    full join valued using (edition_code, framework_code, unit_code, indicator_code)
)
select joined.edition_code, editions.index_code, editions.period_code, editions.year, editions.cohort_code,
    joined.framework_code, joined.unit_code,
    joined.indicator_code, mains.indicator_name_vi, mains.indicator_name_en, mains.is_scored, mains.max_score,
    mains.max_score_basis, joined.value, joined.value_basis,
    cast(joined.score as decimal(12, 4)) as score,
    cast(mains.max_score - joined.score as decimal(12, 4)) as lost_score,
    assessed_count, full_count, partial_count, zero_count, not_assessed_count, unknown_count,
    case when full_count > 0 then cast(joined.score as decimal(12, 4)) end as full_max_score_upper,
    case when full_count + partial_count > 0 then cast(joined.score as decimal(12, 4)) end as scoring_max_score_lower,
    case
        when unknown_count > 0 then null
        when rule.doubt_needs_too_much(joined.score, mains.max_score, full_count + partial_count, assessed_count)
            then 'needs_too_much'
        when rule.doubt_leaves_too_little(joined.score, mains.max_score, full_count, assessed_count)
            then 'leaves_too_little'
    end as classification_doubt
from joined
join core.editions as editions using (edition_code)
join reference.indicators as mains
    on mains.framework_code = joined.framework_code and mains.indicator_code = joined.indicator_code;
