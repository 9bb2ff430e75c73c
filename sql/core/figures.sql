-- One row per edition, unit and indicator with any figure: published and computed values side by side. `value` is the
-- published one where there is one, else the computed one, else an inferred one, at four decimals; null where only a
-- rank is printed. Points of an index shown in points are published like a value. `exact_value` is the same before it
-- is rounded, for means. A unit that was not merged keeps what was published before the merger of others.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#value
-- Materialised: 25 ms
create view core.figures as
with computed as (
    select * from core.computations where preference = 1
),
valued as (
    select * from core.published_figures where value is not null
),
kept as (
    select * from core.unmerged_unit_values
    anti join valued using (edition_code, unit_code, indicator_code)
),
stated as (
    select edition_code, framework_code, unit_code, indicator_code,
        published.* exclude (
            edition_code, framework_code, unit_code, indicator_code,
            value, value_decimals, value_source_address, value_release_code
        ),
        coalesce(published.value, kept.value) as value,
        coalesce(kept.value_decimals, published.value_decimals) as value_decimals,
        coalesce(kept.value_source_address, published.value_source_address, published.score_source_address)
            as value_source_address,
        coalesce(kept.value_release_code, published.value_release_code, published.score_release_code)
            as value_release_code
    from (select * from core.published_figures where has_result) as published
    full join kept using (edition_code, framework_code, unit_code, indicator_code)
),
sides as (
    select edition_code, framework_code, unit_code, indicator_code,
        stated.value as published_value, stated.inferred_value, stated.value_decimals,
        computed.value as computed_value, computed.unrounded_value,
        computed.value_rule as computed_rule, computed.known_count, computed.needed_count,
        stated.rank as published_rank,
        stated.places_gained as published_places_gained, stated.value_change as published_value_change,
        stated.value_change_decimals as published_value_change_decimals,
        stated.score as published_score, stated.score_decimals as published_score_decimals,
        stated.max_score as published_max_score,
        stated.value_source_address, stated.value_release_code,
        stated.rank_source_address, stated.rank_release_code,
        stated.places_gained_release_code, stated.value_change_release_code
    from stated
    full join computed using (edition_code, framework_code, unit_code, indicator_code)
)
select sides.* exclude (inferred_value, unrounded_value), indicators.indicator_level,
    cast(rule.rounded(coalesce(published_value, computed_value, inferred_value), 4) as decimal(9, 4)) as value,
    cast(coalesce(published_value, unrounded_value, inferred_value) as decimal(28, 16)) as exact_value,
    case
        when published_value is not null then 'published'
        when indexes.scale = 'points' and computed_rule = 'score_ratio' then 'published'
        when computed_value is not null then 'computed'
        when inferred_value is not null then 'inferred'
    end as value_basis
from sides
join reference.indicators as indicators using (framework_code, indicator_code)
join reference.frameworks using (framework_code)
join reference.indexes as indexes using (index_code);
