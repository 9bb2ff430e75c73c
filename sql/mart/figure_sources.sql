-- One row per figure of an edition, published or restated, and source that it rests on: the one that prints it, or for
-- a computed value those that print what it is computed from. `figure` is value, rank, status, appraised_score,
-- self_score, or mean, which is of no unit.
-- Grain: edition_code, indicator_code, figure, unit_code?, release_code, source_address?
-- Method: docs/methodology.md#sources
create view mart.figure_sources as
with sourced as (
    select edition_code, indicator_code, 'value' as figure, unit_code, release_code, source_address
    from core.value_sources
    union all by name
    select edition_code, indicator_code, 'value' as figure, unit_code, release_code, source_address
    from core.component_points
    union all by name
    select edition_code, indicator_code, 'rank' as figure, unit_code, rank_release_code as release_code,
        rank_source_address as source_address
    from core.figures
    union all by name
    select edition_code, indicator_code, 'status' as figure, unit_code, release_code, source_address
    from mart.component_status
    union all by name
    select edition_code, indicator_code, 'appraised_score' as figure, unit_code,
        appraised_release_code as release_code, appraised_source_address as source_address
    from mart.appraisals
    union all by name
    select edition_code, indicator_code, 'self_score' as figure, unit_code, self_release_code as release_code,
        self_source_address as source_address
    from mart.appraisals
    union all by name
    select edition_code, indicator_code, 'mean' as figure, release_code, source_address
    from core.published_means
    where preference = 1
)
select * from sourced where release_code is not null;
