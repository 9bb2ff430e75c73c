-- The last day on which something is still in time: the day of the deadline, or the one before where the deadline is
-- printed as "trước" that day.
-- Method: docs/methodology.md#deadlines
create macro rule.due_last_on(due_on, due_text) as
    due_on - if(regexp_matches(rule.due_words(due_text), 'trước *(ngày|tháng|năm|cuối|hết|[0-9])'), 1, 0);
