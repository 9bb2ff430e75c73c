-- One row per published edition: an index in a year for a cohort, with the edition its changes are measured against.
-- Grain: index_code, year, cohort_code
create table mart.editions as
select editions.index_code, indexes.index_name_vi, indexes.index_name_en, indexes.short_name_vi, indexes.short_name_en,
    indexes.shown_decimals,
    editions.year, editions.cohort_code, cohorts.cohort_name_vi, cohorts.cohort_name_en, editions.cohort_size,
    editions.cohort_family, editions.framework_code, frameworks.decision, frameworks.issued_on as decision_issued_on,
    editions.published_on, editions.previous_year, editions.previous_cohort_code,
    previous.framework_code as previous_framework_code, previous_frameworks.decision as previous_decision,
    row_number() over (
        partition by editions.index_code, editions.cohort_family
        order by editions.year desc, editions.published_on desc nulls last, editions.cohort_size
    ) = 1 as is_latest,
    row_number() over (
        order by indexes.position, index_code, editions.year desc, editions.cohort_size, editions.cohort_code
    ) as edition_position
from core.editions as editions
join reference.indexes as indexes using (index_code)
join reference.cohorts as cohorts using (cohort_code)
join reference.frameworks as frameworks on frameworks.framework_code = editions.framework_code
left join reference.years as previous
    on previous.index_code = editions.index_code and previous.year = editions.previous_year
    and previous.cohort_code = editions.previous_cohort_code
left join reference.frameworks as previous_frameworks
    on previous_frameworks.framework_code = previous.framework_code
where not editions.is_restated;
