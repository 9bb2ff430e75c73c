-- One row per edition, unit and indicator whose value the unit's own figures give: printed, or for a main indicator the
-- sum of all its components' points over the sum of their maxima. The value is score / max_score, nothing is rounded;
-- all units of an edition have one max_score: the indicator's points under a framework of known maxima, else 1.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#value
-- Materialised: 7 ms
create view core.own_values as
with wholes as (
    select frameworks.framework_code, indicators.indicator_code,
        case
            when frameworks.value_rule <> 'weighted_mains' then 1
            when indicators.indicator_level = 'index' then coalesce(frameworks.total_max_score, 1)
            else coalesce(indicators.max_score, 1)
        end as whole
    from reference.frameworks as frameworks
    join reference.indicators as indicators using (framework_code)
),
complete as (
    select * from core.main_scores where known_count = needed_count
),
sides as (
    select edition_code, framework_code, unit_code, indicator_code,
        printed.published_value, printed.inferred_value, printed.score as printed_score,
        printed.max_score as printed_max_score, complete.score, complete.max_score
    from core.printed_values as printed
    full join complete using (edition_code, framework_code, unit_code, indicator_code)
)
select sides.edition_code, sides.framework_code, sides.unit_code, sides.indicator_code,
    coalesce(
        cast(published_value * whole as decimal(28, 10)),
        rule.points_of(printed_score, printed_max_score, whole),
        rule.points_of(score, max_score, whole),
        cast(inferred_value * whole as decimal(28, 10))
    ) as score,
    cast(whole as decimal(12, 4)) as max_score,
    coalesce(published_value, printed_score, score) is null as is_inferred
from sides
join wholes using (framework_code, indicator_code);
