-- score / max_score in units of the last of `decimals` places, rounded half-up (a negative half away from zero):
-- ratio_units(41.35, 150, 3) = 276.
-- Method: docs/methodology.md#value
create macro rule.ratio_units(score, max_score, decimals) as
    sign(rule.scaled(score)) * (
        (2 * rule.power_of_ten(decimals) * abs(rule.scaled(score)) + rule.scaled(max_score))
        // (2 * rule.scaled(max_score))
    );
