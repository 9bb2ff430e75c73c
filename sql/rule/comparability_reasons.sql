-- Why a change between two editions is not like for like: a set, empty when both framework and cohort are the same.
-- Method: docs/methodology.md#change
create macro rule.comparability_reasons(previous_framework, this_framework, previous_cohort, this_cohort) as
    list_filter([
        case when previous_framework is null then 'no_previous' end,
        case when previous_framework <> this_framework then 'framework_changed' end,
        case when previous_cohort <> this_cohort then 'cohort_changed' end
    ], lambda reason: reason is not null);
