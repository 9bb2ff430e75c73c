-- One row per edition, unit and indicator with a value that further values may be computed from: the unit's own one,
-- else the mean of its predecessors, as score / max_score, which is not rounded. `part_count` is how many wholes
-- max_score is the sum of: 1, or the number of predecessors.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#value
-- Materialised: 2 ms
create view core.computation_inputs as
select edition_code, framework_code, unit_code, indicator_code,
    coalesce(own.score, merged.score) as score, coalesce(own.max_score, merged.max_score) as max_score,
    case when own.score is null then merged.predecessor_count else 1 end as part_count
from core.own_values as own
full join core.predecessor_values as merged
    using (edition_code, framework_code, unit_code, indicator_code);
