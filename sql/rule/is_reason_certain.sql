-- Whether a reason is certain for one component: a document gives one for a whole list, and where it gives several, or
-- speaks of "một số tiêu chí" (some of them), it holds for the list and not for any one component.
-- Method: docs/methodology.md#reasons
create macro rule.is_reason_certain(reason_codes, reason_text) as
    coalesce(
        len(reason_codes) = 1
            and not regexp_matches(
                lower(nfc_normalize(coalesce(reason_text, ''))), 'một số (tiêu chí|chỉ tiêu|chỉ số|nội dung)'
            ),
        false
    );
