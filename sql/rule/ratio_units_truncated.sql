-- score / max_score in units of the last of `decimals` places, cut off instead of rounded: (41.35, 150, 3) = 275.
-- Method: docs/methodology.md#reconciliation
create macro rule.ratio_units_truncated(score, max_score, decimals) as
    (rule.power_of_ten(decimals) * rule.scaled(score)) // rule.scaled(max_score);
