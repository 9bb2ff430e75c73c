-- One row per edition: an index in a period for a cohort, or a published one restated for the units of a later cohort,
-- named after the edition it restates (`dti.2022.vn63@vn34`). `source_edition_code` is the edition of the same period
-- before the units were merged, which a restated one is computed from, and a published one where it prints no value.
-- `is_first` marks the oldest published editions of an index for a family of cohorts.
-- Grain: edition_code
-- Method: docs/methodology.md#change
-- Materialised: 28 ms
create view core.editions as
with published as (
    select editions.*, periods.period_kind, periods.position as period_position, periods.starts_on, periods.ends_on,
        cohorts.unit_system, cohorts.cohort_family, cohorts.is_ranked, cohorts.is_whole_system
    from reference.editions as editions
    join reference.periods as periods using (period_code)
    join reference.cohorts as cohorts using (cohort_code)
),
merged as (
    select distinct from_system, to_system from reference.successions
),
later_cohorts as (
    select index_code, cohort_code, unit_system, cohort_family, is_ranked, is_whole_system,
        max(ends_on) as last_day, max(cohort_size) as cohort_size
    from published
    group by all
),
across as (
    select earlier.edition_code as source_edition_code, same.edition_code as published_edition_code,
        earlier.edition_code || '@' || later.cohort_code as edition_code,
        earlier.index_code, earlier.period_code, later.cohort_code, earlier.framework_code, later.cohort_size,
        earlier.is_provisional, earlier.period_kind, earlier.period_position, earlier.starts_on, earlier.ends_on,
        later.unit_system, later.cohort_family, later.is_ranked, later.is_whole_system,
        earlier.cohort_size as source_size
    from published as earlier
    join merged on merged.from_system = earlier.unit_system
    join later_cohorts as later
        on later.unit_system = merged.to_system and later.index_code = earlier.index_code
        and later.cohort_family = earlier.cohort_family and later.last_day >= earlier.ends_on
    left join published as same
        on same.index_code = earlier.index_code and same.period_code = earlier.period_code
        and same.cohort_code = later.cohort_code and same.is_provisional = earlier.is_provisional
),
sources as (
    select published_edition_code as edition_code, source_edition_code
    from across
    where published_edition_code is not null
    qualify row_number() over (
        partition by published_edition_code order by source_size desc nulls last, source_edition_code
    ) = 1
),
together as (
    select *, false as is_restated
    from published
    left join sources using (edition_code)
    union all by name
    select * exclude (published_edition_code, source_size), true as is_restated
    from across
    where published_edition_code is null
)
select edition_code, index_code, period_code, cohort_code, framework_code, cohort_size, is_restated, is_provisional,
    source_edition_code, previous_edition_code, published_on, note, period_kind, period_position, starts_on, ends_on,
    cast(extract(year from ends_on) as integer) as year, unit_system, cohort_family, is_ranked, is_whole_system,
    not is_restated and ends_on = min(ends_on) filter (not is_restated) over (
        partition by index_code, cohort_family, period_kind
    ) as is_first
from together;
