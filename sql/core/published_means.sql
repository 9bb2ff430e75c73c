-- One row per edition, indicator and printed mean of the cohort; `preference` 1 is the one of the best source.
-- Grain: edition_code, indicator_code, release_code, row_number
-- Method: docs/methodology.md#means
-- Materialised: 5 ms
create view core.published_means as
select figures.edition_code, figures.framework_code, figures.indicator_code, figures.value, figures.value_decimals,
    figures.release_code, figures.row_number, provenance.source_address, provenance.authority, provenance.published_on,
    row_number() over (
        partition by figures.edition_code, figures.indicator_code
        order by provenance.source_rank, figures.value_decimals desc, provenance.load_rank, figures.row_number
    ) as preference
from staging.cohort_figures as figures
join core.provenance as provenance
    on provenance.release_code = figures.release_code
    and provenance.printed_address is not distinct from figures.source_address
where figures.statistic = 'mean';
