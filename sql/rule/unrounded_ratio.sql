-- A score out of a maximum as it is carried on into means: at sixteen decimals, so that nothing but the mean is
-- rounded.
-- Method: docs/methodology.md#value
create macro rule.unrounded_ratio(score, max_score) as
    case when max_score > 0 then cast(
        cast(rule.ratio_units(score, max_score, 16) as decimal(20, 0)) * cast(0.0000000000000001 as decimal(17, 16))
        as decimal(28, 16)
    ) end;
