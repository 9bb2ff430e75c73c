-- One row per component of an edition and unit that lost points there, where other units have it loaded and assessed:
-- how many those are, and how many and which of them hold all of its points.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#planning
create view mart.component_holders as
select own.edition_code, own.unit_code, own.indicator_code, count(*) as other_unit_count,
    count(*) filter (others.status = 'full') as holder_count,
    coalesce(list(others.unit_code order by others.unit_code) filter (others.status = 'full'), []) as holder_codes
from mart.component_status as own
join mart.component_status as others using (edition_code, indicator_code)
where own.status in ('zero', 'partial') and others.unit_code <> own.unit_code
    and others.status in ('full', 'partial', 'zero')
group by own.edition_code, own.unit_code, own.indicator_code;
