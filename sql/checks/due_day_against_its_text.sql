-- Tasks whose given day is not the one that their own printed deadline names.
-- Severity: review
select tasks.release_code, tasks.row_number, tasks.scope_name, tasks.due_on, tasks.due_text
from staging.tasks as tasks
where tasks.due_on <> rule.due_on(tasks.due_text);
