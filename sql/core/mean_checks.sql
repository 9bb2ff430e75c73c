-- One row per printed mean of a complete cohort: whether the units' own values give it.
-- Grain: release_code, row_number
-- Method: docs/methodology.md#reconciliation
-- Materialised: 83 ms
create view core.mean_checks as
select printed.edition_code, cast(null as varchar) as unit_code,
    printed.indicator_code, 'mean' as figure, 'mean_of_units' as checked_against, printed.value as printed,
    printed.value_decimals as decimals,
    cast(rule.ratio_units(means.value_sum, means.value_count, 6) as decimal(18, 0)) * cast(0.000001 as decimal(9, 6))
        as expected,
    rule.verdict(printed.value, printed.value_decimals, means.value_sum, means.value_count, means.value_count)
        as verdict,
    rule.printed_by(printed.value, printed.value_decimals, means.value_sum, means.value_count, means.value_count)
        as printed_by,
    printed.release_code, printed.row_number, printed.source_address, printed.authority
from core.published_means as printed
join core.cohort_means as means using (edition_code, indicator_code)
where means.is_complete;
