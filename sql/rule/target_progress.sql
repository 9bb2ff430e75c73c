-- Whether a rank meets a target that is a range of ranks or a rank to reach; a better rank than asked for is met too.
-- no_data without a rank of the due year or without a number in the target.
-- Method: docs/methodology.md#targets
create macro rule.target_progress(rank, low, high) as
    case
        when rank is null or coalesce(high, low) is null then 'no_data'
        when rank <= coalesce(high, low) then 'met'
        else 'not_met'
    end;
