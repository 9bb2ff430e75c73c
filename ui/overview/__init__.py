"""The overview page, block by block."""
