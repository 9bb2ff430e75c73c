-- How far a target is met on a day: met or not_met where a result is loaded, else past_due once its day or its year has
-- passed, else no_data.
-- Method: docs/methodology.md#targets
create macro rule.target_state(progress, due_on, due_year, today) as
    case
        when progress <> 'no_data' then progress
        when coalesce(due_on < today, due_year < year(today), false) then 'past_due'
        else 'no_data'
    end;
