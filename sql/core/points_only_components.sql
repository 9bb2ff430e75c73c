-- One row per component of which no release of its index prints more than points: no value, rank, change or mean of a
-- cohort. Its points end in its status and in the sum of its main indicator; any other one is a figure like those of
-- the indicators above it.
-- Grain: framework_code, indicator_code
-- Method: docs/methodology.md#status
-- Materialised: 4 ms
create view core.points_only_components as
with printed as (
    select framework_code, indicator_code from staging.figures
    where coalesce(value, rank, places_gained, value_change) is not null
    union
    select framework_code, indicator_code from staging.cohort_figures
),
measured as (
    select distinct frameworks.index_code, printed.indicator_code
    from printed
    join reference.frameworks as frameworks using (framework_code)
)
select components.framework_code, components.indicator_code
from reference.indicators as components
join reference.frameworks as frameworks using (framework_code)
anti join measured
    on measured.index_code = frameworks.index_code and measured.indicator_code = components.indicator_code
where components.indicator_level = 'component';
