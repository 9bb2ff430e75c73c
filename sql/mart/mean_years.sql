-- One row per cohort of an index, edition as published and indicator with a mean: ours if the cohort is complete, else
-- the printed one. Before the cohort existed, the older cohort of its family is used. Where `is_after_break`, no
-- line joins the mean to the one before it. Of a period with official figures no provisional ones.
-- Grain: index_code, cohort_code, indicator_code, edition_code
-- Method: docs/methodology.md#means
-- Materialised: 26 ms
create view mart.mean_years as
with families as (
    select distinct index_code, cohort_code, cohort_family, period_kind
    from core.editions
    where not is_restated
),
followed as (
    select families.index_code, families.cohort_code, families.period_kind, editions.edition_code,
        editions.period_code, editions.period_position, editions.ends_on, editions.year, editions.is_provisional,
        editions.cohort_code as edition_cohort_code, editions.cohort_size, editions.framework_code
    from families
    join core.editions as editions using (index_code, cohort_family, period_kind)
    where not editions.is_restated
    qualify row_number() over (
        partition by families.index_code, families.cohort_code, editions.period_code
        order by editions.is_provisional, editions.cohort_code <> families.cohort_code, editions.cohort_code
    ) = 1
),
means as (
    select followed.*, cohorts.cohort_name_vi, cohorts.cohort_name_en, frameworks.decision,
        summary.indicator_code, measures.indicator_level, measures.indicator_name_vi, measures.indicator_name_en,
        coalesce(summary.mean_value, summary.published_mean_value) as shown_mean_value, summary.published_mean_value,
        case when summary.mean_value is null then 'published' else 'computed' end as mean_basis,
        coalesce(summary.mean_value <> summary.published_mean_value, false) as is_printed_otherwise
    from followed
    join mart.cohort_summary as summary using (edition_code)
    join mart.measures as measures using (edition_code, indicator_code)
    join reference.cohorts as cohorts on cohorts.cohort_code = followed.edition_cohort_code
    join reference.frameworks as frameworks on frameworks.framework_code = followed.framework_code
    where coalesce(summary.mean_value, summary.published_mean_value) is not null
),
lined as (
    select *, lag(period_code) over periods as before_period_code, lag(year) over periods as before_year,
        lag(decision) over periods as before_decision,
        coalesce(framework_code <> lag(framework_code) over periods, false) as is_framework_change,
        coalesce(edition_cohort_code <> lag(edition_cohort_code) over periods, false) as is_cohort_change,
        coalesce(period_position > lag(period_position) over periods + 1, false) as is_period_missing
    from means
    window periods as (partition by index_code, cohort_code, period_kind, indicator_code order by ends_on)
)
select index_code, cohort_code, indicator_code, edition_code, period_code, period_kind, period_position, year,
    is_provisional, edition_cohort_code, cohort_name_vi, cohort_name_en, cohort_size, framework_code, decision,
    indicator_level, indicator_name_vi, indicator_name_en, shown_mean_value, mean_basis, published_mean_value,
    is_printed_otherwise, before_period_code, before_year, before_decision, is_framework_change, is_cohort_change,
    is_framework_change or is_cohort_change or is_period_missing as is_after_break
from lined;
