-- One row per task that a plan gives to an agency, with the document it stands in.
-- Grain: release_code, row_number
create view mart.tasks as
select tasks.*, releases.title as release_title, releases.document_number, releases.issued_on as document_issued_on,
    releases.address as source_address
from staging.tasks as tasks
join staging.releases as releases using (release_code);
