-- One row per edition, unit, indicator and rule that computes it; incomplete ones are listed with what they know.
-- A computation whose parts are not all known has no value. `preference` 1 is the rule that is used: one that gives a
-- value to the whole cohort before one that does not, so that a series is computed in one way.
-- Grain: edition_code, unit_code, indicator_code, value_rule
-- Method: docs/methodology.md#value
-- Materialised: 137 ms
create view core.computations as
with candidates as (
    select edition_code, framework_code, unit_code, indicator_code,
        'score_ratio' as value_rule, score, max_score, 1 as known_count, 1 as needed_count, 1 as rule_order
    from core.printed_values
    where score is not null and max_score > 0
    union all by name
    select *, 2 as rule_order from core.main_scores
    union all by name
    select edition_code, framework_code, unit_code, indicator_code,
        case when predecessor_count = 1 then 'same_unit' else 'predecessors_mean' end as value_rule,
        score, max_score, predecessor_count as known_count, predecessor_count as needed_count, 3 as rule_order
    from core.predecessor_values
    union all by name
    select *, 4 as rule_order from core.weighted_indexes
    union all by name
    select *, case value_rule when 'pillar_of_mains' then 5 else 6 end as rule_order from core.weighted_pillars
),
covered as (
    select candidates.*, known_count = needed_count as is_complete,
        count(*) filter (known_count = needed_count) over (
            partition by edition_code, indicator_code, rule_order
        ) = editions.cohort_size as is_whole_cohort
    from candidates
    join core.editions as editions using (edition_code)
)
select edition_code, framework_code, unit_code, indicator_code, value_rule,
    score, max_score, known_count, needed_count, is_complete,
    case when is_complete then rule.ratio(score, max_score) end as value,
    case when is_complete then rule.carried(score, max_score) end as carried_value,
    row_number() over (
        partition by edition_code, unit_code, indicator_code
        order by not is_complete, is_whole_cohort is not true, rule_order
    ) as preference
from covered;
