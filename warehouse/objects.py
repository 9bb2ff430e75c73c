"""Make the tables, rules and views of ``sql/`` in a database and fill the tables that data is given for."""

import os
import time
from collections.abc import MutableMapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import polars as pl

from warehouse import sql_files
from warehouse.progress import Progress, silent
from warehouse.sql_files import SqlFile

# most objects wait for a few long ones, so that more than a handful of workers have nothing to do
WORKERS = min(4, os.cpu_count() or 1)


def create(
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
    above = _longest_way_up(files)
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


def _longest_way_up(files: dict[str, SqlFile]) -> dict[str, int]:
    """How many objects wait for each in turn, along the longest way: what most waits for is to be made first."""
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
