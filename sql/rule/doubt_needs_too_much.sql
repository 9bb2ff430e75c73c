-- Whether the scoring components of a main indicator would need 1.5 times an equal share or more of its maximum.
-- A yardstick for a note, never a verdict.
-- Method: docs/methodology.md#bounds
create macro rule.doubt_needs_too_much(score, max_score, scoring_count, assessed_count) as
    score > 0 and score * assessed_count >= 1.5::decimal(3, 1) * max_score * scoring_count;
