-- At most how many points the listed ones lost among the components of one main indicator that lost some (an
-- aggregate): theirs where all are known, else what the main indicator lost without the known ones of the others.
-- Method: docs/methodology.md#bounds
create macro rule.stake_at_most(is_listed, lost, lost_score) as
    case
        when bool_and(lost is not null or not is_listed) then sum(lost) filter (is_listed)
        else any_value(lost_score) - coalesce(sum(lost) filter (not is_listed), 0)
    end;
