-- One row per edition, unit and component: status, points or the bound on them, reasons, lead agency and source.
-- A component's maximum that is not known is bounded by its main indicator: a full one by the points reached, a zero
-- one by the points lost, a partial one by the main indicator's maximum.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#bounds
-- Materialised: 83 ms
create view mart.component_status as
select statuses.edition_code, editions.index_code, editions.period_code, editions.year, editions.cohort_code,
    statuses.framework_code, statuses.unit_code,
    statuses.indicator_code, components.indicator_name_vi, components.indicator_name_en,
    components.position as indicator_position,
    statuses.main_code, mains.indicator_name_vi as main_name_vi, mains.indicator_name_en as main_name_en,
    statuses.status, statuses.stated_status, statuses.points_status,
    coalesce(statuses.points_status <> statuses.stated_status, false) as is_status_disputed,
    statuses.score,
    case
        when statuses.score is not null then null
        when not statuses.is_scored then 'not_assessed'
        when statuses.max_score is null then 'maximum_unknown'
        else 'not_stated'
    end as score_reason,
    statuses.first_round_score, statuses.self_score, statuses.max_score,
    case
        when statuses.max_score is not null or not statuses.is_scored then null
        when statuses.status = 'full' then main_status.score
        when statuses.status = 'zero' then main_status.lost_score
        else main_status.max_score
    end as max_score_upper,
    statuses.reason_codes, statuses.reason_text,
    rule.is_reason_certain(statuses.reason_codes, statuses.reason_text) as is_reason_certain,
    agencies.lead_agency, cells.shown as lead_agency_shown, cells.agencies,
    cells.coordinators,
    statuses.release_code, statuses.source_address, statuses.section, statuses.note
from core.component_statuses as statuses
join reference.indicators as components using (framework_code, indicator_code)
join reference.indicators as mains
    on mains.framework_code = statuses.framework_code and mains.indicator_code = statuses.main_code
join core.editions as editions on editions.edition_code = statuses.edition_code
left join reference.lead_agencies as agencies
    on agencies.framework_code = statuses.framework_code and agencies.indicator_code = statuses.indicator_code
    and agencies.unit_system = editions.unit_system and agencies.unit_code = statuses.unit_code
left join core.agency_cells as cells
    on cells.unit_system = agencies.unit_system and cells.unit_code = agencies.unit_code
    and cells.printed = agencies.lead_agency
left join mart.main_status as main_status
    on main_status.edition_code = statuses.edition_code and main_status.unit_code = statuses.unit_code
    and main_status.indicator_code = statuses.main_code;
