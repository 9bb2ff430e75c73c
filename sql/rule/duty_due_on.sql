-- The day by which a report is due in the month that begins with `month_start`; null in a month without one, and where
-- no day is printed. Quarterly reports are due in the last month of a quarter, half-yearly ones in June and December.
-- Method: docs/methodology.md#deadlines
create macro rule.duty_due_on(rhythm, due_day, due_month, month_start) as
    case
        when due_day is null then null
        when rhythm = 'quarterly' and month(month_start) % 3 = 0
            or rhythm = 'half_yearly' and month(month_start) % 6 = 0
            or rhythm = 'yearly' and month(month_start) = due_month
            then least(cast(month_start + to_days(due_day - 1) as date), last_day(month_start))
    end;
