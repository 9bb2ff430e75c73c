"""Large tables go into the lake and out of it by their editions: those whose rows differ are written and copied."""

from collections.abc import Collection, Iterable, Mapping

import duckdb

from warehouse.lake.connection import own_tables
from warehouse.table_hashes import hashes_by_edition

# Below that a table is one file, written whole: a file for each edition would cost more than it spares.
FEWEST_ROWS = 100_000
Parts = dict[str, list]
_COLUMNS = """select column_name, data_type from duckdb_columns()
where database_name = ? and schema_name || '.' || table_name = ? order by column_index"""


def of_build(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, list]) -> dict[str, Parts]:
    """Rows and hash of each edition, of those tables of the file attached as ``build`` that are large and have
    editions; `tables` are rows and hash of each by its name.
    """
    large = [name for name, (rows, _) in tables.items() if rows >= FEWEST_ROWS and _has_editions(connection, name)]
    found = {name: hashes_by_edition(connection, f"build.{name}") for name in large}
    return {name: of_table for name, of_table in found.items() if None not in of_table}  # a row of none is in no part


def known(connection: duckdb.DuckDBPyConnection, build_id: str | None) -> dict[str, Parts]:
    """The same of a build in the lake, as its publisher noted it; nothing of one that is not there any more, and in a
    lake whose publisher does not note it yet.
    """
    if not _is_noted(connection):
        return {}
    found: dict[str, Parts] = {}
    for name, edition, *part in connection.execute(
        "select table_name, edition_code, rows, hash from lake.dti.parts where build_id = ?", [build_id]
    ).fetchall():
        found.setdefault(name, {})[edition] = part
    return found


def note(connection: duckdb.DuckDBPyConnection, build_id: str, parts: Mapping[str, Parts]) -> None:
    """Keep what the parts of a build are, in place of what was noted of it before."""
    rows = [(name, edition, *part) for name, of_table in parts.items() for edition, part in of_table.items()]
    connection.execute("delete from lake.dti.parts where build_id = ?", [build_id])
    if rows:
        connection.execute(
            "insert into lake.dti.parts select ?, unnest(?::varchar[]), unnest(?::varchar[]), unnest(?::bigint[]), "
            "unnest(?::varchar[])",
            [build_id, *map(list, zip(*rows, strict=True))],
        )


def forget(connection: duckdb.DuckDBPyConnection, build_ids: Collection[str]) -> None:
    """Drop what was noted of builds that leave the lake."""
    if _is_noted(connection):
        connection.execute("delete from lake.dti.parts where list_contains(?, build_id)", [list(build_ids)])


def write(connection: duckdb.DuckDBPyConnection, name: str, there: Parts, wanted: Parts) -> None:
    """Bring a table of the lake to that of the build: the editions that differ where the parts of both are known and
    the columns are the same, else all of it.
    """
    if not wanted:
        connection.execute(f"create or replace table lake.{name} as select * from build.{name}")
        return
    if there and _columns(connection, "lake", name) == _columns(connection, "build", name):
        differing = _differing(there, wanted)
        connection.execute(f"delete from lake.{name} where list_contains(?, edition_code)", [differing])
        _insert(connection, f"lake.{name}", f"build.{name}", differing)
        return
    connection.execute(f"create or replace table lake.{name} as select * from build.{name} limit 0")
    connection.execute(f"alter table lake.{name} set partitioned by (edition_code)")
    connection.execute(f"insert into lake.{name} select * from build.{name}")


def copy(connection: duckdb.DuckDBPyConnection, name: str, lake: str, former: Parts, wanted: Parts) -> None:
    """Fill a table of ``candidate``: from ``former`` what is the same in it, where the parts of both are known, from
    `lake`, the table at its snapshot, all else.
    """
    if not former or not wanted:
        connection.execute(f"insert into candidate.{name} select * from {lake}")
        return
    differing = _differing(former, wanted)
    _insert(connection, f"candidate.{name}", f"former.{name}", former.keys() - set(differing))
    _insert(connection, f"candidate.{name}", lake, differing)


def _is_noted(connection: duckdb.DuckDBPyConnection) -> bool:
    return "parts" in own_tables(connection)


def _differing(before: Parts, after: Parts) -> list[str]:
    return [edition for edition in sorted(before.keys() | after.keys()) if before.get(edition) != after.get(edition)]


def _insert(connection: duckdb.DuckDBPyConnection, into: str, source: str, editions: Collection[str]) -> None:
    if editions:
        # a list of constants, since the files of other editions are left aside by it, before they are read
        listed = ", ".join(f"'{_quoted(edition)}'" for edition in sorted(editions))
        connection.execute(f"insert into {into} select * from {source} where edition_code in ({listed})")


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _columns(connection: duckdb.DuckDBPyConnection, database: str, name: str) -> Iterable[tuple]:
    return connection.execute(_COLUMNS, [database, name]).fetchall()


def _has_editions(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    return ("edition_code", "VARCHAR") in _columns(connection, "build", name)
