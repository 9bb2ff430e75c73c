-- One row per component of an edition and unit that lost points there, where other units have it loaded and assessed:
-- how many those are, and how many and which of them hold all of its points.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#planning
create view mart.component_holders as
-- who lost points is no holder, so that all losers of a component share its holders
with known as (
    select edition_code, indicator_code, count(*) as unit_count,
        count(*) filter (status = 'full') as holder_count,
        coalesce(list(unit_code order by unit_code) filter (status = 'full'), []) as holder_codes
    from mart.component_status
    where status in ('full', 'partial', 'zero')
    group by edition_code, indicator_code
)
select own.edition_code, own.unit_code, own.indicator_code, known.unit_count - 1 as other_unit_count,
    known.holder_count, known.holder_codes
from mart.component_status as own
join known using (edition_code, indicator_code)
where own.status in ('zero', 'partial') and known.unit_count > 1;
