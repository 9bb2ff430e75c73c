-- One row per cohort of an index and edition of its time series: published for the same units, or restated for them;
-- with the reasons that break the series between this edition and the one before it. A provisional edition is compared
-- with the official one before it, and no edition is compared with a provisional one.
-- Grain: index_code, cohort_code, edition_code
-- Method: docs/methodology.md#change
-- Materialised: 26 ms
create view mart.cohort_years as
with cohorts as (
    select distinct index_code, cohort_code, unit_system, cohort_family, period_kind
    from core.editions
    where not is_restated
),
standing as (
    select cohorts.index_code, cohorts.cohort_code, editions.* exclude (index_code, cohort_code),
        editions.cohort_code as edition_cohort_code
    from cohorts
    join core.editions as editions using (index_code, unit_system, cohort_family, period_kind)
    qualify row_number() over (
        partition by cohorts.index_code, cohorts.cohort_code, editions.period_code, editions.is_provisional
        order by editions.cohort_code <> cohorts.cohort_code, editions.cohort_code, editions.edition_code
    ) = 1
),
followed as (
    select *, last_value(if(is_provisional, null, edition_code) ignore nulls) over (
            partition by index_code, cohort_code, period_kind order by ends_on, is_provisional desc
            rows between unbounded preceding and 1 preceding
        ) as before_edition_code
    from standing
)
select followed.index_code, followed.cohort_code, followed.edition_code, followed.period_code,
    followed.period_kind, followed.period_position, followed.year, followed.edition_cohort_code,
    followed.cohort_size, followed.framework_code, frameworks.decision, followed.is_restated, followed.is_provisional,
    coalesce(followed.source_edition_code, followed.edition_code) as source_edition_code,
    coalesce(source.cohort_code, followed.edition_cohort_code) as source_cohort_code,
    followed.before_edition_code, before.period_code as before_period_code, before.year as before_year,
    before_frameworks.decision as before_decision,
    case
        when before.edition_code is null then []
        when followed.period_position > before.period_position + 1 then list_append(
            rule.comparability_reasons(
                before.framework_code, followed.framework_code, before.cohort_code, followed.edition_cohort_code
            ),
            'years_missing'
        )
        else rule.comparability_reasons(
            before.framework_code, followed.framework_code, before.cohort_code, followed.edition_cohort_code
        )
    end as break_reasons
from followed
join reference.frameworks as frameworks on frameworks.framework_code = followed.framework_code
left join core.editions as source on source.edition_code = followed.source_edition_code
left join core.editions as before on before.edition_code = followed.before_edition_code
left join reference.frameworks as before_frameworks on before_frameworks.framework_code = before.framework_code;
