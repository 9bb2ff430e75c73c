-- Printed points above the maximum they are out of.
-- Severity: blocks
select edition_code, unit_code, indicator_code, score, max_score
from core.printed_values
where score > max_score
union all by name
select edition_code, unit_code, indicator_code, score, max_score
from core.component_points
where max_score > 0 and score > max_score;
