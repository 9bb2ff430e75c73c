-- One row per preferred published value and complete computation of the same value, and per release row that prints
-- both points and value: how the two agree.
-- Grain: release_code, row_number, checked_against
-- Method: docs/methodology.md#reconciliation
-- Materialised: 56 ms
create view core.value_checks as
with compared as (
    select statements.*, computations.value_rule as checked_against, computations.score as computed_score,
        computations.max_score as computed_max_score, computations.needed_count as part_count
    from core.statements as statements
    join core.computations as computations using (edition_code, unit_code, indicator_code)
    where statements.figure = 'value' and statements.preference = 1 and statements.authority <> 'inferred'
        and computations.is_complete and computations.value_rule <> 'score_ratio'
    union all by name
    select statements.*, 'score_ratio' as checked_against, rows_.score as computed_score,
        coalesce(rows_.max_score, indicators.max_score) as computed_max_score, 1 as part_count
    from core.statements as statements
    join staging.figures as rows_ using (release_code, row_number)
    join reference.indicators as indicators
        on indicators.framework_code = statements.framework_code
        and indicators.indicator_code = statements.indicator_code
    where statements.figure = 'value' and rows_.score is not null
        and coalesce(rows_.max_score, indicators.max_score) > 0
)
select edition_code, unit_code, indicator_code, figure, checked_against, number as printed, decimals,
    cast(rule.ratio_units(computed_score, computed_max_score, 6) as decimal(18, 0)) * cast(0.000001 as decimal(9, 6))
        as expected,
    rule.verdict(number, decimals, computed_score, computed_max_score, part_count) as verdict,
    rule.printed_by(number, decimals, computed_score, computed_max_score, part_count) as printed_by,
    release_code, row_number, source_address, authority
from compared;
