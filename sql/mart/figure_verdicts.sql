-- One row per figure of an edition that a source prints, or that is computed of printed ones, or was held against
-- something: how it stands to all of that, the worst verdict; null = there was nothing to hold it against, which says
-- neither that it is right nor that it is wrong. A figure of a whole cohort has no unit.
-- Grain: edition_code, indicator_code, figure, unit_code?
-- Method: docs/methodology.md#reconciliation
create view mart.figure_verdicts as
with figures as (
    select edition_code, indicator_code, figure, unit_code from mart.figure_sources
    union
    select edition_code, indicator_code, figure, unit_code from mart.reconciliation
),
checked as (
    select edition_code, indicator_code, figure, unit_code, count(*) as check_count,
        arg_max(verdict, list_position(
            ['exact', 'equal_at_printed_precision', 'within_rounding_of_parts', 'different'], verdict
        )) as verdict,
        bool_and(is_known) filter (verdict = 'different') as is_known
    from mart.reconciliation
    group by edition_code, indicator_code, figure, unit_code
)
select figures.edition_code, figures.indicator_code, figures.figure, figures.unit_code,
    cast(coalesce(checked.check_count, 0) as integer) as check_count, checked.verdict, checked.is_known
from figures
left join checked
    on checked.edition_code = figures.edition_code and checked.indicator_code = figures.indicator_code
        and checked.figure = figures.figure and checked.unit_code is not distinct from figures.unit_code;
