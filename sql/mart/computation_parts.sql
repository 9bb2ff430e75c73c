-- One row per computation of mart.computations and part of it that is known: the points that it adds, out of how many.
-- The value is the sum of the points over the sum of the maxima, rounded once. Where the part is printed, the number
-- and where it stands. Parts that are taken off are negative; where several units make up one, each counts as often.
-- Grain: edition_code, unit_code, indicator_code, value_rule, part_unit_code, part_code
-- Method: docs/methodology.md#value
create view mart.computation_parts as
with merged as (
    select editions.edition_code, successions.to_code as unit_code, own.indicator_code,
        case when count(*) over whole = 1 then 'same_unit' else 'predecessors_mean' end as value_rule,
        own.edition_code as part_edition_code, own.unit_code as part_unit_code, own.indicator_code as part_code,
        own.score, own.max_score
    from core.editions as editions
    join core.editions as earlier on earlier.edition_code = editions.source_edition_code
    join reference.successions as successions
        on successions.from_system = earlier.unit_system and successions.to_system = editions.unit_system
    join core.own_values as own
        on own.edition_code = earlier.edition_code and own.unit_code = successions.from_code and not own.is_inferred
    semi join core.predecessor_values as known
        on known.edition_code = editions.edition_code and known.unit_code = successions.to_code
        and known.indicator_code = own.indicator_code
    window whole as (partition by editions.edition_code, successions.to_code, own.indicator_code)
),
printed as (
    select * from core.statements
    where preference = 1 and figure in ('value', 'score') and authority <> 'inferred'
    qualify row_number() over (partition by edition_code, unit_code, indicator_code order by figure desc) = 1
),
parts as (
    select *, edition_code as part_edition_code, unit_code as part_unit_code from core.index_terms
    union all by name
    select * from merged
    union all by name
    select edition_code, unit_code, indicator_code, 'score_ratio' as value_rule, edition_code as part_edition_code,
        unit_code as part_unit_code, indicator_code as part_code, score, max_score
    from core.printed_values
    where score is not null and max_score > 0
    union all by name
    select edition_code, unit_code, indicator_code, 'score_ratio' as value_rule, edition_code as part_edition_code,
        unit_code as part_unit_code, indicator_code as part_code, score, max_score
    from core.component_points
    where max_score > 0
    union all by name
    select edition_code, unit_code, main_code as indicator_code, 'component_scores' as value_rule,
        edition_code as part_edition_code, unit_code as part_unit_code, indicator_code as part_code, score, max_score
    from core.component_statuses
    where is_scored and score is not null and max_score > 0
)
select parts.edition_code, parts.unit_code, parts.indicator_code, parts.value_rule,
    parts.part_edition_code, parts.part_unit_code, units.unit_name_vi as part_unit_name_vi,
    units.unit_name_en as part_unit_name_en, parts.part_code, indicators.indicator_name_vi as part_name_vi,
    indicators.indicator_name_en as part_name_en, indicators.position as part_position, indicators.weight,
    cast(parts.score as decimal(28, 10)) as part_points, cast(parts.max_score as decimal(28, 10)) as part_max_points,
    printed.figure as printed_figure, printed.number as printed, printed.decimals,
    printed.release_code, printed.row_number, printed.source_address
from parts
join core.editions as editions on editions.edition_code = parts.part_edition_code
join reference.indicators as indicators
    on indicators.framework_code = editions.framework_code and indicators.indicator_code = parts.part_code
left join reference.units as units
    on units.unit_system = editions.unit_system and units.unit_code = parts.part_unit_code
left join printed
    on printed.edition_code = parts.part_edition_code and printed.unit_code = parts.part_unit_code
    and printed.indicator_code = parts.part_code;
