-- Editions with figures for more units than their cohort has.
-- Severity: blocks
select edition_code, indicator_code, max(cohort_size) as cohort_size, count(*) as unit_count
from (
    select edition_code, indicator_code from core.figures
    union all by name
    select edition_code, indicator_code from core.component_points
)
join core.editions using (edition_code)
group by edition_code, indicator_code
having count(*) > max(cohort_size);
