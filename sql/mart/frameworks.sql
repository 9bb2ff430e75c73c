-- One row per framework, the way an index is put together that a decision fixes: the whole of its points and the rule
-- that its values follow; null points are not known, never zero.
-- Grain: framework_code
-- Method: docs/methodology.md#value
create view mart.frameworks as
select frameworks.framework_code, frameworks.index_code, indexes.index_name_vi, indexes.index_name_en,
    frameworks.entity_level, frameworks.decision, frameworks.issued_on as decision_issued_on,
    frameworks.total_max_score, frameworks.value_rule as framework_rule, frameworks.source_address
from reference.frameworks as frameworks
join reference.indexes as indexes using (index_code);
