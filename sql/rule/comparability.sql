-- The gravest of the comparability reasons: no_previous, change_missing (there is an edition before, but no change is
-- known), cohort_changed, framework_changed, or comparable.
-- Method: docs/methodology.md#change
create macro rule.comparability(reasons) as
    case
        when list_contains(reasons, 'no_previous') then 'no_previous'
        when list_contains(reasons, 'change_missing') then 'change_missing'
        when list_contains(reasons, 'cohort_changed') then 'cohort_changed'
        when list_contains(reasons, 'framework_changed') then 'framework_changed'
        else 'comparable'
    end;
