"""The warehouse: immutable DuckDB builds made from raw files, a pointer to the current one, and queries over it."""
