-- The highest level that at least this share (0..1) of the values reach: of ten values and 0.75 the eighth greatest;
-- null for fewer than five values, of which nothing is said.
-- Method: docs/methodology.md#planning
create macro rule.level_of_most(value_list, share) as
    case when len(value_list) >= 5 then
        list_reverse_sort(value_list)[cast(ceil(len(value_list) * cast(share as decimal(9, 4))) as integer)]
    end;
