-- One row per edition, indicator above the components and unit of a complete cohort: its group of near ties, numbered
-- from the top. A group opens at a unit and takes those within the width below it.
-- Grain: index_code, year, cohort_code, unit_code, indicator_code
-- Method: docs/methodology.md#near-ties
create table core.near_ties as
with recursive series as (
    select distinct ranks.index_code, ranks.year, ranks.cohort_code, ranks.indicator_code, ranks.ranking_value
    from core.ranks as ranks
    join core.editions as editions using (index_code, year, cohort_code)
    join reference.indicators as indicators using (framework_code, indicator_code)
    where ranks.ranking_value is not null and not editions.is_restated
        and indicators.indicator_level in ('index', 'group', 'pillar', 'main')
),
openers as (
    select index_code, year, cohort_code, indicator_code, max(ranking_value) as opening_value, 1 as near_tie_group
    from series
    group by index_code, year, cohort_code, indicator_code
    union all
    select index_code, year, cohort_code, indicator_code, max(series.ranking_value), openers.near_tie_group + 1
    from openers
    join series using (index_code, year, cohort_code, indicator_code)
    where series.ranking_value < openers.opening_value - rule.near_tie_width()
    group by index_code, year, cohort_code, indicator_code, openers.near_tie_group
)
select ranks.index_code, ranks.year, ranks.cohort_code, ranks.unit_code, ranks.indicator_code,
    openers.near_tie_group, openers.opening_value,
    count(*) over (
        partition by ranks.index_code, ranks.year, ranks.cohort_code, ranks.indicator_code, openers.near_tie_group
    ) as near_tie_count
from core.ranks as ranks
join openers
    on openers.index_code = ranks.index_code and openers.year = ranks.year
    and openers.cohort_code = ranks.cohort_code and openers.indicator_code = ranks.indicator_code
    and ranks.ranking_value between openers.opening_value - rule.near_tie_width() and openers.opening_value;
