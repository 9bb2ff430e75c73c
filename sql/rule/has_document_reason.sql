-- Whether one of the reasons why points were lost is about documents alone: what is missing is a paper, not the work.
-- Method: docs/methodology.md#planning
create macro rule.has_document_reason(reason_codes) as
    coalesce(
        list_has_any(reason_codes, ['no_evidence', 'evidence_rejected', 'not_issued', 'not_signed_by_head']), false
    );
