-- One row per printed rank of a series whose ranks can be computed: whether they are the same.
-- Grain: release_code, row_number
-- Method: docs/methodology.md#reconciliation
-- Materialised: 5 ms
create view core.rank_checks as
select statements.edition_code, statements.unit_code,
    statements.indicator_code, statements.figure, 'rank_of_value' as checked_against, statements.number as printed,
    0 as decimals, cast(ranks.computed_rank as decimal(12, 6)) as expected,
    case when statements.number = ranks.computed_rank then 'exact' else 'different' end as verdict,
    cast(null as varchar) as printed_by,
    statements.release_code, statements.row_number, statements.source_address, statements.authority
from core.statements as statements
join core.ranks as ranks using (edition_code, unit_code, indicator_code)
where statements.figure = 'rank' and ranks.computed_rank is not null;
