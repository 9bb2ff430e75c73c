-- Values below zero or above one.
-- Severity: blocks
select edition_code, unit_code, indicator_code, value
from core.figures
where value < 0 or value > 1
union all by name
select edition_code, unit_code, indicator_code, rule.ratio(score, max_score) as value
from core.component_points
where max_score > 0 and (score < 0 or score > max_score);
