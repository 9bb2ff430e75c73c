"""What a table holds, as two numbers: its rows, and a hash of them all whatever their order."""

from collections.abc import Iterable

import duckdb

_HELD = "count(*), cast(coalesce(sum(hash(whole)), 0) as varchar)"


def table_hashes(connection: duckdb.DuckDBPyConnection, names: Iterable[str], prefix: str = "") -> dict[str, list]:
    """``[rows, hash]`` of each table ("schema.table"); `prefix` names its database with a dot. The hash is a decimal
    text, the same for the same rows in every file and lake of one version of the engine.
    """
    return {
        name: list(
            connection.execute(
                f"select {_HELD} from {prefix}{name} as whole").fetchall()[0]
        )
        for name in names
    }


def hashes_by_edition(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, list]:
    """``[rows, hash]`` of the rows of each edition of a table that has the column."""
    found = connection.execute(f"select edition_code, {_HELD} from {table} as whole group by edition_code").fetchall()
    return {edition: held for edition, *held in found}
