-- How printed points of a maximum stand to the ratio score / max_score that reproduces their value: the four verdicts,
-- the last one within 0.0001 of the maximum, as for a value.
-- Method: docs/methodology.md#reconciliation
create macro rule.verdict_of_points(printed, decimals, printed_max, score, max_score, parts) as
    case
        when rule.verdict(printed, decimals, score * printed_max, max_score, 1) <> 'different'
            then rule.verdict(printed, decimals, score * printed_max, max_score, 1)
        when parts > 1
             and abs(rule.scaled(printed) * rule.scaled(max_score) - rule.scaled(score * printed_max) * 100000000)
                 <= rule.scaled(max_score * printed_max) * 10000 then 'within_rounding_of_parts'
        else 'different'
    end;
