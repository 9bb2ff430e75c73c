-- One row per edition, unit, indicator and rule that computes it; incomplete ones are listed with what they know.
-- A computation whose parts are not all known has no value. `preference` 1 is the rule that is used.
-- Grain: index_code, year, cohort_code, unit_code, indicator_code, value_rule
-- Method: docs/methodology.md#value
create table core.computations as
with candidates as (
    select index_code, year, cohort_code, framework_code, unit_code, indicator_code,
        'score_ratio' as value_rule, score, max_score, 1 as known_count, 1 as needed_count, 1 as rule_order
    from core.printed_values
    where score is not null and max_score > 0
    union all
    select *, 2 from core.main_scores
    union all
    select index_code, year, cohort_code, framework_code, unit_code, indicator_code,
        'predecessors_mean', value_sum, predecessor_count, predecessor_count, predecessor_count, 3
    from core.predecessor_values
    union all
    select *, 4 from core.weighted_indexes
    union all
    select *, case value_rule when 'pillar_of_mains' then 5 else 6 end from core.weighted_pillars
)
select index_code, year, cohort_code, framework_code, unit_code, indicator_code, value_rule,
    score, max_score, known_count, needed_count, known_count = needed_count as is_complete,
    case when known_count = needed_count then rule.ratio(score, max_score) end as value,
    row_number() over (
        partition by index_code, year, cohort_code, unit_code, indicator_code
        order by known_count < needed_count, rule_order
    ) as preference
from candidates;
