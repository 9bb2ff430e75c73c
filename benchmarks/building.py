"""Whole processes of the command line: a full rebuild of all real data, and an unchanged one."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measured import Measured, timed
from warehouse import builds, paths
from warehouse.connection import close_all, query

FLOOR = """
import os, sys, duckdb, polars, pyarrow
with open(sys.argv[1], 'wb') as file:
    file.write(b'0' * int(sys.argv[2])); file.flush(); os.fsync(file.fileno())
"""
RANKING = """select * from mart.unit_ranking where index_code = 'dti' and year = $year and cohort_code = 'vn63'
and indicator_code = 'index' order by rank nulls last"""


def _etl(directory: Path, *words: str) -> None:
    """Run one command of the command line; its failure is ours."""
    subprocess.run(
        [sys.executable, "-m", "etl", *words],
        cwd=paths.ROOT,
        env=os.environ | {"DTI_WAREHOUSE_DIR": str(directory)},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _full_rebuild() -> None:
    """Everything from nothing: no parsed files, no earlier build."""
    with tempfile.TemporaryDirectory() as folder:
        _etl(Path(folder), "build")


def measure() -> list[Measured]:
    """The rebuilds and the ranking page's query, each with its floor."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        _etl(directory, "build")
        stamp = builds.current(directory)
        size = builds.database_path(directory, stamp.build_id).stat().st_size
        floor_command = [sys.executable, "-c", FLOOR, str(directory / "floor"), str(size)]
        floor = timed(lambda: subprocess.run(floor_command, check=True), 5)
        bare = timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 5)
        year = query(stamp.build_id, "select max(year) from mart.unit_ranking", directory=directory).item()
        measured = [
            Measured(
                "full rebuild of all real data",
                timed(_full_rebuild, 7),
                "s",
                3,
                f"imports and {size:,} bytes",
                floor,
            ),
            Measured(
                "unchanged rebuild",
                timed(lambda: _etl(directory, "build"), 7),
                "s",
                0.5,
                "an empty Python",
                bare,
            ),
            Measured(
                "the ranking page's query",
                timed(lambda: query(stamp.build_id, RANKING, {"year": year}, directory), 50, 5),
                "s",
                0.010,
                "select 1",
                timed(lambda: query(stamp.build_id, "select 1", directory=directory), 50, 5),
            ),
        ]
        close_all()
        return measured
