"""The method page: every formula with the numbers of one unit, down to the printed cell."""
