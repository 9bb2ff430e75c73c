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
complete as (
    select edition_code, indicator_code, rule_order, count(*) as complete_count
    from candidates
    where known_count = needed_count
    group by all
),
-- units share points and maxima, so that there are far fewer ratios than rows
ratios as (
    select score, max_score, rule.ratio(score, max_score) as value,
        rule.unrounded_ratio(score, max_score) as unrounded_value
    from (select distinct score, max_score from candidates where known_count = needed_count)
),
covered as (
    select candidates.*, known_count = needed_count as is_complete,
        coalesce(complete_count = editions.cohort_size, false) as is_whole_cohort
    from candidates
    join core.editions as editions using (edition_code)
    left join complete using (edition_code, indicator_code, rule_order)
)
select edition_code, framework_code, unit_code, indicator_code, value_rule,
    score, max_score, known_count, needed_count, is_complete,
    case when is_complete then ratios.value end as value,
    case when is_complete then ratios.unrounded_value end as unrounded_value,
    row_number() over (
        partition by edition_code, unit_code, indicator_code
        order by not is_complete, not is_whole_cohort, rule_order
    ) as preference
from covered
left join ratios using (score, max_score);
