-- Whether a main indicator is a strength of a unit: something was scored, and it stands in the better half of its
-- cohort. A zero is never a strength, however many others are at zero too.
-- Method: docs/methodology.md#strengths
create macro rule.is_strength(value, rank, cohort_size) as
    value > 0 and 2 * rank <= cohort_size;
