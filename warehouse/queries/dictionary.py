"""The marts of a build and their columns, as the build itself has them."""

import polars as pl

from warehouse import paths, sql_files
from warehouse.connection import query


def columns(build_id: str) -> pl.DataFrame:
    """One row per column of each mart, marts by name and columns in their order, with what a row of the mart is."""
    return query(
        build_id,
        """
        select columns.table_name as mart, columns.column_name as column_code, lower(data_type) as column_type,
            columns.column_index as column_position, tables.comment as description
        from duckdb_columns() as columns
        left join (
            select table_name, comment from duckdb_tables() where schema_name = 'mart'
            union all
            select view_name as table_name, comment from duckdb_views() where schema_name = 'mart'
        ) as tables using (table_name)
        where columns.schema_name = 'mart' and not columns.internal
        order by mart, column_position
        """,
    )


def keys() -> dict[str, tuple[str, ...]]:
    """The columns that name a row of each mart, by its name."""
    return {file.name: file.grain for file in sql_files.ordered(paths.SQL_DIR) if file.layer == "mart"}
