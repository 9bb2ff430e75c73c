-- Where a task stands on a day: done or dropped as stated; overdue where its last day in time has passed and neither is
-- stated, its scope being gone or not; ended where its scope is gone and its day still to come; upcoming; else its kind
-- of deadline (rhythm, on_demand, none).
-- Method: docs/methodology.md#deadlines
create macro rule.task_state(task_status, due_kind, due_last_on, scope_ended_on, today) as
    case
        when task_status in ('done', 'dropped') then task_status
        when due_last_on < today then 'overdue'
        when due_kind <> 'date' then due_kind
        when scope_ended_on <= today then 'ended'
        else 'upcoming'
    end;
