-- A number rounded half-up (away from zero) to 0 … 6 decimals, kept as DECIMAL(12, 6).
-- Method: docs/methodology.md#value
create macro rule.rounded(number, decimals) as
    cast(
        case least(decimals, 6)
            when 0 then round(cast(number as decimal(12, 6)), 0)
            when 1 then round(cast(number as decimal(12, 6)), 1)
            when 2 then round(cast(number as decimal(12, 6)), 2)
            when 3 then round(cast(number as decimal(12, 6)), 3)
            when 4 then round(cast(number as decimal(12, 6)), 4)
            when 5 then round(cast(number as decimal(12, 6)), 5)
            when 6 then cast(number as decimal(12, 6))
        end as decimal(12, 6)
    );
