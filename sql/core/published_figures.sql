-- One row per edition, unit and indicator that any release prints a figure for: the preferred figure of each kind.
-- A value that is inferred from another table is not a printed one and stands beside it.
-- Points a unit gave itself and those of a first round of appraisal are no result; `has_result` is false for rows of
-- them alone. Points of components without any other figure are in core.component_statuses alone.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#sources
-- Materialised: 22 ms
create view core.published_figures as
with preferred as (
    select * from core.statements where preference = 1 and not is_points_only
)
select edition_code, framework_code, unit_code, indicator_code,
    max(number) filter (figure = 'value' and authority <> 'inferred') as value,
    max(number) filter (figure = 'value' and authority = 'inferred') as inferred_value,
    max(decimals) filter (figure = 'value') as value_decimals,
    max(source_address) filter (figure = 'value') as value_source_address,
    max(release_code) filter (figure = 'value') as value_release_code,
    max(number) filter (figure = 'score') as score,
    max(decimals) filter (figure = 'score') as score_decimals,
    coalesce(
        max(max_score) filter (figure = 'score'), max(max_score) filter (figure = 'first_round_score'),
        max(max_score) filter (figure = 'self_score')
    ) as max_score,
    max(source_address) filter (figure = 'score') as score_source_address,
    max(release_code) filter (figure = 'score') as score_release_code,
    bool_or(figure not in ('first_round_score', 'self_score')) as has_result,
    cast(max(number) filter (figure = 'rank') as integer) as rank,
    max(source_address) filter (figure = 'rank') as rank_source_address,
    max(release_code) filter (figure = 'rank') as rank_release_code,
    cast(max(number) filter (figure = 'places_gained') as integer) as places_gained,
    max(release_code) filter (figure = 'places_gained') as places_gained_release_code,
    max(number) filter (figure = 'value_change') as value_change,
    max(decimals) filter (figure = 'value_change') as value_change_decimals,
    max(release_code) filter (figure = 'value_change') as value_change_release_code
from preferred
group by all;
