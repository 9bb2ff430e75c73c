-- One row per printed mean that another release outranks: whether the preferred one says the same.
-- Grain: release_code, row_number
-- Method: docs/methodology.md#reconciliation
-- Materialised: 71 ms
create view core.mean_source_checks as
select others.edition_code, cast(null as varchar) as unit_code, others.indicator_code,
    'mean' as figure, 'preferred_source' as checked_against, others.value as printed, others.value_decimals as decimals,
    preferred.value as expected,
    rule.verdict_between(others.value, others.value_decimals, preferred.value, preferred.value_decimals) as verdict,
    rule.printed_by_between(others.value, others.value_decimals, preferred.value, preferred.value_decimals)
        as printed_by,
    others.release_code, others.row_number, others.source_address, others.authority
from core.published_means as others
join core.published_means as preferred using (edition_code, indicator_code)
where preferred.preference = 1 and others.preference > 1;
