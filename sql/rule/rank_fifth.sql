-- Which fifth of its cohort a rank stands in: 1 = the leading fifth, 5 = the last one.
-- Method: docs/methodology.md#tile-map
create macro rule.rank_fifth(rank, cohort_size) as
    (5 * rank + cohort_size - 1) // cohort_size;
