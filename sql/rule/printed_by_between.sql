-- Whether, of two printed figures that agree at the coarser precision, the coarser was rounded or truncated there.
-- Method: docs/methodology.md#reconciliation
create macro rule.printed_by_between(printed, decimals, other, other_decimals) as
    case
        when decimals <= other_decimals then rule.printed_by(printed, decimals, other, 1, 1)
        else rule.printed_by(other, other_decimals, printed, 1, 1)
    end;
