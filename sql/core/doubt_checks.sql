-- One row per printed figure that a row of reference.known_differences calls wrong although no other check finds a
-- difference, such as a rank that contradicts a change printed elsewhere. `expected` is null where neither side can be
-- proven.
-- Grain: release_code, row_number, figure
-- Method: docs/methodology.md#reconciliation
-- Materialised: 7 ms
create view core.doubt_checks as
with shown as (
    select release_code, row_number, figure from core.rank_checks where verdict = 'different'
    union
    select release_code, row_number, figure from core.change_checks where verdict = 'different'
    union
    select release_code, row_number, figure from core.value_checks where verdict = 'different'
    union
    select release_code, row_number, figure from core.source_checks where verdict = 'different'
)
select statements.edition_code, statements.unit_code,
    statements.indicator_code, statements.figure, 'other_documents' as checked_against, statements.number as printed,
    statements.decimals, try_cast(known.expected as decimal(12, 6)) as expected, 'different' as verdict,
    cast(null as varchar) as printed_by,
    statements.release_code, statements.row_number, statements.source_address, statements.authority
from core.statements as statements
join reference.known_differences as known using (edition_code, unit_code, indicator_code, figure)
anti join shown
    on shown.release_code = statements.release_code and shown.row_number = statements.row_number
    and shown.figure = statements.figure
where try_cast(known.printed as decimal(12, 6)) = statements.number;
