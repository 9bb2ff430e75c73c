"""Read-only connections to builds: one per build and process, one cursor per query.

Imports no Polars, since every start opens the current build, and is to take a fraction of a second.
"""

from __future__ import annotations

import io
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from warehouse import builds, packages, paths
from warehouse.errors import DamagedBuild, UnknownBuild
from warehouse.table_hashes import table_hashes

if TYPE_CHECKING:
    import polars as pl

# what the engine may hold at once, at least and for each row that is loaded; what is more goes to the disk beside the
# file. Measured with 300,000 rows of points, which need 350 MB; without a limit the engine takes what the machine has.
MEGABYTES, BYTES_A_ROW, MANY_ROWS, BYTES_BEYOND = 400, 1_300, 10**6, 300
LOCKED_DOWN = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}
_OPEN_LIMIT = 3
# After so many queries a file is opened anew, in 26 ms: what the engine keeps of each query it gives back only when
# nobody has the file open. 5,000 listings of units took 48 MB more and went on growing, with this 8 MB and no more.
_MOST_QUERIES = 500
_open: OrderedDict[Path, duckdb.DuckDBPyConnection] = OrderedDict()
_asked: Counter[Path] = Counter()  # queries of each open connection
_lock = threading.Lock()
# So many queries share that memory at once, the others wait: the engine takes what it needs at least for each, and one
# that finds no room fails. Of the heaviest, on a build with 300,000 rows of points, eight had room and sixteen had not.
_at_once = threading.BoundedSemaphore(4)


def within_memory(rows: int = 0) -> dict[str, str]:
    """The engine's setting that keeps it within the memory so many rows may take. Of many rows it puts on disk what
    does not fit: a build of 850,000 took a fifth more time within a third of that.
    """
    most = min(rows, MANY_ROWS) * BYTES_A_ROW + max(rows - MANY_ROWS, 0) * BYTES_BEYOND
    return {"memory_limit": f"{max(MEGABYTES, most // 10**6)}MB"}


def _connect(path: Path, build_id: str) -> duckdb.DuckDBPyConnection:
    """A connection that can read this one file and nothing else, within the memory of a build."""
    if not path.exists():
        if packages.path(path.parent, build_id).exists():
            return _of_package(path.parent, build_id)
        raise UnknownBuild(build_id, builds.kept(path.parent))
    try:
        return duckdb.connect(
            str(path), read_only=True, config={**LOCKED_DOWN, **within_memory(), "lock_configuration": "true"}
        )
    except duckdb.Error as fault:
        raise DamagedBuild(build_id, str(fault)) from fault


def _of_package(directory: Path, build_id: str) -> duckdb.DuckDBPyConnection:
    """The marts of a build that is kept no more, in memory, from its package."""
    import polars as pl

    connection = duckdb.connect(config={**LOCKED_DOWN, **within_memory()})
    connection.execute("create schema mart")
    try:
        for name, content in packages.tables(directory, build_id):
            connection.register("packed", pl.read_parquet(io.BytesIO(content)).to_arrow())
            quoted = name.replace('"', '""')
            connection.execute(f'create table mart."{quoted}" as select * from packed')
            connection.unregister("packed")
    except (duckdb.Error, pl.exceptions.PolarsError, DamagedBuild) as fault:
        connection.close()
        raise DamagedBuild(build_id, str(fault)) from fault
    return connection


def _connection(path: Path, build_id: str) -> duckdb.DuckDBPyConnection:
    """The shared connection to a build; the least recently used ones are let go, as is one that was asked often: the
    queries that still run on it hold it. One that was made from a package is kept, since that takes seconds.
    """
    with _lock:
        if _asked[path] >= _MOST_QUERIES and path.exists():
            _open.pop(path, None)
        if path not in _open:
            _open[path], _asked[path] = _connect(path, build_id), 0
        _open.move_to_end(path)
        _asked[path] += 1
        while len(_open) > _OPEN_LIMIT:
            del _asked[_open.popitem(last=False)[0]]
        return _open[path]


def query(
    build_id: str, sql: str, parameters: Mapping[str, object] | None = None, directory: Path | None = None
) -> pl.DataFrame:
    """The rows a query gives in one build. Values are always bound; ``sql`` is a constant of ours, never user text.

    Raises UnknownBuild when the build is not kept any more, DamagedBuild when its file does not answer.
    """
    path = builds.database_path(directory or paths.warehouse_dir(), build_id)
    connection = _connection(path, build_id)
    with _at_once, connection.cursor() as cursor:
        try:
            return fetched(cursor.execute(sql, dict(parameters or {})))
        except (duckdb.IOException, duckdb.FatalException) as fault:
            _let_go(path, connection)
            raise DamagedBuild(build_id, str(fault)) from fault


def fetched(result: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The rows of a result, in memory of their own size.

    The engine hands over columns with room for a million rows each: a frame of 63 rows that is kept would hold on to
    400 MB of addresses and 1 MB of memory, thirty times what it says of itself.
    """
    import polars as pl

    with io.BytesIO() as copied:
        result.pl().write_ipc_stream(copied)
        copied.seek(0)
        return pl.read_ipc_stream(copied)


def _let_go(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Open a damaged file anew at the next query: its copy from a backup may lie there by then."""
    with _lock:
        if _open.get(path) is connection:
            del _open[path]


def require_answer(directory: Path, build_id: str) -> None:
    """Open a build's file, as a reader's process would, and let it answer one query; then let go of it.

    Raises UnknownBuild and DamagedBuild.
    """
    connection = _connect(builds.database_path(directory, build_id), build_id)
    try:
        connection.execute("select count(*) from information_schema.columns").fetchall()
    except (duckdb.IOException, duckdb.FatalException) as fault:
        raise DamagedBuild(build_id, str(fault)) from fault
    finally:
        connection.close()


def changed_tables(directory: Path, build_id: str) -> list[str]:
    """The tables of a build whose rows are not those that its stamp states, or cannot be read; empty where the stamp
    states none or those of another version of the engine, and where the file does not open at all.
    """
    content = builds.stamp_or_none(directory, build_id)
    if content is None or content.engine != duckdb.__version__:
        return []
    try:
        connection = _connect(builds.database_path(directory, build_id), build_id)
    except (UnknownBuild, DamagedBuild):
        return []
    changed = []
    try:
        for name, stated in content.tables.items():
            try:
                if table_hashes(connection, [name])[name] != stated:
                    changed.append(name)
            except duckdb.Error:
                changed.append(name)
    finally:
        connection.close()
    return changed


@contextmanager
def attached(
    build_a: str, build_b: str, directory: Path, names: tuple[str, str]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads two builds under these names and nothing else, within the memory of making one.

    Raises UnknownBuild and DamagedBuild, for queries in it too.
    """
    files = [builds.database_path(directory, build_id) for build_id in (build_a, build_b)]
    for build_id, path in zip((build_a, build_b), files, strict=True):
        if not path.exists():
            raise UnknownBuild(build_id, builds.kept(directory))
    within = {name: value for name, value in LOCKED_DOWN.items() if name != "enable_external_access"}
    stamps = [builds.stamp_or_none(directory, build_id) for build_id in (build_a, build_b)]
    rows = max(stamp.loaded_rows if stamp else 0 for stamp in stamps)
    connection = duckdb.connect(config={**within, **within_memory(rows), "temp_directory": f"{files[1]}.tmp"})
    try:
        for name, path in zip(names, files, strict=True):
            quoted = str(path).replace("'", "''")
            connection.execute(f"attach '{quoted}' as {name} (read_only)")
        connection.execute("set enable_external_access = false")
        yield connection
    except (duckdb.IOException, duckdb.FatalException) as fault:
        for build_id in (build_a, build_b):  # the engine names a file only now and then: the damaged one is found
            builds.require_whole(directory, build_id)
        raise DamagedBuild(build_b, str(fault)) from fault
    finally:
        connection.close()


def close_all() -> None:
    """Let go of every open build; needed before files are deleted on Windows, and by tests."""
    with _lock:
        _asked.clear()
        while _open:
            _open.popitem()[1].close()
