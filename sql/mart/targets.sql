-- One row per target of a plan, as printed, with the document it stands in, its deadline, the state that its plan says
-- it starts from, and how far it is met. Only targets about a rank can be held against results that are loaded, those
-- of the cohort that the unit is ranked in; every other one has no data. `rank_distance` is how many places are missing
-- to the range, zero or less inside it.
-- Grain: release_code, row_number
-- Method: docs/methodology.md#targets
-- Materialised: 21 ms
create view mart.targets as
with starts as (
    select baselines.*
    from staging.baselines as baselines
    join staging.releases as releases using (release_code)
    qualify row_number() over (
        partition by scope_name, scope_level, province_system, province_code, index_code, indicator_code, measure
        order by releases.issued_on desc nulls last, release_code, row_number
    ) = 1
)
select targets.*, rule.due_kind(targets.due_text) as due_kind, rule.due_on(targets.due_text) as due_on,
    rule.due_on_basis(null, targets.due_text) as due_on_basis,
    starts.low as baseline, starts.printed_text as baseline_text,
    ranking.rank as reached_rank, ranking.cohort_size as reached_cohort_size,
    case targets.target_unit
        when 'rank' then rule.target_progress(ranking.rank, targets.low, targets.high)
        else 'no_data'
    end as progress,
    coalesce(targets.target_unit = 'rank' and ranking.rank < targets.low, false) as is_better_than_asked,
    case when targets.target_unit = 'rank' then cast(ranking.rank - coalesce(targets.high, targets.low) as integer) end
        as rank_distance,
    scopes.scope_ended_on, scopes.end_source, scopes.successor_scope, scopes.successor_system, scopes.successor_code,
    scopes.successor_name_vi, scopes.successor_name_en,
    releases.title as release_title, releases.document_number, releases.issued_on as document_issued_on,
    releases.address as source_address
from staging.targets as targets
join staging.releases as releases using (release_code)
left join core.scopes as scopes
    on scopes.scope_level = targets.scope_level and scopes.scope_name = targets.scope_name
    and scopes.province_system is not distinct from targets.province_system
    and scopes.province_code is not distinct from targets.province_code
left join starts
    on starts.scope_name = targets.scope_name and starts.scope_level = targets.scope_level
    and starts.province_system is not distinct from targets.province_system
    and starts.province_code is not distinct from targets.province_code
    and starts.index_code is not distinct from targets.index_code
    and starts.indicator_code is not distinct from targets.indicator_code
    and starts.measure = targets.measure and starts.target_unit = targets.target_unit
left join (
    select ranking.*, editions.unit_system
    from mart.unit_ranking as ranking
    join core.editions as editions using (edition_code)
    where editions.period_kind = 'year' and not editions.is_provisional
) as ranking
    on targets.target_unit = 'rank' and ranking.index_code = targets.index_code and ranking.year = targets.due_year
    and ranking.unit_system = targets.unit_system and ranking.indicator_code = targets.indicator_code
    and ranking.unit_code = targets.unit_code;
