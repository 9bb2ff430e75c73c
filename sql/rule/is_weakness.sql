-- Whether a main indicator is a weakness of a unit: nothing was scored, or it stands in the worse half of its cohort.
-- Method: docs/methodology.md#strengths
create macro rule.is_weakness(value, rank, cohort_size) as
    value = 0 or 2 * rank > cohort_size;
