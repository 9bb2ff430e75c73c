"""Whether two builds hold the same rows: ``python -m benchmarks.same_rows BEFORE.duckdb AFTER.duckdb``.

Keep a build of the code before a change, then hold one of the code after it against that. Columns that only one of
them has are named, not compared; what was keyed by index, year and cohort is compared with what is keyed by edition.
"""

import sys
from pathlib import Path

import duckdb

_SCHEMAS = ("staging", "core", "mart")
_EDITION = ("index_code", "year", "cohort_code")


def _columns(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, list[str]]:
    """The columns of every table and view of a database, by schema and name."""
    rows = connection.execute(
        "select schema_name || '.' || table_name, column_name from duckdb_columns() where database_name = ? and not"
        " internal and list_contains(?, schema_name) order by column_index",
        [database, _SCHEMAS],
    ).fetchall()
    columns: dict[str, list[str]] = {}
    for name, column in rows:
        columns.setdefault(name, []).append(column)
    return columns


def _selected(database: str, name: str, columns: list[str], shared: list[str]) -> str:
    """The rows of an object, its edition spelled as index, year and cohort where only its code stands there."""
    lacking = [column for column in _EDITION if column in shared and column not in columns]
    wanted = ", ".join(f"editions.{column}" if column in lacking else f"object_.{column}" for column in shared)
    joined = f" join {database}.core.editions as editions using (edition_code)" if lacking else ""
    return f"select {wanted} from {database}.{name} as object_{joined}"


def differences(before: Path, after: Path) -> list[str]:
    """One line per object that differs, with how many rows each side has alone; and what only one of them has."""
    connection = duckdb.connect()
    for name, path in (("before", before), ("after", after)):
        connection.execute(f"attach '{path}' as {name} (read_only)")
    old, new = _columns(connection, "before"), _columns(connection, "after")
    found = [f"only before: {name}" for name in sorted(old.keys() - new.keys())]
    found += [f"only after: {name}" for name in sorted(new.keys() - old.keys())]
    for name in sorted(old.keys() & new.keys()):
        has = {
            side: {*columns, *(_EDITION if "edition_code" in columns else ())}
            for side, columns in (("before", old[name]), ("after", new[name]))
        }
        shared = [column for column in [*_EDITION, *old[name]] if column in has["before"] & has["after"]]
        shared = list(dict.fromkeys(shared))
        left = _selected("before", name, old[name], shared)
        right = _selected("after", name, new[name], shared)
        counts = [
            connection.execute(f"select count(*) from ({one} except all {other})").fetchall()[0][0]
            for one, other in ((left, right), (right, left))
        ]
        gone = sorted(set(old[name]) - set(shared))
        if any(counts) or gone:
            found.append(f"{name}: {counts[0]} rows only before, {counts[1]} only after; not compared: {gone}")
    return found


if __name__ == "__main__":
    lines = differences(*map(Path, sys.argv[1:3]))
    print("\n".join(lines) or "all objects hold the same rows")
    sys.exit(bool(lines))
