-- One row per printed figure that another release outranks: whether the preferred one says the same. A printed change
-- is held against the difference of its two figures instead, where both are known. Points that a unit gave itself
-- or that a first round of appraisal gave are no results and not compared.
-- Grain: release_code, row_number, figure
-- Method: docs/methodology.md#reconciliation
-- Materialised: 66 ms
create view core.source_checks as
with pairs as (
    select others.*, preferred.number as expected, preferred.decimals as expected_decimals
    from core.statements as others
    join core.statements as preferred using (edition_code, unit_code, indicator_code, figure)
    anti join core.change_checks as settled
        on settled.release_code = others.release_code and settled.row_number = others.row_number
        and settled.figure = others.figure
    where preferred.preference = 1 and others.preference > 1
        and others.figure not in ('first_round_score', 'self_score')
)
select edition_code, unit_code, indicator_code, figure, 'preferred_source' as checked_against,
    number as printed, decimals, expected,
    rule.verdict_between(number, decimals, expected, expected_decimals) as verdict,
    rule.printed_by_between(number, decimals, expected, expected_decimals) as printed_by,
    release_code, row_number, source_address, authority
from pairs;
