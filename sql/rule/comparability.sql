-- The gravest of the comparability reasons: no_previous, cohort_changed, framework_changed, or comparable.
-- Method: docs/methodology.md#change
create macro rule.comparability(reasons) as
    case
        when list_contains(reasons, 'no_previous') then 'no_previous'
        when list_contains(reasons, 'cohort_changed') then 'cohort_changed'
        when list_contains(reasons, 'framework_changed') then 'framework_changed'
        else 'comparable'
    end;
