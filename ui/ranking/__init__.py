"""The ranking page: its views, tables and files."""
