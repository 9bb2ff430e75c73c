-- One row per edition, unit and indicator with a value that further values may be computed from:
-- the unit's own one, else the mean of the predecessors of a merged unit.
-- Grain: index_code, year, cohort_code, unit_code, indicator_code
-- Method: docs/methodology.md#value
create table core.input_values as
select index_code, year, cohort_code, framework_code, unit_code, indicator_code,
    coalesce(own.value, rule.ratio(merged.value_sum, merged.predecessor_count)) as value
from core.own_values as own
full join core.predecessor_values as merged
    using (index_code, year, cohort_code, framework_code, unit_code, indicator_code);
