-- Ranks below one or behind the last place of the cohort.
-- Severity: blocks
select index_code, year, cohort_code, unit_code, indicator_code, rank, cohort_size
from core.ranks
join core.editions using (index_code, year, cohort_code)
where rank < 1 or rank > cohort_size;
