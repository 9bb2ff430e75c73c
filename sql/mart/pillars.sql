-- One row per framework and pillar whose main indicators are known: how many it has, and how many of these other
-- pillars have too. Pillars that share main indicators are never stacked, added up or averaged.
-- Grain: framework_code, indicator_code
-- Method: docs/methodology.md#pillars
create view mart.pillars as
with mains as (
    select framework_code, pillar_code, main_code,
        count(*) over (partition by framework_code, main_code) as pillar_count
    from reference.pillar_mains
)
select framework_code, pillar_code as indicator_code, cast(count(*) as integer) as main_count,
    cast(count(*) filter (pillar_count > 1) as integer) as shared_main_count
from mains
group by framework_code, pillar_code;
