-- Components whose stated status is not the one their points give.
-- Severity: review
select edition_code, unit_code, indicator_code, stated_status, points_status
from mart.component_status
where is_status_disputed;
