"""The simulator page: what more points of a published year would be worth."""
