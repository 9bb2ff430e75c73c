-- A number as a whole number of hundred-millionths, so that ratios can be worked out without a double.
-- Method: docs/methodology.md#value
create macro rule.scaled(number) as
    cast(cast(number as decimal(28, 8)) * 100000000 as hugeint);
