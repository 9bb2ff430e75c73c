"""Make one immutable DuckDB file from reference and staging frames: tables, rules, views, checks.

Nothing here knows which build is current; that is ``warehouse.builds``.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from warehouse import sql_files
from warehouse.errors import BuildFailed, ChecksFailed, reason_of

Progress = Callable[[str, int, int], None]
SMALL_BLOCKS = {"default_block_size": "16384"}
# FSST is tried on every column of text: to leave it out halves the time of writing, for one byte more in a hundred.
WITHOUT_FSST = "set disabled_compression_methods = 'fsst'"
LOCKED_DOWN = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}


@dataclass(frozen=True)
class Built:
    """What a build holds: rows of each table or view, and the rows each reviewing check points at."""

    row_counts: dict[str, int]
    reviews: dict[str, list[dict]]


def _silent(step: str, done: int, total: int) -> None:
    """Progress for those who do not watch."""


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict]:
    """The result of a query as dictionaries, at most the first thousand."""
    return connection.execute(query).pl().head(1000).to_dicts()


def _comment(connection: duckdb.DuckDBPyConnection, file: sql_files.SqlFile) -> None:
    """Keep the sentence on top of a file as the comment of its table or view (macros carry none in DuckLake)."""
    if file.kind in ("table", "view"):
        words = file.description.replace("'", "''")
        connection.execute(f"comment on {file.kind} {file.full_name} is '{words}'")


def create_objects(
    connection: duckdb.DuckDBPyConnection,
    frames: Mapping[str, pl.DataFrame],
    sql_dir: Path,
    progress: Progress = _silent,
) -> None:
    """Create every object of ``sql_dir`` in order and fill the tables named in ``frames`` ("layer.table").

    A frame may miss nullable columns; one that the table does not have is an error of the engine.
    """
    files = sql_files.ordered(sql_dir)
    for layer in sql_files.LAYERS:
        connection.execute(f"create schema {layer}")
    for done, file in enumerate(files, start=1):
        progress(file.full_name, done, len(files))
        connection.execute(file.text)
        _comment(connection, file)
        frame = frames.get(file.full_name)
        if frame is not None and frame.width:
            connection.register("loaded_rows", frame)
            connection.execute(f"insert into {file.full_name} by name select * from loaded_rows")
            connection.unregister("loaded_rows")


def run_checks(connection: duckdb.DuckDBPyConnection, sql_dir: Path) -> dict[str, list[dict]]:
    """The guilty rows of every reviewing check; raises ChecksFailed with those of the blocking ones."""
    blocking, reviews = {}, {}
    for check in sql_files.checks(sql_dir):
        if rows := _rows(connection, check.text):
            (blocking if check.header["Severity"] == "blocks" else reviews)[check.name] = rows
    if blocking:
        raise ChecksFailed(blocking)
    return reviews


def _count_rows(connection: duckdb.DuckDBPyConnection, sql_dir: Path) -> dict[str, int]:
    """Rows of every table and view, for the stamp."""
    objects = [file.full_name for file in sql_files.ordered(sql_dir) if file.kind != "macro"]
    counts = " union all ".join(f"select '{name}', count(*) from {name}" for name in objects)
    return dict(connection.execute(counts).fetchall())


def write(
    path: Path, frames: Mapping[str, pl.DataFrame], sql_dir: Path, progress: Progress = _silent
) -> Built:
    """Write a new database file at ``path``, whole and checked, or leave nothing behind.

    Raises ChecksFailed for blocking checks and BuildFailed where the disk or the engine refuses.
    """
    try:
        connection = duckdb.connect(str(path), config={**LOCKED_DOWN, **SMALL_BLOCKS})
        try:
            connection.execute(WITHOUT_FSST)
            connection.execute("begin")
            create_objects(connection, frames, sql_dir, progress)
            connection.execute("commit")
            reviews = run_checks(connection, sql_dir)
            row_counts = _count_rows(connection, sql_dir)
        finally:
            connection.close()
        _sync(path)
    except (duckdb.Error, OSError) as fault:
        _remove(path)
        raise BuildFailed(reason_of(fault), str(fault)) from fault
    except BaseException:
        _remove(path)
        raise
    if path.with_name(path.name + ".wal").exists():
        _remove(path)
        raise BuildFailed("engine", "the database could not be written out completely")
    return Built(row_counts, reviews)


def _sync(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    """Take away what a failed build left."""
    for leftover in (path, path.with_name(path.name + ".wal")):
        leftover.unlink(missing_ok=True)
