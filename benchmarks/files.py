"""How long files of many rows take, how much memory, how late another thread is meanwhile; the page of tables.

The rows are invented: codes, names, values, ranks, days, reasons that few rows have, addresses that all differ. The
page shows the components of one province as if 3,061 communes had them.
"""

import io
import os
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import duckdb
import polars as pl
import psutil
from streamlit.testing.v1 import AppTest

from benchmarks.measured import Measured, timed, unpack
from benchmarks.views import EMPTY_PAGE, Scripts
from etl.building import build
from exports import package
from exports.delimited import csv_machine, csv_vietnamese
from exports.sheet import FrameSheet, Sheet
from exports.workbook import workbook
from warehouse import builds, paths
from warehouse.connection import close_all
from warehouse.queries import tables

MADE = datetime(2026, 11, 30, tzinfo=UTC)
FACTS = Sheet("Thông tin", ["Mục", "Nội dung"], [("Bản dữ liệu", "2026-x")])
FORMATS = ["General"] * 4 + ["0.0000", "0.00", "0", "0"] + ["General"] * 2 + ["dd/mm/yyyy", "General"]
MEGABYTE = 1024**2
_TICK = 0.005
# What a reader changes on the page of data tables, one after the other.
CHANGES = (
    ("unit", ["00077", "03000"]),
    ("unit", ["all"]),
    ("status", ["zero", "full", "all"]),
    ("columns", ["unit_code.indicator_name.status.score", "all"]),
    ("sort", ["data.score.down", "data.indicator_name.up"]),
    ("at", ["51", "150001", "299951"]),
)


def sheet(rows: int) -> FrameSheet:
    """A table of so many rows and twelve columns, the same at each call."""
    chance = random.Random(14)
    pick = chance.randrange
    held = pl.DataFrame(
        {
            "unit_code": [f"{pick(99):02}" for _ in range(rows)],
            "unit_name": [f"Xã số {pick(3321)}, tỉnh Tuyên Quang" for _ in range(rows)],
            "indicator_code": [f"{pick(1, 9)}.{pick(1, 20)}" for _ in range(rows)],
            "indicator_name": [f"Tỷ lệ {pick(98)} người dân & doanh nghiệp" for _ in range(rows)],
            "value": pl.Series([pick(10**4) for _ in range(rows)]).cast(pl.Decimal(18, 4)) / 10**4,
            "score": [chance.random() * 100 for _ in range(rows)],
            "rank": [pick(1, 64) for _ in range(rows)],
            "max_score": [100] * rows,
            "status": ["không đạt điểm"] * rows,
            "reason": [None if pick(10) < 7 else "thiếu tài liệu kiểm chứng" for _ in range(rows)],
            "due_on": [date(2022, 1, 1)] * rows,
            "source": [f"https://dti.gov.vn/xep-hang/{pick(10**6)}" for _ in range(rows)],
        }
    )
    return FrameSheet("Bảng số liệu", [f"Cột {name}" for name in held.columns], held, FORMATS, kept=2)


def watched(make: Callable[[], object]) -> tuple[float, float]:
    """By how many megabytes the process grew at most while `make` ran, and how many seconds late a thread was that
    wanted to run every five milliseconds.
    """
    process, late, over = psutil.Process(), [0.0], threading.Event()
    before = process.memory_info().rss
    most = [before]

    def look() -> None:
        while not over.is_set():
            began = time.perf_counter()
            time.sleep(_TICK)
            late.append(time.perf_counter() - began - _TICK)
            most.append(process.memory_info().rss)

    thread = threading.Thread(target=look)
    thread.start()
    make()
    over.set()
    thread.join()
    return (max(most) - before) / MEGABYTE, max(late)


def packing() -> Iterator[Measured]:
    """The data package of a build of all real data."""
    with tempfile.TemporaryDirectory() as folder:
        build_id = build(Path(folder)).stamp.build_id
        runs = timed(lambda: package.content(Path(folder), build_id), 5)
        names = tables.names(build_id, Path(folder))
        rows = timed(lambda: [tables.whole(build_id, name, Path(folder)) for name in names], 3)
        yield Measured("data package of all real data", runs, "s", 2, "its rows", rows)
        close_all()


def pages() -> Iterator[Measured]:
    """The page of data tables over a mart of 300,000 rows: changes of its filter, its columns, its order, its rows."""
    with tempfile.TemporaryDirectory() as folder, Scripts() as scripts:
        os.environ["DTI_WAREHOUSE_DIR"] = folder
        _with_communes(Path(folder))
        blank = Path(folder) / "empty.py"
        blank.write_text(EMPTY_PAGE, encoding="utf-8")
        floor = scripts.repeated(blank)
        page = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=60)
        page.run()
        page.switch_page("pages/data.py")
        page.query_params["table"] = "component_status"
        first = [scripts.seconds(page)]
        changes = []
        for choice, codes in CHANGES:
            for code in codes:
                page.query_params[choice] = code
                changes.append(scripts.seconds(page))
        yield Measured("data page of 300,000 rows: first view", first, "s", 1, "an empty page", floor)
        yield Measured("data page of 300,000 rows: a change", changes, "s", 0.5, "an empty page", floor)
        del os.environ["DTI_WAREHOUSE_DIR"]
        close_all()


def _with_communes(directory: Path) -> None:
    """Publish a build of all real data whose statuses of components are those of 3,061 invented communes too."""
    build(directory)
    now = builds.current(directory)
    unfinished = directory / "made.building"
    shutil.copy(builds.database_path(directory, now.build_id), unfinished)
    with duckdb.connect(str(unfinished)) as connection:
        connection.execute(
            "insert into mart.component_status select held.* replace (printf('%05d', n) as unit_code)"
            " from mart.component_status as held, range(3061) as communes (n)"
        )
    build_id = builds.new_build_id("0" * 8)
    builds.keep(directory, unfinished, replace(now, build_id=build_id))
    builds.publish(directory, build_id)


def measure() -> Iterator[Measured]:
    """Workbooks and CSV of a page's table, of 100,000 and of 300,000 rows."""
    for rows, target in ((6_174, 0.2), (100_000, 2), (300_000, 5)):
        content = sheet(rows)
        make = partial(workbook, content, FACTS, MADE)
        grown, late = watched(make)
        floor = timed(partial(unpack, make()), 3)
        name = f"workbook of {rows:,} × 12"
        yield Measured(name, timed(make, 3, warm_up=0), "s", target, "unpacking it", floor)
    yield Measured("memory of the last one", [grown], "MB", 300, "its rows", [content.frame.estimated_size("mb")])
    yield Measured("another thread meanwhile, late", [late], "s", 0.1, "its tick", [_TICK])
    plain = timed(lambda: content.frame.write_csv(io.BytesIO()), 3)
    for name, write in (("machines", csv_machine), ("Vietnamese Excel", csv_vietnamese)):
        runs = timed(partial(write, content), 3)
        yield Measured(f"CSV of 300,000 × 12 for {name}", runs, "s", 0.5, "polars without our rules", plain)
    yield from packing()
    yield from pages()
