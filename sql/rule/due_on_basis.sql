-- Where the day of a deadline comes from: printed (given with the row, or named in its text) or derived from the
-- printed end of a year. Null where there is no day.
-- Method: docs/methodology.md#deadlines
create macro rule.due_on_basis(given_day, due_text) as
    case
        when given_day is null and rule.due_on(due_text) is null then null
        when rule.printed_day(due_text) is null
            and coalesce(given_day, rule.printed_year_end(due_text)) = rule.printed_year_end(due_text)
            then 'derived'
        else 'printed'
    end;
