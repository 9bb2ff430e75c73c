-- One row per edition, indicator and unit with a rank that others may share: how many units stand on it, itself
-- included. Where only some ranks are printed, documents may contradict each other: units share one only at the same
-- value.
-- Grain: edition_code, indicator_code, unit_code
-- Method: docs/methodology.md#ranks
create view core.rank_ties as
select ranks.edition_code, ranks.indicator_code, ranks.unit_code,
    cast(count(*) over (
        partition by ranks.edition_code, ranks.indicator_code, ranks.rank,
            case when ranks.rank_series = 'published_partial' then figures.value end
    ) as integer) as tie_count
from core.ranks as ranks
join core.figures as figures using (edition_code, unit_code, indicator_code)
where ranks.rank is not null and (ranks.rank_series <> 'published_partial' or figures.value is not null);
