"""Words of the overview page."""

VI: dict[str, str] = {}

EN: dict[str, str] = {}
