-- A score out of a maximum as a value: exact, rounded half-up to four decimals; null without a positive maximum.
-- Integers throughout, because DECIMAL / DECIMAL is a DOUBLE and a double may fall on the wrong side of a half.
-- Method: docs/methodology.md#value
create macro rule.ratio(score, max_score) as
    case when max_score > 0 then
        cast(rule.ratio_units(score, max_score, 4) as decimal(13, 0)) * cast(0.0001 as decimal(9, 4))
    end;
