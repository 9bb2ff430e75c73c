-- One row per unit and edition whose rank, or that of the edition before, is printed against the printed values: the
-- unit's own, or more than a tenth of the ranks of the cohort. There a rank explains nothing. Ranks of equal values may
-- be told apart by decimals that are not printed.
-- Grain: edition_code, indicator_code, unit_code
-- Method: docs/methodology.md#rank-change
-- Materialised: 23 ms
create view core.rank_contradictions as
with published as (
    select edition_code, indicator_code, unit_code, rank, computed_rank,
        count(*) over (partition by edition_code, indicator_code, ranking_value) as tie_count
    from core.ranks
    where rank_series = 'published' and computed_rank is not null
),
judged as (
    select *, rank not between computed_rank and computed_rank + tie_count - 1 as is_against
    from published
),
counted as (
    select *, count(*) filter (is_against) over series as against_count, count(*) over series as rank_count
    from judged
    window series as (partition by edition_code, indicator_code)
),
contradicted as (
    select edition_code, indicator_code, unit_code
    from counted
    where is_against or against_count * 10 > rank_count
)
select * from contradicted
union
select previous.edition_code, previous.indicator_code, previous.unit_code
from core.previous_figures as previous
join contradicted as before
    on before.edition_code = previous.previous_edition_code
    and before.indicator_code = previous.previous_indicator_code and before.unit_code = previous.unit_code
where previous.previous_cohort_code = previous.cohort_code;
