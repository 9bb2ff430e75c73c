"""Words of the charts over the years and of two years."""

VI: dict[str, str] = {}

EN: dict[str, str] = {}
