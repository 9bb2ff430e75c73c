"""The comparison page: units of one edition, or two years of one unit."""
