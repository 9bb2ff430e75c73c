-- Known differences that no loaded figure shows any more.
-- Severity: review
select known.*
from reference.known_differences as known
left join mart.reconciliation as checks
    on checks.edition_code = known.edition_code
    and checks.unit_code is not distinct from known.unit_code and checks.indicator_code = known.indicator_code
    and checks.figure = known.figure and checks.printed = try_cast(known.printed as decimal(12, 6))
    and checks.verdict = 'different'
where checks.figure is null
order by known.edition_code, known.unit_code;
