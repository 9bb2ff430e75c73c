-- The 31 December of the last year whose end a printed deadline names ("cuối năm 2025", "hết năm 2022"); null where it
-- names none. The last months or quarters of a year are a time within it, not its end.
-- Method: docs/methodology.md#deadlines
create macro rule.printed_year_end(due_text) as
    make_date(
        list_max(list_transform(
            list_filter(
                regexp_extract_all(rule.due_words(due_text), '(?:(?:tháng|quý|quí|nửa) +)?(?:cuối|hết) +năm +[0-9]{4}'),
                lambda words: not regexp_matches(words, '^(tháng|quý|quí|nửa)')
            ),
            lambda words: cast(right(words, 4) as integer)
        )),
        12, 31
    );
