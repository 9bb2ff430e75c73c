-- One row per edition, unit and main indicator with points of components, and one for all of them (`index`): points the
-- unit gave itself against appraised ones, summed over the components that have both.
-- Null sums and counts of reduced ones: no component has both. A first round is summed where all of these have it.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#appraisal
create view mart.appraisal_totals as
with summed as (
    select edition_code, index_code, period_code, year, cohort_code, framework_code, unit_code, coalesce(main_code,
        'index') as indicator_code,
        any_value(appraisal_round) as appraisal_round,
        count(*) as component_count,
        count(appraisal_difference) as compared_count,
        count(*) filter (appraisal_difference < 0) as reduced_count,
        count(*) filter (appraisal_difference > 0) as raised_count,
        count(*) filter (appraisal_reason = 'no_appraised_score') as no_appraised_count,
        count(*) filter (appraisal_reason = 'no_self_score') as no_self_count,
        count(*) filter (appraisal_reason = 'not_assessed') as not_assessed_count,
        count(max_score) filter (appraisal_difference is not null) as known_max_count,
        count(first_round_score) filter (appraisal_difference is not null) as known_first_round_count,
        sum(max_score) filter (appraisal_difference is not null) as max_score,
        sum(self_score) filter (appraisal_difference is not null) as self_score,
        sum(first_round_score) filter (appraisal_difference is not null) as first_round_score,
        sum(appraised_score) filter (appraisal_difference is not null) as appraised_score,
        sum(appraisal_difference) as appraisal_difference,
        sum(appraisal_difference) filter (appraisal_difference < 0) as reduced_score,
        sum(appraisal_difference) filter (appraisal_difference > 0) as raised_score
    from mart.appraisals
    group by grouping sets (
        (edition_code, index_code, period_code, year, cohort_code, framework_code, unit_code, main_code),
        (edition_code, index_code, period_code, year, cohort_code, framework_code, unit_code)
    )
)
select summed.edition_code, summed.index_code, summed.period_code, summed.year, summed.cohort_code,
    summed.framework_code, summed.unit_code,
    summed.indicator_code, indicators.indicator_name_vi, indicators.indicator_name_en, indicators.indicator_level,
    indicators.position as indicator_position, appraisal_round,
    cast(component_count as integer) as component_count, cast(compared_count as integer) as compared_count,
    cast(case when compared_count > 0 then reduced_count end as integer) as reduced_count,
    cast(case when compared_count > 0 then raised_count end as integer) as raised_count,
    cast(no_appraised_count as integer) as no_appraised_count, cast(no_self_count as integer) as no_self_count,
    cast(not_assessed_count as integer) as not_assessed_count,
    cast(case when known_max_count = compared_count then summed.max_score end as decimal(12, 6))
        as compared_max_score,
    cast(self_score as decimal(12, 6)) as compared_self_score,
    cast(case when known_first_round_count = compared_count then first_round_score end as decimal(12, 6))
        as compared_first_round_score,
    cast(appraised_score as decimal(12, 6)) as compared_appraised_score,
    cast(appraisal_difference as decimal(12, 6)) as appraisal_difference,
    cast(case when compared_count > 0 then coalesce(reduced_score, 0) end as decimal(12, 6)) as reduced_score,
    cast(case when compared_count > 0 then coalesce(raised_score, 0) end as decimal(12, 6)) as raised_score
from summed
join reference.indicators as indicators using (framework_code, indicator_code);
