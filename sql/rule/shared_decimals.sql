-- Decimals that the difference of two printed values is known to: the coarser precision of the two, at most four.
-- Method: docs/methodology.md#change
create macro rule.shared_decimals(one_decimals, other_decimals) as
    least(coalesce(one_decimals, 4), coalesce(other_decimals, 4), 4);
