"""Rows to staging frames: what one row may say, or every problem at once."""
