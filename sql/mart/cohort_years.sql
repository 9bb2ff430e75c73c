-- One row per cohort of an index and year whose figures can stand in one row with its own: published for the same
-- units, or restated for them; with what breaks the row between this year and the one before it.
-- Grain: index_code, cohort_code, year
-- Method: docs/methodology.md#change
create table mart.cohort_years as
with cohorts as (
    select distinct index_code, cohort_code, unit_system, cohort_family from core.editions where not is_restated
),
standing as (
    select cohorts.index_code, cohorts.cohort_code, editions.year, editions.cohort_code as edition_cohort_code,
        editions.cohort_size, editions.framework_code, frameworks.decision, editions.is_restated,
        coalesce(editions.from_cohort_code, editions.cohort_code) as source_cohort_code
    from cohorts
    join core.editions as editions using (index_code, unit_system, cohort_family)
    join reference.frameworks as frameworks on frameworks.framework_code = editions.framework_code
    qualify row_number() over (
        partition by cohorts.index_code, cohorts.cohort_code, editions.year
        order by editions.cohort_code <> cohorts.cohort_code, editions.cohort_code
    ) = 1
),
followed as (
    select *, lag(year) over years as before_year, lag(decision) over years as before_decision,
        lag(framework_code) over years as before_framework_code,
        lag(edition_cohort_code) over years as before_cohort_code
    from standing
    window years as (partition by index_code, cohort_code order by year)
)
select index_code, cohort_code, year, edition_cohort_code, cohort_size, framework_code, decision, is_restated,
    source_cohort_code, before_year, before_decision,
    case
        when before_year is null then []
        when year > before_year + 1 then list_append(
            rule.comparability_reasons(before_framework_code, framework_code, before_cohort_code, edition_cohort_code),
            'years_missing'
        )
        else rule.comparability_reasons(before_framework_code, framework_code, before_cohort_code, edition_cohort_code)
    end as break_reasons
from followed;
