-- One row per edition, unit and indicator whose value the unit's own figures give: printed, or for a main indicator the
-- sum of all its components' points over the sum of their maxima.
-- Grain: index_code, year, cohort_code, unit_code, indicator_code
-- Method: docs/methodology.md#value
create table core.own_values as
with complete as (
    select * from core.main_scores where known_count = needed_count
)
select index_code, year, cohort_code, framework_code, unit_code, indicator_code,
    coalesce(printed.value, rule.ratio(complete.score, complete.max_score)) as value
from core.printed_values as printed
full join complete using (index_code, year, cohort_code, framework_code, unit_code, indicator_code);
