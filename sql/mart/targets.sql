-- One row per target of a plan, as printed, with the document it stands in and how far it is met. Only targets about a
-- rank can be held against results that are loaded, those of the cohort that the unit is ranked in; every other one has
-- no data.
-- Grain: release_code, row_number
-- Method: docs/methodology.md#targets
create table mart.targets as
select targets.*, ranking.rank as reached_rank, ranking.cohort_size as reached_cohort_size,
    case targets.target_unit
        when 'rank' then rule.target_progress(ranking.rank, targets.low, targets.high)
        else 'no_data'
    end as progress,
    releases.title as release_title, releases.document_number, releases.issued_on as document_issued_on,
    releases.address as source_address
from staging.targets as targets
join staging.releases as releases using (release_code)
left join (
    select ranking.*, cohorts.unit_system
    from mart.unit_ranking as ranking
    join reference.cohorts as cohorts using (cohort_code)
) as ranking
    on ranking.index_code = targets.index_code and ranking.year = targets.due_year
    and ranking.unit_system = targets.unit_system and ranking.indicator_code = targets.indicator_code
    and ranking.unit_code = targets.unit_code;
