-- One row per figure by which a plan describes the state that it starts from, with the document it stands in.
-- Grain: release_code, row_number
-- Method: docs/methodology.md#targets
create view mart.baselines as
select baselines.*, releases.title as release_title, releases.document_number,
    scopes.successor_system, scopes.successor_code,
    releases.issued_on as document_issued_on, releases.address as source_address
from staging.baselines as baselines
join staging.releases as releases using (release_code)
left join core.scopes as scopes
    on scopes.scope_level = baselines.scope_level and scopes.scope_name = baselines.scope_name
    and scopes.province_system is not distinct from baselines.province_system
    and scopes.province_code is not distinct from baselines.province_code;
