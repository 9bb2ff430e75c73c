"""The marts of a build and their columns, as the build itself has them."""

import polars as pl

from warehouse import paths, sql_files
from warehouse.connection import query


def columns(build_id: str) -> pl.DataFrame:
    """One row per column of each mart, marts by name and columns in their order."""
    return query(
        build_id,
        """
        select table_name as mart, column_name as column_code, lower(data_type) as column_type,
            column_index as column_position
        from duckdb_columns()
        where schema_name = 'mart' and not internal
        order by mart, column_position
        """,
    )


def keys() -> dict[str, tuple[str, ...]]:
    """The columns that name a row of each mart, by its name."""
    return {file.name: file.grain for file in sql_files.ordered(paths.SQL_DIR) if file.layer == "mart"}
