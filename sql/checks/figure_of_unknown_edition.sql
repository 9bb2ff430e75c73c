-- Figures and statuses of an edition, or of an indicator, that reference data do not know.
-- Severity: blocks
with rows_read as (
    select release_code, row_number, edition_code, framework_code, indicator_code
    from staging.figures
    union all by name
    select release_code, row_number, edition_code, framework_code, indicator_code
    from staging.cohort_figures
    union all by name
    select release_code, row_number, edition_code, framework_code, indicator_code
    from staging.component_statuses
)
select rows_read.*
from rows_read
left join reference.editions as editions using (edition_code, framework_code)
left join reference.indicators as indicators using (framework_code, indicator_code)
where editions.edition_code is null or indicators.indicator_code is null;
