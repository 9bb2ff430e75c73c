-- At least how many points the listed ones lost among the components of one main indicator that lost some (an
-- aggregate): all that the main indicator lost where no other lost any, else those of the listed ones whose points are
-- known. `lost_score` is what the main indicator lost.
-- Method: docs/methodology.md#bounds
create macro rule.stake_at_least(is_listed, lost, lost_score) as
    case
        when bool_and(is_listed) then any_value(lost_score)
        else coalesce(sum(lost) filter (is_listed), 0)
    end;
