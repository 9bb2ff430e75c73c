-- One row per preferred printed score that is out of a known maximum and complete computation of the same indicator
-- from its parts: whether they give these points.
-- Grain: release_code, row_number, checked_against
-- Method: docs/methodology.md#reconciliation
-- Materialised: 15 ms
create view core.score_checks as
with compared as (
    select statements.*, coalesce(statements.max_score, indicators.max_score) as printed_max,
        computations.value_rule as checked_against, cast(computations.score as decimal(18, 8)) as computed_score,
        cast(computations.max_score as decimal(12, 4)) as computed_max_score, computations.needed_count as part_count
    from core.statements as statements
    join reference.indicators as indicators using (framework_code, indicator_code)
    join core.computations as computations using (edition_code, unit_code, indicator_code)
    where statements.figure = 'score' and statements.preference = 1
        and coalesce(statements.max_score, indicators.max_score) > 0
        and computations.is_complete and computations.value_rule <> 'score_ratio'
)
select edition_code, unit_code, indicator_code, figure, checked_against, number as printed, decimals,
    cast(rule.ratio_units(computed_score * printed_max, computed_max_score, 6) as decimal(18, 0))
        * cast(0.000001 as decimal(9, 6)) as expected,
    rule.verdict_of_points(number, decimals, printed_max, computed_score, computed_max_score, part_count) as verdict,
    rule.printed_by(number, decimals, computed_score * printed_max, computed_max_score, 1) as printed_by,
    release_code, row_number, source_address, authority
from compared;
