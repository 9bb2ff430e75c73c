-- Pillars whose stated maximum is not the sum of their main indicators' maxima.
-- Severity: blocks
select pillars.framework_code, pillars.indicator_code, pillars.max_score, sum(mains.max_score) as main_max_score
from reference.indicators as pillars
join reference.pillar_mains as parts
    on parts.framework_code = pillars.framework_code and parts.pillar_code = pillars.indicator_code
join reference.indicators as mains
    on mains.framework_code = parts.framework_code and mains.indicator_code = parts.main_code
where pillars.max_score is not null
group by all
having sum(mains.max_score) is distinct from pillars.max_score;
