-- One row per task and file that has it. Files name the same task where its scope, indicator, words, agencies, section
-- and deadline are the same (the framework counts only with an indicator); `is_last` marks the row of the file loaded
-- last, `first_release_code` and `first_row_number` name the task for good, `stated` is the status stated last, and its
-- day.
-- Grain: release_code, row_number
-- Method: docs/methodology.md#deadlines
create view core.tasks as
select tasks.*, releases.load_id,
    row_number() over whole = count(*) over whole as is_last,
    first_value(tasks.release_code) over whole as first_release_code,
    first_value(row_number) over whole as first_row_number,
    last_value(
        if(task_status is null, null, struct_pack(code := task_status, day := status_on)) ignore nulls
    ) over whole as stated
from staging.tasks as tasks
join staging.releases as releases using (release_code)
window whole as (
    partition by scope_level, scope_name, province_system, province_code,
        if(indicator_code is null, null, framework_code), indicator_code, action, lead_agencies, tasks.section,
        due_text, due_on
    order by releases.load_id nulls first, tasks.release_code, row_number
    rows between unbounded preceding and unbounded following
);
