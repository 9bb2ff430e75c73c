-- One row per value of an edition, published or restated, and source that it rests on: the one that prints it, or for a
-- computed value those that print what it is computed from, with the figures of its predecessors. Components without
-- other figures than points are in core.component_points.
-- Grain: edition_code, unit_code, indicator_code, release_code, source_address?
-- Method: docs/methodology.md#sources
-- Materialised: 24 ms
create view core.value_sources as
with printed as (
    select edition_code, framework_code, unit_code, indicator_code, value_release_code as release_code,
        value_source_address as source_address
    from core.figures
    where value_release_code is not null
),
parts as (
    select printed.edition_code, printed.framework_code, printed.unit_code,
        indicators.parent_code as indicator_code, printed.release_code, printed.source_address
    from printed
    join reference.indicators as indicators using (framework_code, indicator_code)
    where indicators.indicator_level = 'component'
    union by name
    select edition_code, framework_code, unit_code, main_code as indicator_code, release_code, source_address
    from core.component_points
),
components as (
    select parts.*
    from parts
    anti join printed using (edition_code, unit_code, indicator_code)
),
computed as (
    select edition_code, framework_code, unit_code, indicator_code, indicator_level, computed_rule
    from core.figures
    where value_basis = 'computed' and computed_rule <> 'score_ratio'
),
-- what the figures of one unit give: printed, else added up from its components
own as (
    select * from printed
    union all by name
    select * from components
),
merged as (
    select editions.edition_code, editions.framework_code, successions.to_code as unit_code, own.indicator_code,
        own.release_code, own.source_address
    from core.editions as editions
    join core.editions as earlier on earlier.edition_code = editions.source_edition_code
    join reference.successions as successions
        on successions.from_system = earlier.unit_system and successions.to_system = editions.unit_system
    join own on own.edition_code = earlier.edition_code and own.unit_code = successions.from_code
),
inputs as (
    select * from own
    union by name
    select * from merged
),
-- a rule that adds up indicators takes those of its unit, any other rule what is behind the indicator itself
computed_sources as (
    select computed.edition_code, computed.unit_code, computed.indicator_code, inputs.release_code,
        inputs.source_address
    from computed
    join inputs using (edition_code, unit_code)
    join reference.indicators as terms
        on terms.framework_code = inputs.framework_code and terms.indicator_code = inputs.indicator_code
    where case computed.computed_rule
            when 'weighted_mains' then terms.indicator_level = 'main'
            when 'weighted_pillars' then terms.indicator_level = 'pillar'
            when 'pillar_of_mains' then terms.indicator_level = 'main'
            when 'index_and_activities' then terms.indicator_level in ('index', 'main')
            else inputs.indicator_code = computed.indicator_code
        end
)
select edition_code, unit_code, indicator_code, release_code, source_address from printed
union by name
select edition_code, unit_code, indicator_code, release_code, source_address from computed_sources;
