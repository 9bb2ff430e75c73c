-- Whether a figure equal at its printed precision was 'rounded' or 'truncated' there; null for every other verdict.
-- Method: docs/methodology.md#reconciliation
create macro rule.printed_by(printed, decimals, score, max_score, parts) as
    case
        when rule.verdict(printed, decimals, score, max_score, parts) <> 'equal_at_printed_precision' then null
        when rule.scaled(printed) * rule.power_of_ten(decimals)
             = rule.ratio_units(score, max_score, decimals) * 100000000 then 'rounded'
        when rule.scaled(printed) * rule.power_of_ten(decimals)
             = rule.ratio_units_truncated(score, max_score, decimals) * 100000000 then 'truncated'
    end;
