-- One row per edition, unit and indicator with any figure, like core.figures, but its values on the scale that the
-- index is shown on: 0..1, or points of a maximum (`scale_max`, 1 or that maximum). Printed points stand as printed.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#value
-- Materialised: 71 ms
create view core.shown_figures as
with scaled as (
    select figures.*, indexes.shown_decimals,
        figures.value_basis = 'published' and published_value is null as is_printed,
        case when indexes.scale = 'points' then coalesce(published_max_score, indicators.max_score) end as points_max
    from core.figures as figures
    join reference.frameworks using (framework_code)
    join reference.indexes as indexes using (index_code)
    join reference.indicators as indicators using (framework_code, indicator_code)
)
select scaled.* exclude (shown_decimals, is_printed, points_max) replace (
        case
            when points_max is null then value
            when is_printed then cast(published_score as decimal(9, 4))
            else cast(rule.rounded(exact_value * points_max, shown_decimals) as decimal(9, 4))
        end as value,
        case
            when points_max is null then value_decimals
            when is_printed then greatest(published_score_decimals, shown_decimals)
            else shown_decimals
        end as value_decimals,
        -- twelve decimals: the sixteen of a ratio are no longer exact once it is multiplied
        case
            when points_max is null then cast(exact_value as decimal(28, 12))
            else cast(exact_value * points_max as decimal(28, 12))
        end as exact_value,
        case
            when points_max is null then published_value
            when is_printed then cast(published_score as decimal(12, 6))
            else rule.rounded(published_value * points_max, shown_decimals)
        end as published_value,
        case
            when points_max is null then computed_value
            else cast(rule.rounded(computed_value * points_max, shown_decimals) as decimal(9, 4))
        end as computed_value
    ),
    cast(coalesce(points_max, 1) as decimal(9, 4)) as scale_max
from scaled;
