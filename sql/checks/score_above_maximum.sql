-- Printed points above the maximum they are out of.
-- Severity: blocks
select edition_code, unit_code, indicator_code, score, max_score
from core.printed_values
where score > max_score;
