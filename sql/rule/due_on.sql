-- The day of a printed deadline: the last one printed, else the last day of a year whose end is printed. Null for every
-- other text; neither a year alone ("đến năm 2025") nor a period has a day.
-- Method: docs/methodology.md#deadlines
create macro rule.due_on(due_text) as coalesce(rule.printed_day(due_text), rule.printed_year_end(due_text));
