-- One row per figure by which a plan describes the state that it starts from, with the document it stands in.
-- Grain: release_code, row_number
-- Method: docs/methodology.md#targets
create view mart.baselines as
select baselines.*, releases.title as release_title, releases.document_number,
    releases.issued_on as document_issued_on, releases.address as source_address
from staging.baselines as baselines
join staging.releases as releases using (release_code);
