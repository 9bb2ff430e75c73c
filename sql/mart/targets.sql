-- One row per target of a plan, as printed, with the document it stands in.
-- Grain: release_code, row_number
create view mart.targets as
select targets.*, releases.title as release_title, releases.document_number, releases.issued_on as document_issued_on,
    releases.address as source_address
from staging.targets as targets
join staging.releases as releases using (release_code);
