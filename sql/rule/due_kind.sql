-- What kind of deadline a plan prints: a date (a day, or the end of a year), a rhythm, on_demand, or none: nothing, a
-- year alone, a period. A text that says several is the first of these.
-- Method: docs/methodology.md#deadlines
create macro rule.due_kind(due_text) as
    case
        when rule.due_on(due_text) is not null then 'date'
        when regexp_matches(
            rule.due_words(due_text),
            'thường (xuyên|kỳ|kì)|liên tục|định k[ỳì]'
                || '|(hằng|hàng|mỗi|từng) (ngày|tuần|tháng|quý|quí|năm)'
                || '|/ *[0-9]* *(ngày|tuần|tháng|quý|quí|năm)( *$| *[^ 0-9])'
                || '|(ngày|tuần|tháng|quý|quí|năm) *(/|một|[0-9]+) *lần'
        ) then 'rhythm'
        when regexp_matches(
            rule.due_words(due_text), 'đột xuất|theo yêu cầu|khi (có|được|cần|phát sinh)|(trường hợp|nếu) (cần|có)'
        ) then 'on_demand'
        else 'none'
    end;
