-- One row per printed figure and thing it can be held against (points, a computation, the units' mean, the difference
-- of two years, a better source, a documented doubt): the verdict, and whether the difference is known and why.
-- Grain: release_code, row_number, figure, checked_against
-- Method: docs/methodology.md#reconciliation
-- Materialised: 21 ms
create view mart.reconciliation as
with checks as (
    select * from core.value_checks
    union all by name select * from core.score_checks
    union all by name select * from core.rank_checks
    union all by name select * from core.mean_checks
    union all by name select * from core.change_checks
    union all by name select * from core.source_checks
    union all by name select * from core.mean_source_checks
    union all by name select * from core.doubt_checks
)
select checks.edition_code, editions.index_code, editions.period_code, editions.year, editions.cohort_code,
    checks.unit_code, units.unit_name_vi, units.unit_name_en,
    checks.indicator_code, checks.figure, checks.checked_against, checks.printed, checks.decimals, checks.expected,
    cast(checks.printed - checks.expected as decimal(12, 6)) as difference,
    checks.verdict, checks.printed_by, known.reason_vi as known_reason_vi, known.reason_en as known_reason_en,
    known.figure is not null as is_known,
    checks.release_code, checks.row_number, checks.source_address, checks.authority
from checks
join core.editions as editions using (edition_code)
left join reference.units as units
    on units.unit_system = editions.unit_system and units.unit_code = checks.unit_code
left join reference.known_differences as known
    on checks.verdict = 'different' and known.edition_code = checks.edition_code
        and known.unit_code is not distinct from checks.unit_code
    and known.indicator_code = checks.indicator_code and known.figure = checks.figure
    and try_cast(known.printed as decimal(12, 6)) = checks.printed;
