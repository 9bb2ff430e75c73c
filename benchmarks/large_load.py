"""A load of 300,000 valid rows: points of 100 components of 3,000 communes, all invented, beside the shipped data."""

import csv
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import psutil
from openpyxl import Workbook

from benchmarks.measured import Measured, resident, timed, unpack
from etl import building
from etl.folders import Folders
from etl.uploads import loading
from warehouse import paths
from warehouse.connection import close_all

SEED = 9
UNITS, MAINS, COMPONENTS_EACH = 3_000, 10, 10
ROWS = UNITS * MAINS * COMPONENTS_EACH
MAXIMUM = 10  # points of each component
CODES = [f"{main}.{component}" for main in range(1, MAINS + 1) for component in range(1, COMPONENTS_EACH + 1)]
INVENTED = "synthetic_communes"
SOURCE = loading.Source("Số liệu tự đặt", "Không có thật", "ministry")
PURPOSE = loading.Purpose(INVENTED, "2025", INVENTED, "components", SOURCE)
WHOLE_LOAD = """
import sys, time
from pathlib import Path
from benchmarks.large_load import PURPOSE, ROWS, site
from etl.uploads import loading
upload = loading.Upload("xã.xlsx", Path(sys.argv[1]).read_bytes())
folders, clock = site(Path(sys.argv[2])), [time.perf_counter()]
checked = loading.check([upload], PURPOSE, folders=folders)
assert [verdict.row_count for verdict in checked.verdicts] == [ROWS], checked.problems[:5]
clock.append(time.perf_counter())
print("checked", flush=True)
shown = loading.preview(checked, "benchmark", folders=folders, replaces=checked.earlier)
clock.append(time.perf_counter())
print("previewed", flush=True)
loading.publish(shown, "", "benchmark", folders=folders)
clock.append(time.perf_counter())
print(*(ended - began for began, ended in zip(clock, clock[1:])))
"""


def points(path: Path, seed: int) -> None:
    """A workbook in the shape of the template for components: one row a commune, one column a component."""
    rng = random.Random(seed)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Điểm thẩm định")
    sheet.append(["Mã", "Tên đơn vị", *CODES])
    for unit in range(UNITS):
        sheet.append([f"{unit:05d}", f"Xã {unit:05d}", *(rng.randint(0, 100 * MAXIMUM) / 100 for _ in CODES)])
    book.save(path)


def site(root: Path) -> Folders:
    """All shipped data, and beside them the invented communes with a framework of their own; made once."""
    folders = Folders(root / "warehouse", root / "loaded", reference=root / "reference")
    if folders.reference.is_dir():
        return folders
    shutil.copytree(paths.REFERENCE_DIR, folders.reference)
    named = {"framework_code": INVENTED, "index_code": INVENTED, "unit_system": INVENTED, "cohort_code": INVENTED}
    tree = [{"indicator_code": "index", "indicator_level": "index"}]
    tree += [
        {"indicator_code": str(main), "indicator_level": "main", "parent_code": "index",
         "max_score": str(MAXIMUM * COMPONENTS_EACH), "max_score_basis": "published"}
        for main in range(1, MAINS + 1)
    ]  # fmt: skip
    tree += [
        {"indicator_code": code, "indicator_level": "component", "parent_code": code.partition(".")[0],
         "max_score": str(MAXIMUM), "max_score_basis": "published"}
        for code in CODES
    ]  # fmt: skip
    rows = {
        "indexes": [{"position": "99", "scale": "points", "shown_decimals": "2"}],
        "frameworks": [{"entity_level": "commune", "decision": "Không có thật", "value_rule": "weighted_mains",
                        "total_max_score": str(MAXIMUM * len(CODES))}],
        "cohorts": [{"cohort_family": INVENTED, "is_ranked": "true"}],
        "units": [{"unit_code": f"{unit:05d}", "unit_kind": "commune", "unit_name_vi": f"Xã {unit:05d}",
                   "unit_name_en": f"Commune {unit:05d}"} for unit in range(UNITS)],
        "indicators": [{"is_scored": "true", "position": str(place)} | each for place, each in enumerate(tree, 1)],
    }  # fmt: skip
    for table, given in rows.items():
        _append(folders.reference / f"{table}.csv", [named | each for each in given])
    return folders


def _append(path: Path, rows: list[dict[str, str]]) -> None:
    """The rows below those of a reference table, names where none are given."""
    with path.open(encoding="utf-8", newline="") as stream:
        names = next(csv.reader(stream))
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, restval="", extrasaction="ignore")
        for row in rows:
            writer.writerow({name: "Không có thật" for name in names if "_name_" in name} | row)


def _load_once(file: Path, root: Path) -> tuple[list[float], list[float]]:
    """Seconds of check, preview and publication in a process of their own, and its megabytes at their highest in each,
    the processes it has started included.
    """
    most = [0]
    steps: list[str] = []
    command = [sys.executable, "-c", WHOLE_LOAD, str(file), str(root)]
    with subprocess.Popen(command, cwd=paths.ROOT, stdout=subprocess.PIPE, text=True) as process:
        ended = threading.Event()

        def watch() -> None:
            measured = psutil.Process(process.pid)
            while not ended.wait(0.02):
                most[-1] = max(most[-1], resident(measured))

        watcher = threading.Thread(target=watch)
        watcher.start()
        assert process.stdout is not None, "a pipe was asked for"
        for line in process.stdout:
            steps = line.split()
            most.append(0)
        ended.set()
        watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return [float(step) for step in steps], [amount / 2**20 for amount in most[:3]]


def measure(times: int = 3) -> list[Measured]:
    """Time and memory of checking, previewing and publishing 300,000 rows of points."""
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(times):
            root, file = Path(folder, str(number)), Path(folder, f"{number}.xlsx")
            folders = site(root)
            building.build(folders.warehouse, loaded_dir=folders.loaded, reference_dir=folders.reference)
            close_all()
            points(file, SEED + number)
            runs.append(_load_once(file, root))
        unpacking = timed(lambda: unpack(file.read_bytes()), 3)
    idle = [resident(psutil.Process()) / 2**20]
    targets = {"check": 10, "preview": 30, "publication": 1}
    measured = []
    for place, (step, target) in enumerate(targets.items()):
        seconds, megabytes = ([run[kind][place] for run in runs] for kind in (0, 1))
        measured.append(Measured(f"{step} of {ROWS:,} points", seconds, "s", target, "unpacking it", unpacking))
        measured.append(Measured(f"memory of that {step}, child included", megabytes, "MB", 1024, "this process", idle))
    return measured
