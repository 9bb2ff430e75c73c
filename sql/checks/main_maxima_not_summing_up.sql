-- Frameworks whose assessed main indicators do not add up to the framework's total.
-- Severity: blocks
select frameworks.framework_code, frameworks.total_max_score, sum(mains.max_score) as main_max_score
from reference.frameworks as frameworks
join reference.indicators as mains
    on mains.framework_code = frameworks.framework_code and mains.indicator_level = 'main' and mains.is_scored
where frameworks.value_rule = 'weighted_mains'
group by all
having sum(mains.max_score) is distinct from frameworks.total_max_score or count(*) > count(mains.max_score);
