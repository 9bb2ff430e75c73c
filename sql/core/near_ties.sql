-- One row per edition, indicator above the components and unit of a complete cohort: its group of near ties, numbered
-- from the top, with the best and the last rank in it. A group opens at a unit and takes those within the width below
-- it.
-- Grain: edition_code, unit_code, indicator_code
-- Method: docs/methodology.md#near-ties
-- Materialised: 117 ms
create view core.near_ties as
with series as (
    select ranks.edition_code, ranks.indicator_code,
        list([ranks.ranking_value] order by ranks.ranking_value desc) as falling
    from core.ranks as ranks
    join core.editions as editions using (edition_code)
    join reference.indicators as indicators using (framework_code, indicator_code)
    where ranks.ranking_value is not null and not editions.is_restated
        and indicators.indicator_level in ('index', 'group', 'pillar', 'main')
    group by all
),
opened as (
    select edition_code, indicator_code,
        -- the linter does not know lambdas of two
        list_reduce(  -- noqa: PRS
            falling, lambda opening, next:
            if(next[1] < opening[-1] - rule.near_tie_width(), list_concat(opening, next), opening)
        ) as opening_values
    from series
),
openers as (
    select edition_code, indicator_code, unnest(opening_values) as opening_value,
        cast(unnest(range(1, len(opening_values) + 1)) as integer) as near_tie_group
    from opened
)
select ranks.edition_code, ranks.unit_code, ranks.indicator_code,
    openers.near_tie_group, openers.opening_value,
    count(*) over of_group as near_tie_count,
    min(ranks.rank) over of_group as near_tie_first_rank, max(ranks.rank) over of_group as near_tie_last_rank
from core.ranks as ranks
asof join openers
    on openers.edition_code = ranks.edition_code and openers.indicator_code = ranks.indicator_code
    and openers.opening_value >= ranks.ranking_value
window of_group as (partition by ranks.edition_code, ranks.indicator_code, openers.near_tie_group);
