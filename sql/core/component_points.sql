-- One row per edition, unit and component with points that are no figure beside (core.points_only_components): how many
-- out of how many. Any other component's are in core.printed_values.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#value
create view core.component_points as
select edition_code, framework_code, unit_code, indicator_code, main_code, is_scored, score, max_score,
    score_release_code as release_code, score_source_address as source_address
from core.component_statuses
semi join core.points_only_components using (framework_code, indicator_code)
where score is not null;
