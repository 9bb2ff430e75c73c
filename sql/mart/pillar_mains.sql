-- One row per pillar of a framework and main indicator that counts towards it, with its maximum. A main indicator may
-- count towards several pillars, `is_own` marks the one that no other pillar has: pillars that overlap are never added.
-- Grain: framework_code, pillar_code, main_code
-- Method: docs/methodology.md#pillars
create view mart.pillar_mains as
select links.framework_code, links.pillar_code, pillars.indicator_name_vi as pillar_name_vi,
    pillars.indicator_name_en as pillar_name_en, links.main_code, mains.indicator_name_vi as main_name_vi,
    mains.indicator_name_en as main_name_en, links.is_own, mains.max_score, mains.max_score_basis,
    mains.position as indicator_position
from reference.pillar_mains as links
join reference.indicators as pillars
    on pillars.framework_code = links.framework_code and pillars.indicator_code = links.pillar_code
join reference.indicators as mains
    on mains.framework_code = links.framework_code and mains.indicator_code = links.main_code;
