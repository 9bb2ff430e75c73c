-- Main indicators whose value and component statuses hardly fit together ("kiểm tra lại phân loại").
-- Severity: review
select edition_code, unit_code, indicator_code, score, max_score, full_count, partial_count,
    assessed_count, classification_doubt
from mart.main_status
where classification_doubt is not null
order by all;
