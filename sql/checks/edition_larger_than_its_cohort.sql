-- Editions with figures for more units than their cohort has.
-- Severity: blocks
select edition_code, indicator_code, max(cohort_size) as cohort_size, count(*) as unit_count
from core.figures
join core.editions using (edition_code)
group by edition_code, indicator_code
having count(*) > max(cohort_size);
