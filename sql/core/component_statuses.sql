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
rounds as (
    select statements.*, list_position(['score', 'first_round_score', 'self_score'], figure) as age
    from core.statements as statements
    join reference.indicators as components using (framework_code, indicator_code)
    where statements.preference = 1 and components.indicator_level = 'component'
),
points as (
    -- what is said beside the points is of the latest round that says it
    select edition_code, framework_code, unit_code, indicator_code,
        max(number) filter (figure = 'score') as score,
        max(release_code) filter (figure = 'score') as score_release_code,
        max(source_address) filter (figure = 'score') as score_source_address,
        max(number) filter (figure = 'first_round_score') as first_round_score,
        max(release_code) filter (figure = 'first_round_score') as first_round_release_code,
        max(source_address) filter (figure = 'first_round_score') as first_round_source_address,
        max(number) filter (figure = 'self_score') as self_score,
        max(release_code) filter (figure = 'self_score') as self_release_code,
        max(source_address) filter (figure = 'self_score') as self_source_address,
        arg_min(max_score, age) as max_score, arg_min(reason_text, age) as points_reason_text,
        arg_min(note, age) as points_note, arg_min(section, age) as points_section
    from rounds
    where age is not null
    group by edition_code, framework_code, unit_code, indicator_code
),
units as (
    select edition_code, framework_code, unit_code from stated
    union
    select edition_code, framework_code, unit_code from points
)
select units.*, components.indicator_code, components.parent_code as main_code, components.is_scored,
    points.score, points.first_round_score, points.self_score,
    coalesce(points.max_score, components.max_score) as max_score,
    stated.status as stated_status,
    rule.status_of_points(points.score, coalesce(points.max_score, components.max_score)) as points_status,
    rule.status(
        components.is_scored, points.score, coalesce(points.max_score, components.max_score), stated.status
    ) as status,
    string_split(stated.reason_codes, '|') as reason_codes, stated.reason_text,
    coalesce(
        stated.release_code, points.score_release_code, points.first_round_release_code, points.self_release_code
    ) as release_code,
    coalesce(
        stated.address, points.score_source_address, points.first_round_source_address, points.self_source_address
    ) as source_address,
    stated.section, stated.note,
    points.score_release_code, points.score_source_address,
    points.first_round_release_code, points.first_round_source_address,
    points.self_release_code, points.self_source_address,
    points.points_reason_text, points.points_note, points.points_section
from units
join reference.indicators as components
    on components.framework_code = units.framework_code and components.indicator_level = 'component'
left join stated using (edition_code, unit_code, indicator_code)
left join points using (edition_code, unit_code, indicator_code);
