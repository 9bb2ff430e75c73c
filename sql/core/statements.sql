-- One row per printed number: one figure of one unit and indicator in one release.
-- Grain: release_code, row_number, figure
-- Method: docs/methodology.md#sources
create table core.statements as
with printed as (
    select figures.*, provenance.source_address as address, provenance.authority, provenance.published_on,
        provenance.source_rank, provenance.load_rank
    from staging.figures as figures
    join core.provenance as provenance
        on provenance.release_code = figures.release_code
        and provenance.printed_address is not distinct from figures.source_address
),
numbers as (
    select *, 'value' as figure, value as number, value_decimals as decimals from printed where value is not null
    union all
    select *, 'score', score, score_decimals from printed where score is not null
    union all
    select *, 'first_round_score', first_round_score, null from printed where first_round_score is not null
    union all
    select *, 'self_score', self_score, null from printed where self_score is not null
    union all
    select *, 'rank', rank, 0 from printed where rank is not null
    union all
    select *, 'places_gained', places_gained, 0 from printed where places_gained is not null
    union all
    select *, 'value_change', value_change, value_change_decimals from printed where value_change is not null
)
select edition_code, framework_code, unit_code, indicator_code, figure,
    cast(number as decimal(12, 6)) as number, decimals, max_score, rank_of, release_code, row_number,
    address as source_address, authority, published_on, section, reason_text, note,
    row_number() over (
        partition by edition_code, unit_code, indicator_code, figure
        order by source_rank, decimals desc, load_rank, row_number
    ) as preference
from numbers;
