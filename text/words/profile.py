"""Words of the profile page."""

VI: dict[str, str] = {}

EN: dict[str, str] = {}
