-- Ten to the power of 0 … 8, or 16, as an integer.
-- Method: docs/methodology.md#value
create macro rule.power_of_ten(exponent) as
    case exponent
        when 16 then 10000000000000000
        else [1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000][exponent + 1]
    end;
