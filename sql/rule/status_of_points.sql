-- Status that points alone give; null while the score or its maximum is unknown.
-- Method: docs/methodology.md#status
create macro rule.status_of_points(score, max_score) as
    case
        when score is null or max_score is null or not max_score > 0 then null
        when score >= max_score - 0.000000001 then 'full'
        when score <= 0.000000001 then 'zero'
        else 'partial'
    end;
