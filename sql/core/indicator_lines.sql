-- One row per indicator and indicator of the same line: what it is called in every framework that continues it or that
-- it continues, itself included.
-- Grain: framework_code, indicator_code, other_framework_code, other_indicator_code
-- Method: docs/methodology.md#change
-- Materialised: 11 ms
create view core.indicator_lines as
with recursive linked as (
    select from_framework_code as framework_code, from_indicator_code as indicator_code,
        to_framework_code as other_framework_code, to_indicator_code as other_indicator_code
    from reference.indicator_links
    union all by name
    select to_framework_code as framework_code, to_indicator_code as indicator_code,
        from_framework_code as other_framework_code, from_indicator_code as other_indicator_code
    from reference.indicator_links
),
lines as (
    select framework_code, indicator_code, framework_code as other_framework_code,
        indicator_code as other_indicator_code
    from reference.indicators
    union
    select lines.framework_code, lines.indicator_code, linked.other_framework_code, linked.other_indicator_code
    from lines
    join linked
        on linked.framework_code = lines.other_framework_code and linked.indicator_code = lines.other_indicator_code
)
select * from lines;
