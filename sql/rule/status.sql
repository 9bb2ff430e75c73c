-- Status of a component: whether it is assessed at all, then its points (tolerance 1e-9), then what a document states.
-- A missing score is null, never zero.
-- Method: docs/methodology.md#status
create macro rule.status(is_scored, score, max_score, stated_status) as
    case
        when not is_scored then 'not_assessed'
        else coalesce(rule.status_of_points(score, max_score), stated_status)
    end;
