"""Words of the components page."""

VI: dict[str, str] = {}

EN: dict[str, str] = {}
