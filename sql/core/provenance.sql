-- One row per release and address that its rows name, or none: who stands behind what was read there, and its place in
-- the order in which sources win. The lower `source_rank` comes first (the better authority, then the newer); of equal
-- ones the number printed with more decimals, then the lower `load_rank` (what was loaded last). `preference` of
-- core.statements applies that order to each figure. An address that a row does not name is that of its release.
-- Grain: release_code, printed_address?
-- Method: docs/methodology.md#sources
-- Materialised: 15 ms
create view core.provenance as
with addressed as (
    select release_code, source_address as printed_address from staging.figures
    union
    select release_code, source_address from staging.cohort_figures
    union
    select release_code, source_address from staging.component_statuses
    union
    select release_code, null from staging.releases
),
known as (
    select addressed.release_code, addressed.printed_address, releases.load_id,
        coalesce(addressed.printed_address, releases.address) as source_address,
        rule.authority(sources.authority, releases.authority) as authority,
        coalesce(sources.published_on, releases.issued_on) as published_on
    from addressed
    join staging.releases as releases using (release_code)
    left join reference.sources as sources
        on sources.source_address = coalesce(addressed.printed_address, releases.address)
)
select release_code, printed_address, source_address, authority, published_on,
    cast(dense_rank() over (
        order by rule.authority_order(authority), published_on desc nulls last
    ) as integer) as source_rank,
    cast(dense_rank() over (order by load_id desc nulls last, release_code) as integer) as load_rank
from known;
