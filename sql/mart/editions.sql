-- One row per published edition: an index in a period for a cohort, with the edition its changes are measured against.
-- `is_latest` marks the one to show first of an index and a family of cohorts: the newest in which most units have a
-- rank; where there is none, of the newest cohort the one with most ranks. A provisional one is it only without others.
-- Grain: edition_code
-- Materialised: 30 ms
create view mart.editions as
with ranked as (
    select edition_code, count(rank) as rank_count from core.ranks where indicator_code = 'index' group by all
),
known as (
    select editions.*, coalesce(ranked.rank_count, 0) as rank_count,
        coalesce(ranked.rank_count * 2 > editions.cohort_size, false) as is_mostly_ranked,
        max(editions.ends_on) over (partition by editions.index_code, editions.cohort_code) as cohort_ends_on
    from core.editions as editions
    left join ranked using (edition_code)
    where not editions.is_restated
)
select editions.edition_code, editions.index_code, indexes.index_name_vi, indexes.index_name_en,
    indexes.short_name_vi, indexes.short_name_en, indexes.shown_decimals,
    editions.period_code, editions.period_kind, periods.period_name_vi, periods.period_name_en, editions.year,
    editions.cohort_code, cohorts.cohort_name_vi, cohorts.cohort_name_en, editions.cohort_size,
    editions.cohort_family, editions.unit_system,
    editions.rank_count, editions.is_provisional, editions.framework_code,
    frameworks.decision, frameworks.issued_on as decision_issued_on, editions.published_on,
    editions.previous_edition_code, previous.period_code as previous_period_code, previous.year as previous_year,
    previous.cohort_code as previous_cohort_code,
    previous.framework_code as previous_framework_code, previous_frameworks.decision as previous_decision,
    row_number() over (
        partition by editions.index_code, editions.cohort_family
        order by editions.is_provisional, editions.is_mostly_ranked desc,
            case when editions.is_mostly_ranked then editions.ends_on end desc, editions.cohort_ends_on desc,
            case when not editions.is_mostly_ranked then editions.rank_count end desc,
            editions.ends_on desc, editions.published_on desc nulls last, editions.cohort_size, editions.edition_code
    ) = 1 as is_latest,
    row_number() over (
        order by indexes.position, editions.index_code, editions.ends_on desc, editions.starts_on desc,
            editions.is_provisional, editions.cohort_size, editions.edition_code
    ) as edition_position
from known as editions
join reference.periods as periods using (period_code)
join reference.indexes as indexes using (index_code)
join reference.cohorts as cohorts using (cohort_code)
join reference.frameworks as frameworks on frameworks.framework_code = editions.framework_code
left join core.editions as previous on previous.edition_code = editions.previous_edition_code
left join reference.frameworks as previous_frameworks
    on previous_frameworks.framework_code = previous.framework_code;
