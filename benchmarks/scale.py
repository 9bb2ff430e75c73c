"""An index of 3,321 communes in eight years with all its components, by files alone; units and figures are synthetic.

Run by itself (``python -m benchmarks.scale FOLDER [YEARS EACH]``), it keeps what it has built in a folder, for a look
at its pages; of more years, or more components of each main indicator: 47 and 8 are ten million rows. Of the build it
says seconds, megabytes at its highest and seconds of the processor.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import polars as pl
from streamlit.testing.v1 import AppTest

from benchmarks.measured import Measured, timed
from benchmarks.views import Scripts
from tests.etl.data_folder import DataFolder
from warehouse import builds, paths
from warehouse.connection import close_all, query

UNITS, YEARS, MAINS, COMPONENTS_EACH, MAXIMUM = 3321, range(2025, 2033), 8, 4, 10
INDEX, FRAMEWORK, COHORT = "dti_commune", "synthetic_communes", "communes"
SEED = 12
BUILD = """
import json, resource, sys, time
from pathlib import Path
from etl import building
root, began = Path(sys.argv[1]), time.perf_counter()
made = building.build(root / "warehouse", raw_dir=root / "raw", reference_dir=root / "reference",
                      loaded_dir=root / "loaded", force=True)
seconds = time.perf_counter() - began
print()
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
RANKING = """select * from mart.unit_ranking where edition_code = $edition and indicator_code = 'index'
order by rank nulls last"""


def lay_out(root: Path, years: Sequence[int] = YEARS, each: int = COMPONENTS_EACH) -> DataFolder:
    """The folder of such an index: a file of points of every component for each year."""
    data = DataFolder(root)
    codes = {str(main): [f"{main}.{part}" for part in range(1, each + 1)] for main in range(1, MAINS + 1)}
    published = {"max_score_basis": "published"}
    data.commune_index(
        FRAMEWORK,
        [
            {"indicator_code": "index", "indicator_level": "index"},
            *(
                {"indicator_code": main, "indicator_level": "main", "parent_code": "index",
                 "max_score": str(MAXIMUM * each)} | published
                for main in codes
            ),
            *(
                {"indicator_code": code, "indicator_level": "component", "parent_code": main,
                 "max_score": str(MAXIMUM)} | published
                for main, parts in codes.items()
                for code in parts
            ),
        ],
        value_rule="weighted_mains",
        total_max_score=str(MAXIMUM * each * MAINS),
    )  # fmt: skip
    communes = data.members("commune", UNITS)
    chance = random.Random(SEED)

    def points() -> Iterator[dict]:
        for commune in communes:
            for parts in codes.values():
                for code in parts:
                    yield {"unit_code": commune, "indicator": code, "max_score": MAXIMUM,
                           "score": f"{chance.randint(0, 100 * MAXIMUM) / 100:.2f}"}  # fmt: skip

    previous = ""
    for year in years:
        data.edition(INDEX, str(year), COHORT, FRAMEWORK, UNITS, previous_edition_code=previous)
        data.figures(str(year), INDEX, COHORT, points())
        previous = f"{INDEX}.{year}.{COHORT}"
    return data


def built(root: Path) -> tuple[float, float]:
    """Seconds of a whole build of the folder in a process of its own, and its megabytes at their highest."""
    command = [sys.executable, "-c", BUILD, str(root)]
    said = subprocess.run(command, cwd=paths.ROOT, stdout=subprocess.PIPE, check=True).stdout
    seconds, megabytes = json.loads(said.splitlines()[-1])
    return seconds, megabytes


def _read(root: Path) -> None:
    """The least a build has to do: read the files and write their rows."""
    for path in sorted((root / "raw").glob("*/*.csv")):
        pl.read_csv(path, infer_schema=False).write_parquet(root / "floor.parquet")


def measure(times: int = 3) -> list[Measured]:
    """A build of it, its memory, and the ranking page and its query on it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        lay_out(root)
        seconds, megabytes = map(list, zip(*(built(root) for _ in range(times)), strict=True))
        rows = f"{UNITS:,} units × {len(YEARS)} years × {MAINS * COMPONENTS_EACH} components"
        floor = timed(lambda: _read(root), 3)
        size = builds.database_path(root / "warehouse", builds.current_id(root / "warehouse")).stat().st_size / 2**20
        return [
            Measured(f"build of {rows}", seconds, "s", 30, "reading the files", floor),
            Measured("memory of that build", megabytes, "MB", 2048, "its file", [size]),
            *_pages(root / "warehouse"),
        ]


def _pages(directory: Path) -> list[Measured]:
    build_id, edition = builds.current_id(directory), f"{INDEX}.{YEARS[-1]}.{COHORT}"
    ranking = timed(lambda: query(build_id, RANKING, {"edition": edition}, directory), 20, 5)
    least = timed(lambda: query(build_id, "select 1", directory=directory), 20, 5)
    with patch.dict(os.environ, {"DTI_WAREHOUSE_DIR": str(directory)}), Scripts() as scripts:
        page = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=60)
        page.query_params["edition"] = edition
        page.run()
        page.switch_page("pages/ranking.py")
        page.query_params["edition"] = edition
        first = [scripts.seconds(page)]
        again = [scripts.seconds(page) for _ in range(10)]
        new = []
        for year in YEARS[:-1]:
            page.query_params["edition"] = f"{INDEX}.{year}.{COHORT}"
            new.append(scripts.seconds(page))
    close_all()
    return [
        Measured("its ranking page: query", ranking, "s", 0.15, "select 1", least),
        Measured("its ranking page: first view", first, "s", 0.15, "the query", ranking),
        Measured("its ranking page: rerun", again, "s", 0.15, "the query", ranking),
        Measured("its ranking page: another year", new, "s", 0.15, "the query", ranking),
    ]


if __name__ == "__main__":
    kept, *amounts = sys.argv[1:]
    wanted, each_main = map(int, amounts or (len(YEARS), COMPONENTS_EACH))
    lay_out(Path(kept), range(YEARS[0], YEARS[0] + wanted), each_main)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(*built(Path(kept)), sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - used.ru_utime - used.ru_stime)
