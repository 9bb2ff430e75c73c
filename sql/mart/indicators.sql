-- One row per indicator of each framework, at any level of its tree: what it lies in, its maximum and its weight, and
-- how many it is made of. `tree_position` is its place when each is followed by what it is made of.
-- Grain: framework_code, indicator_code
-- Method: docs/methodology.md#value
-- Materialised: 20 ms
create view mart.indicators as
with recursive tree as (
    select framework_code, indicator_code, 0 as depth, [position] as branch
    from reference.indicators
    where parent_code is null
    union all
    select below.framework_code, below.indicator_code, tree.depth + 1, list_append(tree.branch, below.position)
    from tree
    join reference.indicators as below
        on below.framework_code = tree.framework_code and below.parent_code = tree.indicator_code
),
parts as (
    select framework_code, parent_code as indicator_code, cast(count(*) filter (is_scored) as integer) as part_count
    from reference.indicators
    where parent_code is not null
    group by framework_code, parent_code
)
select indicators.framework_code, frameworks.index_code, frameworks.decision,
    indicators.indicator_code, indicators.parent_code, indicators.indicator_level,
    indicators.indicator_name_vi, indicators.indicator_name_en,
    indicators.max_score, indicators.max_score_basis, indicators.weight, indicators.is_scored,
    coalesce(parts.part_count, 0) as part_count, indicators.position as indicator_position,
    tree.depth as tree_depth,
    cast(row_number() over (
        partition by indicators.framework_code order by tree.branch, indicators.indicator_code
    ) as integer) as tree_position
from reference.indicators as indicators
join reference.frameworks as frameworks using (framework_code)
join tree using (framework_code, indicator_code)
left join parts using (framework_code, indicator_code);
