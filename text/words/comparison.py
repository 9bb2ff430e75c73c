"""Words of the comparison page."""

VI: dict[str, str] = {}

EN: dict[str, str] = {}
