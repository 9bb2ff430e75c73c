-- A score out of a maximum as points of a whole: the score itself where the maximum is the whole, else in proportion,
-- at eight decimals of the whole.
-- Method: docs/methodology.md#value
create macro rule.points_of(score, max_score, whole) as
    case
        when max_score = whole then cast(score as decimal(28, 10))
        when max_score > 0 then cast(
            cast(rule.ratio_units(score, max_score, 8) as decimal(18, 0)) * cast(0.00000001 as decimal(9, 8)) * whole
            as decimal(28, 10)
        )
    end;
