-- One row per edition, unit and component that has points of any round: those the unit gave itself, those of a first
-- round of appraisal, the final ones, and what lies between them.
-- A unit is held against one round only: the final one where it has any final points, else the first. A difference is
-- null where either side is missing (`appraisal_reason` says which): points nobody gave are not points lost.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#appraisal
-- Materialised: 71 ms
create view mart.appraisals as
with rounds as (
    select edition_code, unit_code,
        case
            when bool_or(score is not null) then 'final'
            when bool_or(first_round_score is not null) then 'first'
        end as appraisal_round
    from mart.component_status
    where status is distinct from 'not_assessed'
    group by all
),
pointed as (
    select components.*, rounds.appraisal_round
    from mart.component_status as components
    left join rounds using (edition_code, unit_code)
    where coalesce(score, first_round_score, self_score) is not null
),
told as (
    -- of the rows behind the points of a component, the latest round's that says it
    select edition_code, unit_code, indicator_code, arg_min(reason_text, age) as reason_text,
        arg_min(note, age) as note, arg_min(section, age) as section
    from (
        select *, list_position(['score', 'first_round_score', 'self_score'], figure) as age
        from core.statements where preference = 1
    )
    where age is not null
    group by all
),
sided as (
    select pointed.* replace (told.reason_text as reason_text, told.note as note, told.section as section),
        case appraisal_round when 'final' then pointed.score when 'first' then pointed.first_round_score end
            as appraised_score,
        published.self_score_release_code as self_release_code,
        published.self_score_source_address as self_source_address,
        coalesce(published.score_release_code, published.first_round_score_release_code) as appraised_release_code,
        coalesce(published.score_source_address, published.first_round_score_source_address)
            as appraised_source_address
    from pointed
    join told using (edition_code, unit_code, indicator_code)
    join core.published_figures as published using (edition_code, unit_code, indicator_code)
),
reasoned as (
    select *, coalesce(status <> 'not_assessed', true) as is_assessed,
        case
            when status = 'not_assessed' then 'not_assessed'
            when appraised_score is null then 'no_appraised_score'
            when self_score is null then 'no_self_score'
        end as appraisal_reason
    from sided
)
select edition_code, index_code, period_code, year, cohort_code, framework_code, unit_code, indicator_code,
    indicator_name_vi, indicator_name_en,
    indicator_position, main_code, main_name_vi, main_name_en, max_score, self_score, first_round_score, score,
    appraisal_round, appraised_score,
    case when appraisal_reason is null then cast(appraised_score - self_score as decimal(12, 6)) end
        as appraisal_difference,
    appraisal_reason,
    case when is_assessed then cast(first_round_score - self_score as decimal(12, 6)) end as first_round_difference,
    case when is_assessed then cast(score - first_round_score as decimal(12, 6)) end as second_round_difference,
    points_status, reason_text, note, lead_agency, section,
    appraised_release_code, appraised_source_address, self_release_code, self_source_address
from reasoned;
