-- One row per published edition and indicator above the components: means, range and kind of rank series.
-- Grain: edition_code, indicator_code
-- Method: docs/methodology.md#means
-- Materialised: 36 ms
create view mart.cohort_summary as
select measures.edition_code, editions.index_code, editions.period_code, editions.year, editions.cohort_code,
    measures.indicator_code, editions.cohort_size,
    measures.value_count, measures.rank_count, measures.rank_series, means.mean_value, means.min_value, means.max_value,
    indexes.shown_decimals,
    published.value as published_mean_value, published.source_address as published_mean_source_address
from mart.measures as measures
join core.editions as editions using (edition_code)
join reference.indexes as indexes on indexes.index_code = measures.index_code
left join core.cohort_means as means using (edition_code, indicator_code)
left join core.published_means as published
    on published.edition_code = measures.edition_code and published.indicator_code = measures.indicator_code
    and published.preference = 1;
