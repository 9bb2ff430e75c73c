"""A connection to the lake. Only the processes of `warehouse.lake` make one: an engine that is closed while it holds a
transaction of a PostgreSQL that went away ends its whole process.
"""

import importlib.util
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from warehouse import paths
from warehouse.connection import LOCKED_DOWN, within_memory
from warehouse.errors import LakeFailed
from warehouse.lake.settings import Lake, secrets

_QUERY = re.compile(r'query ".*"(?=: )')  # what PostgreSQL was asked, pages of it, in which any word may stand
EXTENSIONS = ("postgres_scanner", "ducklake", "httpfs")  # the last one for a store alone
_LOCK = 7306086967  # any number of our own; other programs in the same database choose others
_OF_THE_CATALOG = (
    "postgres", "libpq", "server closed the connection", "connection refused", "sql state", "permission denied for",
    "failed to execute query",
)  # fmt: skip


def extension_path(name: str) -> Path:
    """The file of an extension, as its package brings it. Raises LakeFailed where it is not installed, or is made for
    another version of the engine.
    """
    package = importlib.util.find_spec(f"duckdb_extension_{name}")
    versions = Path(next(iter(package.submodule_search_locations or ()))) / "extensions" if package else None
    found = versions / f"v{duckdb.__version__}" / f"{name}.duckdb_extension" if versions else None
    if versions is None or found is None:
        raise LakeFailed("extensions", name)
    if not found.exists():
        others = ", ".join(sorted(path.name for path in versions.glob("v*")))
        raise LakeFailed("extensions", f"{name} {others} ≠ duckdb v{duckdb.__version__}")
    return found


def require_extensions() -> None:
    """Raises LakeFailed where an extension is missing or of another version than the engine."""
    for name in EXTENSIONS:
        extension_path(name)


@contextmanager
def connected(lake: Lake, *, writes: bool = False, rows: int = 0) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the lake attached as ``lake`` and its catalog's database as ``catalog``.

    Raises LakeFailed for whatever the engine says within, too.
    """
    paths.wait_briefly_for_postgresql()
    require_extensions()
    within = {name: value for name, value in LOCKED_DOWN.items() if name != "enable_external_access"}
    connection = duckdb.connect(config={**within, **within_memory(rows)})
    try:
        is_store = lake.files.startswith("s3://")
        for name in EXTENSIONS if is_store else EXTENSIONS[:-1]:
            connection.execute(f"load '{_quoted(str(extension_path(name)))}'")
        connection.execute("set pg_connection_limit = 8")
        if is_store:
            _let_into_store(connection, lake)
        only = "" if writes else ", read_only"
        connection.execute(f"attach '{_quoted(lake.catalog)}' as catalog (type postgres{only})")
        if not writes and not is_set_up(connection):
            raise LakeFailed("empty")
        # No small table is kept in the catalog itself: that has open faults, one of them with wrong counts.
        access = "data_inlining_row_limit 0" if writes else "read_only"
        connection.execute(
            f"attach 'ducklake:postgres:{_quoted(lake.catalog)}' as lake "
            f"(data_path '{_quoted(lake.files)}', override_data_path true, {access})"
        )
        yield connection
    except duckdb.Error as fault:
        raise failure(fault) from fault
    finally:
        with suppress(duckdb.Error):
            connection.rollback()
        connection.close()


def is_set_up(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the database of the catalog holds a lake."""
    asked = "select count(*) from information_schema.tables where table_name = 'ducklake_snapshot'"
    return bool(ask(connection, asked)[0][0])


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple]:
    """The rows PostgreSQL itself gives for a query of ours."""
    return connection.execute("select * from postgres_query('catalog', ?)", [sql]).fetchall()


def own_tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The tables of the lake that are ours, not of a build: none in a new one. Asked of PostgreSQL, since the engine
    would look up every table of the lake, which takes a third of a copy's time.
    """
    asked = (
        "select table_name from ducklake_table join ducklake_schema using (schema_id) "
        "where schema_name = 'dti' and ducklake_table.end_snapshot is null"
    )
    return {row[0] for row in ask(connection, asked)}


def newest_publication(connection: duckdb.DuckDBPyConnection) -> tuple[int, str, int] | None:
    """The number, the build and the snapshot of the newest publication, as PostgreSQL alone knows them, None where
    there is none: what a server asks again and again.
    """
    asked = (
        "select commit_extra_info::int, commit_message, snapshot_id from ducklake_snapshot_changes "
        "where commit_extra_info is not null order by snapshot_id desc limit 1"
    )
    rows = ask(connection, asked)
    return rows[0] if rows else None


@contextmanager
def lock(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """The one right to publish or prune, which PostgreSQL takes back from a process that dies.

    Raises LakeFailed (``busy``) where another has it.
    """
    holder = connection.cursor()
    try:
        holder.execute("begin")
        if not ask(holder, f"select pg_try_advisory_xact_lock({_LOCK})")[0][0]:
            raise LakeFailed("busy")
        yield
    finally:
        with suppress(duckdb.Error):
            holder.rollback()
        holder.close()


def failure(fault: duckdb.Error) -> LakeFailed:
    """What an error of the engine means for who works with the lake."""
    words = _QUERY.sub("query", " ".join(str(fault).split()))
    low = words.lower()
    if "conflict" in low:
        return LakeFailed("conflict", words)
    if any(each in low for each in _OF_THE_CATALOG):
        return LakeFailed("catalog", words)
    return LakeFailed("files", words)


def _let_into_store(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    for setting in ("set http_timeout = 10", "set http_retries = 2"):
        connection.execute(setting)
    given = "".join(f", {name} '{_quoted(value)}'" for name, value in secrets(lake).items())
    connection.execute(f"create secret (type s3, scope '{_quoted(lake.files)}'{given})")


def _quoted(text: str) -> str:
    return text.replace("'", "''")
