-- What the authority of a figure is: that of its page where the page is known, else that of its release. What a release
-- infers is nobody's publication, wherever it was read.
-- Method: docs/methodology.md#sources
create macro rule.authority(page_authority, release_authority) as
    case when release_authority = 'inferred' then 'inferred' else coalesce(page_authority, release_authority) end;
