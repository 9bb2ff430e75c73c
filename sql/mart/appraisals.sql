-- One row per edition, unit and component that has points of any round: those the unit gave itself, those of a first
-- round of appraisal, the final ones, and what lies between them.
-- A unit is held against one round only: the final one where it has any final points, else the first. A difference is
-- null where either side is missing (`appraisal_reason` says which): points nobody gave are not points lost.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#appraisal
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
sided as (
    select pointed.* replace (
            points.points_reason_text as reason_text, points.points_note as note, points.points_section as section
        ),
        case appraisal_round when 'final' then pointed.score when 'first' then pointed.first_round_score end
            as appraised_score,
        points.self_release_code, points.self_source_address,
        coalesce(points.score_release_code, points.first_round_release_code) as appraised_release_code,
        coalesce(points.score_source_address, points.first_round_source_address) as appraised_source_address
    from pointed
    join core.component_statuses as points using (edition_code, unit_code, indicator_code)
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
