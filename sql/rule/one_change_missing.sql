-- Why one of the two changes (of rank, of value) is not known: the reason of both where neither is, else the code for
-- the one of its own two figures that is missing. Null for a change that is known.
-- Method: docs/methodology.md#change
create macro rule.one_change_missing(change, both_missing_reason, this_figure, this_missing, previous_missing) as
    case when change is null
        then coalesce(both_missing_reason, if(this_figure is null, this_missing, previous_missing))
    end;
