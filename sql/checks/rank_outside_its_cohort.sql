-- Ranks below one or behind the last place of the cohort.
-- Severity: blocks
select edition_code, unit_code, indicator_code, rank, cohort_size
from core.ranks
join core.editions using (edition_code)
where rank < 1 or rank > cohort_size;
