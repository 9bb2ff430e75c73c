-- One row per value, points or rank of a unit that is shown as a document prints it: the number, its decimals and the
-- line of the file that it was read from. Of several documents the one whose number counts.
-- Grain: edition_code, unit_code, indicator_code, figure
-- Method: docs/methodology.md#sources
create view mart.printed_figures as
select edition_code, unit_code, indicator_code, figure, number as printed, decimals, max_score, release_code,
    row_number, source_address
from core.statements
where preference = 1 and figure in ('value', 'score', 'rank') and authority <> 'inferred';
