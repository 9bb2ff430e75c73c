-- One row per edition, unit and component of its framework, for units with any component loaded: the status that
-- points give, the one a document states, and the one that counts. Null status: nothing is known, which is not zero.
-- Points count as appraised; those of a first round and those a unit gave itself stand beside them and give no status.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#status
-- Materialised: 21 ms
create view core.component_statuses as
with stated as (
    select statuses.*, provenance.source_address as address
    from staging.component_statuses as statuses
    join core.provenance as provenance
        on provenance.release_code = statuses.release_code
        and provenance.printed_address is not distinct from statuses.source_address
    qualify row_number() over (
        partition by edition_code, unit_code, indicator_code
        order by source_rank, load_rank, row_number
    ) = 1
),
points as (
    select published.*, coalesce(published.max_score, components.max_score) as known_max_score
    from core.published_figures as published
    join reference.indicators as components using (framework_code, indicator_code)
    where components.indicator_level = 'component'
        and coalesce(published.score, published.first_round_score, published.self_score) is not null
),
units as (
    select edition_code, framework_code, unit_code from stated
    union
    select edition_code, framework_code, unit_code from points
)
select units.*, components.indicator_code, components.parent_code as main_code, components.is_scored,
    points.score, points.first_round_score, points.self_score,
    coalesce(points.known_max_score, components.max_score) as max_score,
    stated.status as stated_status,
    rule.status_of_points(points.score, coalesce(points.known_max_score, components.max_score)) as points_status,
    rule.status(
        components.is_scored, points.score, coalesce(points.known_max_score, components.max_score), stated.status
    ) as status,
    string_split(stated.reason_codes, '|') as reason_codes, stated.reason_text,
    coalesce(
        stated.release_code, points.score_release_code, points.first_round_score_release_code,
        points.self_score_release_code
    ) as release_code,
    coalesce(
        stated.address, points.score_source_address, points.first_round_score_source_address,
        points.self_score_source_address
    ) as source_address,
    stated.section, stated.note
from units
join reference.indicators as components
    on components.framework_code = units.framework_code and components.indicator_level = 'component'
left join stated using (edition_code, unit_code, indicator_code)
left join points using (edition_code, unit_code, indicator_code);
