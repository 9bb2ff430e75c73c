-- One row per printed change whose two figures are both known: whether their difference gives it.
-- Grain: release_code, row_number, figure
-- Method: docs/methodology.md#reconciliation
-- Materialised: 11 ms
create view core.change_checks as
with differences as (
    select edition_code, unit_code, indicator_code, 'places_gained' as figure,
        cast(places_gained as decimal(12, 6)) as expected, 1 as part_count
    from core.changes
    where places_gained_basis = 'difference'
    union all by name
    select edition_code, unit_code, indicator_code, 'value_change' as figure,
        cast(value_change as decimal(12, 6)) as expected, 2 as part_count
    from core.changes
    where value_change_basis = 'difference'
)
select statements.edition_code, statements.unit_code,
    statements.indicator_code, statements.figure, 'difference' as checked_against, statements.number as printed,
    statements.decimals, differences.expected,
    case
        when statements.number = differences.expected then 'exact'
        when statements.number = rule.rounded(differences.expected, statements.decimals)
            then 'equal_at_printed_precision'
        when abs(statements.number - differences.expected) <= 0.0001 and part_count > 1 then 'within_rounding_of_parts'
        else 'different'
    end as verdict,
    case
        when statements.number <> differences.expected
            and statements.number = rule.rounded(differences.expected, statements.decimals) then 'rounded'
    end as printed_by,
    statements.release_code, statements.row_number, statements.source_address, statements.authority
from core.statements as statements
join differences using (edition_code, unit_code, indicator_code, figure);
