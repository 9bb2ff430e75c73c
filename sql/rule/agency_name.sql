-- The name of one agency out of a printed list: without what it does in brackets ("(phối hợp)"), and with the
-- abbreviation UBND written out.
-- Method: docs/methodology.md#agencies
create macro rule.agency_name(printed) as
    regexp_replace(
        trim(regexp_replace(nfc_normalize(printed), ' *\([^()]*\) *$', '')), '\bUBND\b', 'Ủy ban nhân dân'
    );
