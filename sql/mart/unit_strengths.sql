-- One row per published edition, unit and main indicator among its (at most) three strengths or three weaknesses, by
-- rank in the cohort. Main indicators without value or rank are neither.
-- Grain: edition_code, unit_code, standing, standing_position
-- Method: docs/methodology.md#strengths
-- Materialised: 44 ms
create view mart.unit_strengths as
with judged as (
    select ranking.*, indicators.indicator_name_vi, indicators.indicator_name_en,
        case
            when rule.is_strength(value, rank, cohort_size) then 'strength'
            when rule.is_weakness(value, rank, cohort_size) then 'weakness'
        end as standing
    from mart.unit_ranking as ranking
    join reference.indicators as indicators using (framework_code, indicator_code)
    where ranking.indicator_level = 'main' and rank is not null and value is not null
)
select edition_code, index_code, period_code, year, cohort_code, unit_code, standing,
    row_number() over (
        partition by edition_code, unit_code, standing
        order by case standing when 'strength' then rank else -rank end, indicator_position
    ) as standing_position,
    indicator_code, indicator_name_vi, indicator_name_en, value, rank, cohort_size
from judged
where standing is not null
qualify standing_position <= 3;
