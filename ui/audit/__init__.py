"""The audit page: the log as a table and a file."""
