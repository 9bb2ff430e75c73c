-- Indicators that hang below an indicator their framework does not have.
-- Severity: blocks
select children.framework_code, children.indicator_code, children.parent_code
from reference.indicators as children
left join reference.indicators as parents
    on parents.framework_code = children.framework_code and parents.indicator_code = children.parent_code
where children.parent_code is not null and parents.indicator_code is null;
