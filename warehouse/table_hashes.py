"""What a table holds, as two numbers: its rows, and a hash of them all whatever their order."""

from collections.abc import Iterable

import duckdb


def table_hashes(connection: duckdb.DuckDBPyConnection, names: Iterable[str], prefix: str = "") -> dict[str, list]:
    """``[rows, hash]`` of each table ("schema.table"); `prefix` names its database with a dot. The hash is a decimal
    text, the same for the same rows in every file and lake of one version of the engine.
    """
    return {
        name: list(
            connection.execute(
                f"select count(*), cast(coalesce(sum(hash(whole)), 0) as varchar) from {prefix}{name} as whole"
            ).fetchall()[0]
        )
        for name in names
    }
