-- A printed deadline as the other rules read it: NFC, small letters, and without the days of documents that it cites.
-- Method: docs/methodology.md#deadlines
create macro rule.due_words(due_text) as
    array_to_string(
        regexp_split_to_array(
            lower(nfc_normalize(due_text)),
            '[0-9]+(?:/[0-9]{4})?/[a-zđ][^ ]* +ngày +[0-9]{1,2} *(?:/|tháng) *[0-9]{1,2} *(?:/|năm) *[0-9]{4}'
        ),
        ' '
    );
