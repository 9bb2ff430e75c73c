-- Official editions that are compared with a provisional one: its figures are not final.
-- Severity: blocks
select editions.edition_code, editions.previous_edition_code
from reference.editions as editions
join reference.editions as previous on previous.edition_code = editions.previous_edition_code
where previous.is_provisional and not editions.is_provisional;
