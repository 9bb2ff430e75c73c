-- One row per published edition with a complete cohort, indicator above the components, unit and other unit whose value
-- is within the width of near ties above or below it.
-- Grain: edition_code, indicator_code, unit_code, near_unit_code
-- Pairs: mart.unit_ranking
-- Method: docs/methodology.md#near-ties
create view mart.near_units as
select own.edition_code, own.index_code, own.period_code, own.year, own.cohort_code, own.indicator_code, own.unit_code,
    others.unit_code as near_unit_code, others.unit_name_vi as near_unit_name_vi,
    others.unit_name_en as near_unit_name_en, others.value, others.value_decimals, others.rank,
    cast(rule.near_tie_width() * own.scale_max as decimal(9, 4)) as near_tie_width
from mart.unit_ranking as own
join mart.unit_ranking as others using (edition_code, indicator_code)
where own.near_tie_group is not null and others.unit_code <> own.unit_code
    and others.value between own.value - rule.near_tie_width() * own.scale_max
        and own.value + rule.near_tie_width() * own.scale_max;
