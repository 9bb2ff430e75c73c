"""Blank workbooks to fill in, and frameworks that arrive as one."""
