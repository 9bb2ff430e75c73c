-- A value 0..1 after that many percent of its distance to 1 are closed, rounded half-up to four decimals: the order of
-- units stays, none comes above 1, low ones gain more.
-- Method: docs/methodology.md#planning
create macro rule.value_closer(value, percent) as
    rule.value_after(value, percent * (1 - value), 100);
