-- One row per reason why a component did not score fully: the closed list.
-- Grain: reason_code
-- Method: docs/methodology.md#status
create view mart.reasons as
select reason_code, reason_name_vi, reason_name_en, position as reason_position
from reference.reasons;
