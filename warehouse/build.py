"""Make one immutable DuckDB file from reference and staging frames: tables, rules, views, checks.

Nothing here knows which build is current; that is ``warehouse.builds``. Imports no Polars, which a process that only
copies a build has no use for.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import MutableMapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from warehouse import sql_files
from warehouse.connection import LOCKED_DOWN, within_memory
from warehouse.errors import BuildFailed, ChecksFailed, reason_of
from warehouse.progress import Progress, silent
from warehouse.sql_files import SqlFile
from warehouse.table_hashes import table_hashes

if TYPE_CHECKING:
    import polars as pl

ENGINE = duckdb.__version__
# small blocks, since most tables are; nothing is read after a kill but whole builds, so there is no log to write first
ATTACHED = "(block_size 16384, recovery_mode 'no_wal_writes')"
# FSST is tried on every column of text: to leave it out halves the time of writing, for one byte more in a hundred.
WITHOUT_FSST = "set disabled_compression_methods = 'fsst'"
# the objects are made side by side (`create_objects`), which more threads within each would only hinder
ONE_THREAD_EACH = "set threads = 1"
# On a full disk, a checkpoint that the engine makes by itself, at the commit of one worker, fails beneath the
# transactions of the others, which ends the whole process. So there is one checkpoint, once the workers are through,
# and none when what has failed is closed. Only builds of more rows than this, ten times the shipped data, still leave
# it to the engine when to write out what its memory has to hold.
ROWS_WITHOUT_CHECKPOINT = 50_000
NO_CHECKPOINT_OF_ITS_OWN = "set checkpoint_threshold = '1TB'"
NONE_AT_THE_END = "pragma disable_checkpoint_on_shutdown"
# of the size of the current build: the new one, and as much again for what is written beside it
ROOM = 2


@dataclass(frozen=True)
class Built:
    """What a build holds: rows and their hash of each table that it keeps, the rows each reviewing check points at, and
    the seconds that each object took to make.
    """

    tables: dict[str, list]
    reviews: dict[str, list[dict]]
    seconds: dict[str, float]


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict]:
    """The result of a query as dictionaries, at most the first thousand."""
    return connection.execute(query).pl().head(1000).to_dicts()


def run_checks(connection: duckdb.DuckDBPyConnection, sql_dir: Path) -> dict[str, list[dict]]:
    """The guilty rows of every reviewing check; raises ChecksFailed with those of the blocking ones, among which is the
    grain of every table and view.
    """
    blocking = _all_grain_violations(connection, sql_dir)
    reviews: dict[str, list[dict]] = {}
    for check in sql_files.checks(sql_dir):
        if rows := _rows(connection, check.text):
            (blocking if check.header["Severity"] == "blocks" else reviews)[check.name] = rows
    if blocking:
        raise ChecksFailed(blocking)
    return reviews


def _all_grain_violations(connection: duckdb.DuckDBPyConnection, sql_dir: Path) -> dict[str, list[dict]]:
    """By "grain of layer.object", the keys that break it: shared by several rows, or not known, with their count.

    Pairs of the rows of another object, which grow with their square, are left out: that one's grain gives theirs.
    """
    guilty = {}
    for file in sql_files.ordered(sql_dir):
        if file.grain and "Pairs" not in file.header and (rows := grain_violations(connection, file)):
            guilty[f"grain of {file.full_name}"] = rows
    return guilty


def grain_violations(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> list[dict]:
    """The keys of an object that break its grain: shared by several rows, or not known; with their count of rows."""
    unknown = "".join(f" or {column} is null" for column in file.known_grain)
    shared = f"select {', '.join(file.grain)}, count(*) as row_count from {file.full_name} group by all"
    return _rows(connection, f"{shared} having count(*) > 1{unknown}")


def require_room(directory: Path, size: int) -> None:
    """Raises BuildFailed where the disk has no room for a build about as large as one of so many bytes."""
    free, needed = shutil.disk_usage(directory).free, ROOM * size
    if free < needed:
        raise BuildFailed("no_space", f"{directory}: {free / 10**6:,.1f} MB < {needed / 10**6:,.1f} MB")


def write(path: Path, frames: MutableMapping[str, pl.DataFrame], sql_dir: Path, progress: Progress = silent) -> Built:
    """Write a new database file at ``path``, whole and checked, or leave nothing behind; takes ``frames`` empty.

    Raises ChecksFailed for blocking checks and BuildFailed where the disk or the engine refuses.
    """
    try:
        connection = _connected(path, sum(frame.height for frame in frames.values()))
        try:
            seconds = create_objects(connection, frames, sql_dir, progress)
            connection.execute("checkpoint candidate")
            connection.execute(f"set threads = {WORKERS}")  # checks follow one another
            reviews = run_checks(connection, sql_dir)
            kept = [file.full_name for file in sql_files.ordered(sql_dir) if file.kind == "table"]
            tables = table_hashes(connection, kept)
        finally:
            connection.close()
        sync_file(path)
    except (duckdb.Error, OSError) as fault:
        remove(path)
        raise BuildFailed(reason_of(fault), str(fault)) from fault
    except BaseException:
        remove(path)
        raise
    if _wal_path(path).exists():
        remove(path)
        raise BuildFailed("engine", "the database could not be written out completely")
    return Built(tables, reviews, seconds)


def _connected(path: Path, rows: int) -> duckdb.DuckDBPyConnection:
    """A connection in which the new file is the database, named ``candidate``, and the only file within reach."""
    within = {name: value for name, value in LOCKED_DOWN.items() if name != "enable_external_access"}
    connection = duckdb.connect(config={**within, **within_memory(rows), "temp_directory": f"{path}.tmp"})
    try:
        quoted = str(path).replace("'", "''")
        connection.execute(f"attach '{quoted}' as candidate {ATTACHED}")
        connection.execute("use candidate")
        settings = ["set enable_external_access = false", WITHOUT_FSST, ONE_THREAD_EACH, NONE_AT_THE_END]
        if rows <= ROWS_WITHOUT_CHECKPOINT:
            settings.append(NO_CHECKPOINT_OF_ITS_OWN)
        for setting in settings:
            connection.execute(setting)
    except duckdb.Error:
        connection.close()
        raise
    return connection


def sync_file(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _wal_path(path: Path) -> Path:
    """The write-ahead log of the database file; the engine removes it once everything is written out."""
    return path.with_name(path.name + ".wal")


def remove(path: Path) -> None:
    """Take away what a failed build left."""
    for leftover in (path, _wal_path(path)):
        leftover.unlink(missing_ok=True)


# most objects wait for a few long ones, so that more than a handful of workers have nothing to do
WORKERS = min(4, os.cpu_count() or 1)


def create_objects(
    connection: duckdb.DuckDBPyConnection,
    frames: MutableMapping[str, pl.DataFrame],
    sql_dir: Path,
    progress: Progress = silent,
    workers: int = WORKERS,
) -> dict[str, float]:
    """Create every object of ``sql_dir`` and fill the tables named in ``frames`` ("layer.table"); each frame is taken
    out of there when its turn comes, so that a large one need not stay in memory beside its table.

    Each is made as soon as all it reads is there, up to ``workers`` at a time and each in a transaction of its own:
    after an error the database is of no use. A frame may miss nullable columns; one that the table does not have is an
    error of the engine. ``progress`` is called in the thread of the caller. Returns the seconds each object took.
    """
    for layer in sql_files.LAYERS:
        connection.execute(f"create schema {layer}")
    files = {file.full_name: file for file in sql_files.ordered(sql_dir)}
    above = _critical_path_length(files)
    waiting = TopologicalSorter({name: file.reads for name, file in files.items()})
    waiting.prepare()
    seconds: dict[str, float] = {}
    ready: list[str] = []
    running: dict[Future, tuple[str, duckdb.DuckDBPyConnection]] = {}
    with ExitStack() as cursors, ThreadPoolExecutor(workers) as pool:
        free = [cursors.enter_context(_cursor(connection)) for _ in range(workers)]
        while waiting.is_active():
            ready = sorted([*ready, *waiting.get_ready()], key=lambda name: (above[name], name))
            while ready and free:
                name, cursor = ready.pop(), free.pop()
                running[pool.submit(_create_one, cursor, files[name], frames.pop(name, None))] = name, cursor
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                name, cursor = running.pop(future)
                seconds[name] = future.result()
                free.append(cursor)
                waiting.done(name)
                progress(name, len(seconds), len(files))
    return seconds


def _critical_path_length(files: dict[str, SqlFile]) -> dict[str, int]:
    """By object, the longest chain of objects that wait for it: the one with the longest is made first."""
    above = dict.fromkeys(files, 0)
    for file in reversed(files.values()):
        for read in file.reads:
            above[read] = max(above[read], above[file.full_name] + 1)
    return above


def _cursor(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A second connection to the same database; a new one would use the one that was opened first."""
    [(database,)] = connection.execute("select current_database()").fetchall()
    cursor = connection.cursor()
    cursor.execute(f'use "{database}"')
    return cursor


def _create_one(cursor: duckdb.DuckDBPyConnection, file: SqlFile, frame: pl.DataFrame | None) -> float:
    """One object, its rows and, as its comment, the sentence on top of its file (DuckLake's macros carry none); the
    seconds it took.
    """
    began = time.perf_counter()
    cursor.execute("begin")
    cursor.execute(file.text)
    if file.kind in ("table", "view"):
        words = file.description.replace("'", "''")
        cursor.execute(f"comment on {file.kind} {file.full_name} is '{words}'")
    if frame is not None and frame.width:
        cursor.register("loaded_rows", frame)
        cursor.execute(f"insert into {file.full_name} by name select * from loaded_rows")
        cursor.unregister("loaded_rows")
    cursor.execute("commit")
    return time.perf_counter() - began
