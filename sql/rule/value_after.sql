-- A value 0..1 after points are added or taken, out of the points that make the whole: exact, rounded half-up to four
-- decimals, kept within 0..1; null without a positive whole. Added to the value as published, so that nothing moves by
-- the rounding of its parts alone.
-- Method: docs/methodology.md#planning
create macro rule.value_after(value, points, total_points) as
    case when total_points > 0 and value + points is not null then
        cast(
            greatest(0, least(10000, rule.ratio_units(value * total_points + points, total_points, 4)))
            as decimal(13, 0)
        ) * cast(0.0001 as decimal(9, 4))
    end;
