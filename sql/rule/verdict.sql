-- How a printed figure stands to the ratio score / max_score that reproduces it; one of four verdicts.
-- `parts` is how many rounded figures the ratio was made of; a ratio of one or none is not within rounding of parts.
-- Method: docs/methodology.md#reconciliation
create macro rule.verdict(printed, decimals, score, max_score, parts) as
    case
        when printed is null or score is null or coalesce(max_score, 0) <= 0 then null
        when rule.scaled(printed) * rule.scaled(max_score) = rule.scaled(score) * 100000000 then 'exact'
        when rule.scaled(printed) * rule.power_of_ten(decimals)
             = rule.ratio_units(score, max_score, decimals) * 100000000 then 'equal_at_printed_precision'
        when rule.scaled(printed) * rule.power_of_ten(decimals)
             = rule.ratio_units_truncated(score, max_score, decimals) * 100000000 then 'equal_at_printed_precision'
        when parts > 1
             and abs(rule.scaled(printed) * rule.scaled(max_score) - rule.scaled(score) * 100000000)
                 <= rule.scaled(max_score) * 10000 then 'within_rounding_of_parts'
        else 'different'
    end;
