-- Whether the points reached leave the full components of a main indicator half an equal share or less of its maximum.
-- A yardstick for a note, never a verdict.
-- Method: docs/methodology.md#bounds
create macro rule.doubt_leaves_too_little(score, max_score, full_count, assessed_count) as
    full_count > 0 and score * assessed_count <= 0.5::decimal(3, 1) * max_score * full_count;
