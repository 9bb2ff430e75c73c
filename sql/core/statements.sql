-- One row per printed number: one figure of one unit and indicator in one release. `is_points_only`: of a component
-- that has no other figures.
-- Grain: release_code, row_number, figure
-- Method: docs/methodology.md#sources
-- Materialised: 69 ms
create view core.statements as
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
    union all by name
    select *, 'score' as figure, score as number, score_decimals as decimals from printed where score is not null
    union all by name
    select *, 'first_round_score' as figure, first_round_score as number, null as decimals
    from printed where first_round_score is not null
    union all by name
    select *, 'self_score' as figure, self_score as number, null as decimals
    from printed where self_score is not null
    union all by name
    select *, 'rank' as figure, rank as number, 0 as decimals from printed where rank is not null
    union all by name
    select *, 'places_gained' as figure, places_gained as number, 0 as decimals
    from printed where places_gained is not null
    union all by name
    select *, 'value_change' as figure, value_change as number, value_change_decimals as decimals
    from printed where value_change is not null
)
select numbers.edition_code, numbers.framework_code, numbers.unit_code, numbers.indicator_code, figure,
    cast(number as decimal(12, 6)) as number, decimals, max_score, rank_of, release_code, row_number,
    address as source_address, authority, published_on, section, reason_text, note,
    components.indicator_code is not null as is_points_only,
    row_number() over (
        partition by numbers.edition_code, numbers.unit_code, numbers.indicator_code, figure
        order by source_rank, decimals desc, load_rank, row_number
    ) as preference
from numbers
left join core.points_only_components as components using (framework_code, indicator_code);
