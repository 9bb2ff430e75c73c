-- One row per edition, unit and indicator whose value is printed, follows from printed points of that indicator, or is
-- inferred from another table.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#value
-- Materialised: 26 ms
create view core.printed_values as
with points as (
    select published.*, coalesce(published.max_score, indicators.max_score) as known_max_score
    from core.published_figures as published
    join reference.indicators as indicators using (framework_code, indicator_code)
)
select edition_code, framework_code, unit_code, indicator_code,
    value as published_value, inferred_value, score, known_max_score as max_score
from points
where coalesce(value, inferred_value) is not null or (score is not null and known_max_score > 0);
