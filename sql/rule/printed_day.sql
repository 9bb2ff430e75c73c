-- The last day that a printed deadline names with day, month and year; null where it names none that there is.
-- Method: docs/methodology.md#deadlines
create macro rule.printed_day(due_text) as
    list_max(list_transform(
        regexp_extract_all(
            rule.due_words(due_text),
            '\b[0-9]{1,2} *(?:[/.-]|tháng) *[0-9]{1,2} *(?:[/.-]|năm) *[0-9]{4}'
        ),
        lambda day: try_cast(
            regexp_replace(day, '([0-9]+)[^0-9]+([0-9]+)[^0-9]+([0-9]+)', '\3-\2-\1') as date
        )
    ));
