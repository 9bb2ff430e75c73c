"""Loading as an analyst does it: a workbook of 63 provinces by 98 components, and one of 300,000 rows (synthetic)."""

import csv
import io
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl
import psutil
from openpyxl import Workbook, load_workbook

from benchmarks import large_load
from benchmarks.measured import Measured, resident, timed, unpack
from etl import building
from etl.folders import Folders
from etl.kinds.template import write_template
from etl.reference import read_reference
from etl.uploads import loading
from warehouse import paths
from warehouse.connection import close_all

SEED = 4
ROWS, UNITS = 300_000, 3_000
FIRST_FIGURE_ROW, FIRST_FIGURE_COLUMN = 4, 3  # of a template: below title, names and codes, beside code and unit
SOURCE = loading.Source("Kết quả đánh giá", "Bộ Khoa học và Công nghệ", "ministry")
COMPONENTS = loading.Purpose("dti_2021", "2022", "vn63", "components", SOURCE)
MAIN_VALUES = loading.Purpose("dti_2021", "2022", "vn63", "main_values", SOURCE)
LONG_LAYOUT = """table = "figures"
kinds = ["main_values"]
decimal_separator = "."
[columns]
index_code = "index"
year = "year"
cohort_code = "cohort"
unit_name = "unit"
unit_code = "unit_code"
indicator_code = "indicator"
value = "value"
rank = "rank"
"""
READ_ONCE = """
import sys, time
from pathlib import Path
from benchmarks.loading import MAIN_VALUES, many_rows_site
from etl.uploads import loading
upload = loading.Upload("dài.xlsx", Path(sys.argv[1]).read_bytes())
heard = []
folders = many_rows_site(Path(sys.argv[2]))
began = time.perf_counter()
checked = loading.check([upload], MAIN_VALUES, progress=lambda *said: heard.append(said), folders=folders)
seconds = time.perf_counter() - began
[verdict] = checked.verdicts
assert verdict.row_count == int(sys.argv[3]), checked.problems[:5]
assert len(heard) > 20, heard
print(seconds)
"""


def filled_template(reference: dict, seed: int) -> bytes:
    """The template for components of all provinces, invented points in every cell."""
    content = write_template(COMPONENTS.kind, "dti_2021", COMPONENTS.period_code, "vn63", reference)
    book = load_workbook(io.BytesIO(content))
    sheet = book["Điểm thẩm định"]
    of_framework = reference["indicators"].filter(pl.col("framework_code") == COMPONENTS.framework_code)
    unscored = set(of_framework.filter(pl.col("max_score") == 0)["indicator_code"])
    codes = [cell.value for cell in sheet[FIRST_FIGURE_ROW - 1]][FIRST_FIGURE_COLUMN - 1 :]
    rng = random.Random(seed)
    for row in sheet.iter_rows(min_row=FIRST_FIGURE_ROW, min_col=FIRST_FIGURE_COLUMN):
        for code, cell in zip(codes, row, strict=True):
            cell.value = 0 if code in unscored else rng.randint(0, 1)
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


def many_rows(path: Path) -> None:
    """300,000 rows of eight columns: invented units and indicators, random values and ranks."""
    rng = random.Random(SEED)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Số liệu")
    sheet.append(["index", "year", "cohort", "unit", "unit_code", "indicator", "value", "rank"])
    for number in range(ROWS):
        unit, indicator = divmod(number, ROWS // UNITS)
        placed = ["dti", 2022, "vn63", f"Đơn vị {unit:04d}", f"{unit:04d}", f"99.{indicator + 10}"]
        sheet.append([*placed, round(rng.random(), 4), rng.randint(1, 63)])
    book.save(path)


def many_rows_site(root: Path) -> Folders:
    """The shipped reference with the invented units and indicators, and a layout for their file; made once."""
    folders = Folders(root / "warehouse", root / "loaded", root / "raw", root / "reference", root / "layouts")
    if folders.reference.is_dir():
        return folders
    shutil.copytree(paths.REFERENCE_DIR, folders.reference)
    shutil.copytree(paths.LAYOUTS_DIR, folders.layouts)
    (folders.layouts / "long.toml").write_text(LONG_LAYOUT, encoding="utf-8")
    folders.raw.mkdir()
    unit = _first_row(folders.reference / "units.csv", unit_system="vn63")
    main = _first_row(folders.reference / "indicators.csv", framework_code="dti_2021", indicator_level="main")
    names = ((f"{number:04d}", f"Đơn vị {number:04d}") for number in range(UNITS))
    _append(
        folders.reference / "units.csv",
        [
            {**unit, "unit_code": code, "unit_name_vi": name, "unit_name_en": name, "tile_row": "", "tile_col": ""}
            for code, name in names
        ],
    )
    _append(
        folders.reference / "indicators.csv",
        [{**main, "indicator_code": f"99.{n + 10}", "position": str(10_000 + n)} for n in range(ROWS // UNITS)],
    )
    return folders


def _first_row(path: Path, **cells: str) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return next(row for row in csv.DictReader(stream) if cells.items() <= row.items())


def _append(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, list(rows[0])).writerows(rows)


def _read_once(*arguments: str) -> tuple[float, float]:
    """Seconds of a check in a process of its own, and megabytes at their highest, the reading process included."""
    command, most = [sys.executable, "-c", READ_ONCE, *arguments], 0
    with subprocess.Popen(command, cwd=paths.ROOT, stdout=subprocess.PIPE, text=True) as process:
        measured = psutil.Process(process.pid)
        while process.poll() is None:
            most = max(most, resident(measured))
            time.sleep(0.02)
        assert process.stdout is not None, "a pipe was asked for"
        seconds = float(process.stdout.read())
    return seconds, most / 2**20


def measure_many_rows(times: int = 3) -> list[Measured]:
    """Time and memory of checking the workbook of 300,000 rows."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        file, site = root / "long.xlsx", root / "site"
        many_rows(file)
        many_rows_site(site)
        unpacking = timed(lambda: unpack(file.read_bytes()), 3)
        found = [_read_once(str(file), str(site), str(ROWS)) for _ in range(times)]
    seconds, megabytes = map(list, zip(*found, strict=True))
    idle = [resident(psutil.Process()) / 2**20]
    return [
        Measured("check of 300,000 rows of .xlsx", seconds, "s", 10, "unpacking it", unpacking),
        Measured("memory of that check, child included", megabytes, "MB", 1024, "this process", idle),
    ]


def measure_provinces(times: int = 5) -> list[Measured]:
    """Check, preview and publication of 63 provinces by 98 components beside all shipped data, each time anew."""
    with tempfile.TemporaryDirectory() as folder:
        folders = Folders(Path(folder, "warehouse"), Path(folder, "loaded"))
        building.build(folders.warehouse, loaded_dir=folders.loaded)
        reference, _ = read_reference(folders.reference)
        seconds: dict[str, list[float]] = {"check": [], "preview": [], "publication": []}
        for seed in range(times + 1):
            upload = loading.Upload("điểm.xlsx", filled_template(reference, seed))
            clock = [time.perf_counter()]
            checked = loading.check([upload], COMPONENTS, folders=folders)
            clock.append(time.perf_counter())
            shown = loading.preview(checked, "benchmark", folders=folders, replaces=checked.earlier)
            clock.append(time.perf_counter())
            loading.publish(shown, "", "benchmark", folders=folders)
            clock.append(time.perf_counter())
            for runs, began, ended in zip(seconds.values(), clock, clock[1:], strict=False):
                runs.append(ended - began)
        close_all()
        unpacking = timed(lambda: unpack(upload.content), 5)
        targets = {"check": 1, "preview": 2, "publication": 1}
        return [
            Measured(f"{step} of 63 × 98 components", runs[1:], "s", targets[step], "unpacking the workbook", unpacking)
            for step, runs in seconds.items()
        ]


def measure() -> list[Measured]:
    """Loading of a usual workbook and of very large ones."""
    return [*measure_provinces(), *measure_many_rows(), *large_load.measure()]
