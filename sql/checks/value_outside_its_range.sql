-- Values below zero or above one.
-- Severity: blocks
select edition_code, unit_code, indicator_code, value
from core.figures
where value < 0 or value > 1;
