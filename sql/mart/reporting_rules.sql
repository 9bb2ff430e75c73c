-- One row per reporting duty of a plan, with the document it stands in.
-- Grain: release_code, row_number
create view mart.reporting_rules as
select reporting_rules.*, releases.title as release_title, releases.document_number, releases.issued_on as document_issued_on,
    releases.address as source_address
from staging.reporting_rules as reporting_rules
join staging.releases as releases using (release_code);
