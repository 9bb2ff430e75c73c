-- Places gained between two ranks of one cohort; positive means better ("tăng n bậc").
-- Method: docs/methodology.md#change
create macro rule.places_gained(previous_rank, this_rank) as
    previous_rank - this_rank;
