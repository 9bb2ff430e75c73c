-- Printed figures that nothing reproduces and no known difference explains.
-- Severity: review
select edition_code, unit_code, indicator_code, figure, checked_against, printed, expected,
    release_code
from mart.reconciliation
where verdict = 'different' and not is_known
order by all;
