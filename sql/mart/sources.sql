-- One row per release and source address that figures were read from, with who published it and when.
-- Grain: release_code, source_address?
create table mart.sources as
with addressed as (
    select release_code, source_address from staging.figures
    union
    select release_code, source_address from staging.cohort_figures
    union
    select release_code, source_address from staging.component_statuses
    union
    select release_code, null from staging.releases where authority <> 'per_row'
)
select releases.release_code, coalesce(addressed.source_address, releases.address) as source_address,
    releases.title as release_title, releases.document_number, releases.file_name, releases.sha256, releases.licence,
    releases.notes,
    coalesce(sources.publisher, releases.publisher) as publisher,
    coalesce(sources.published_on, releases.issued_on) as published_on, sources.published_text,
    rule.authority(sources.authority, releases.authority) as authority
from staging.releases as releases
join addressed using (release_code)
left join reference.sources as sources
    on sources.source_address = coalesce(addressed.source_address, releases.address)
qualify row_number() over (
    partition by releases.release_code, coalesce(addressed.source_address, releases.address)
    order by addressed.source_address nulls last
) = 1;
