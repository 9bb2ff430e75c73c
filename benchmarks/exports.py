"""Every file of every page, over a build whose names would all like to be formulas: how many cells, how many that run.

The build is synthetic (`tests.hostile`): real figures, every name and note ending with a hostile text.
"""

import itertools
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measured import Measured
from tests import exported, hostile
from warehouse import builds
from warehouse.connection import close_all
from warehouse.queries.editions import editions

VIEWS = (
    ("overview", {}),
    ("overview", {"unit": "08"}),
    ("ranking", {"unit": "08"}),
    ("ranking", {"view": "years"}),
    ("ranking", {"view": "two_years"}),
    *(("profile", {"unit": "08", "part": part}) for part in ("standing", "change", "points", "targets", "sources")),
    ("comparison", {"units": "01.08"}),
    ("comparison", {"units": "08", "mode": "years"}),
    ("components", {"unit": "08"}),
    ("components", {"unit": "08", "view": "heat"}),
)
OF_ALL_EDITIONS = (("reconciliation", {}), *(("history", {"part": part}) for part in ("releases", "log", "difference")))


def visits(build_id: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every page with every view, of every edition that the build has, in one language and the other by turns."""
    language = itertools.cycle(("vi", "en"))
    known = editions(build_id).select("index_code", "year", "cohort_code").rows()
    for (page, choices), (index, year, cohort) in itertools.product(VIEWS, known):
        yield page, {"lang": next(language), "index": index, "year": str(year), "cohort": cohort, **choices}
    for page, choices in OF_ALL_EDITIONS:
        yield page, {"lang": next(language), **choices}


def sweep() -> tuple[int, int, list[str], list[float]]:
    """Files, cells, what is wrong with any of them, and the seconds that making and reading each took."""
    cells, found, seconds = 0, [], []
    with tempfile.TemporaryDirectory() as folder:
        hostile.build(Path(folder))
        os.environ["DTI_WAREHOUSE_DIR"] = folder
        for page, choices in visits(builds.current(Path(folder)).build_id):
            for name, build in _offered(page, choices):
                began = time.perf_counter()
                counted, wrong = exported.faults(name, build(), exported.made_of(build))
                seconds.append(time.perf_counter() - began)
                cells += counted
                found += wrong
                for each in wrong[:5]:
                    print(page, choices, name, each, flush=True)
        del os.environ["DTI_WAREHOUSE_DIR"]
        close_all()
    return len(seconds), cells, found, seconds


def _offered(page: str, choices: dict[str, str]) -> list[exported.Offer]:
    """Nothing where a page has nothing to show for these choices and says so."""
    try:
        return exported.offered(page, choices)
    except exported.NotShown:
        return []


def measure() -> list[Measured]:
    """What is wrong with any file, beside how many cells were read; and how long a file takes."""
    files, cells, found, seconds = sweep()
    return [
        Measured(f"of {files:,} exported files, what is wrong", [len(found)], "", 0, "cells read", [cells]),
        Measured("a file, made and read twice", seconds, "s", 1, "fastest", [min(seconds)]),
    ]
