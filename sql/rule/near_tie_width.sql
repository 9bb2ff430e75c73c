-- How far below the unit that opens it a group of near ties ("nhóm sát nhau") reaches, in index value.
-- Method: docs/methodology.md#near-ties
create macro rule.near_tie_width() as
    0.002::decimal(9, 4);
