-- One row per edition, indicator and printed mean of the cohort; `preference` 1 is the one of the best source.
-- Grain: edition_code, indicator_code, release_code, row_number
-- Method: docs/methodology.md#means
create table core.published_means as
select figures.edition_code, figures.framework_code, figures.indicator_code,
    figures.value, figures.value_decimals, figures.release_code, figures.row_number,
    coalesce(figures.source_address, releases.address) as source_address,
    rule.authority(sources.authority, releases.authority) as authority,
    coalesce(sources.published_on, releases.issued_on) as published_on,
    row_number() over (
        partition by figures.edition_code, figures.indicator_code
        order by rule.authority_order(rule.authority(sources.authority, releases.authority)),
            coalesce(sources.published_on, releases.issued_on) desc nulls last,
            releases.load_id desc nulls last, figures.release_code, figures.row_number
    ) as preference
from staging.cohort_figures as figures
join staging.releases as releases using (release_code)
left join reference.sources as sources
    on sources.source_address = coalesce(figures.source_address, releases.address)
where figures.statistic = 'mean';
