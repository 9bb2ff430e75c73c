"""The profile page: one unit, part by part."""
