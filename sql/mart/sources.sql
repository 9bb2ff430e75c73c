-- One row per release and source address that figures were read from, with who published it and when.
-- Grain: release_code, source_address?
-- Materialised: 13 ms
create view mart.sources as
select provenance.release_code, provenance.source_address,
    releases.title as release_title, releases.document_number, releases.file_name, releases.sha256, releases.licence,
    releases.notes,
    coalesce(sources.publisher, releases.publisher) as publisher,
    provenance.published_on, sources.published_text, provenance.authority
from core.provenance as provenance
join staging.releases as releases using (release_code)
left join reference.sources as sources using (source_address)
where provenance.printed_address is not null or releases.authority <> 'per_row'
qualify row_number() over (
    partition by provenance.release_code, provenance.source_address order by provenance.printed_address nulls last
) = 1;
