-- One row per component that scored zero of a unit: in how many years in a row, this one included, and since when. A
-- component goes on in the next year under the same framework, or under another one as the component that is the same.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#status
create view mart.zero_streaks as
with recursive zeros as (
    select statuses.edition_code, statuses.framework_code, statuses.unit_code, statuses.indicator_code,
        statuses.period_code, editions.unit_system, editions.previous_edition_code
    from mart.component_status as statuses
    join mart.editions as editions using (edition_code)
    where statuses.status = 'zero'
),
continued as (
    select later.edition_code, later.unit_code, later.indicator_code, before.edition_code as before_edition_code,
        before.indicator_code as before_indicator_code, before.period_code as before_period_code
    from zeros as later
    join zeros as before
        on before.edition_code = later.previous_edition_code and before.unit_system = later.unit_system
        and before.unit_code = later.unit_code
    left join reference.indicator_links as links
        on links.from_framework_code = before.framework_code and links.from_indicator_code = before.indicator_code
        and links.to_framework_code = later.framework_code and links.to_indicator_code = later.indicator_code
        and links.link_kind = 'same'
    where links.link_kind = 'same'
        or (before.framework_code = later.framework_code and before.indicator_code = later.indicator_code)
),
streaks as (
    select edition_code, unit_code, indicator_code, edition_code as first_edition_code,
        indicator_code as first_indicator_code, period_code as since_period_code, 1 as zero_period_count
    from zeros
    union all  -- a recursion takes columns by place
    select streaks.edition_code, streaks.unit_code, streaks.indicator_code,
        continued.before_edition_code as first_edition_code, continued.before_indicator_code as first_indicator_code,
        continued.before_period_code as since_period_code, streaks.zero_period_count + 1 as zero_period_count
    from streaks
    join continued
        on continued.edition_code = streaks.first_edition_code and continued.unit_code = streaks.unit_code
        and continued.indicator_code = streaks.first_indicator_code
)
select edition_code, unit_code, indicator_code, max(zero_period_count) as zero_period_count,
    arg_max(since_period_code, zero_period_count) as since_period_code
from streaks
group by edition_code, unit_code, indicator_code;
