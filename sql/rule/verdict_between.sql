-- How two printed figures of the same thing agree: the one with fewer decimals is held against the other.
-- Method: docs/methodology.md#reconciliation
create macro rule.verdict_between(printed, decimals, other, other_decimals) as
    case
        when decimals <= other_decimals then rule.verdict(printed, decimals, other, 1, 1)
        else rule.verdict(other, other_decimals, printed, 1, 1)
    end;
