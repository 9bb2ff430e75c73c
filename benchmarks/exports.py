"""Every file of every page, over a build whose names would all like to be formulas: how many cells, how many that run.

The build is synthetic (`tests.hostile`): real figures, every name and note ending with a hostile text.
"""

import itertools
import os
import tempfile
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


def visits(build_id: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every page with every view, of every edition that the build has, in one language and the other by turns."""
    language = itertools.cycle(("vi", "en"))
    known = editions(build_id).select("index_code", "year", "cohort_code").rows()
    for (page, choices), (index, year, cohort) in itertools.product(VIEWS, known):
        yield page, {"lang": next(language), "index": index, "year": str(year), "cohort": cohort, **choices}
    for each in ("vi", "en"):
        yield "reconciliation", {"lang": each}


def sweep(visited: list[tuple[str, dict[str, str]]]) -> tuple[int, int, int]:
    """Files, cells, and what is wrong with any of them, which is printed."""
    files = cells = wrong = 0
    for page, choices in visited:
        for name, build in _offered(page, choices):
            counted, found = exported.faults(name, build(), exported.made_of(build))
            files, cells, wrong = files + 1, cells + counted, wrong + len(found)
            for each in found[:5]:
                print(page, choices, name, each)
    return files, cells, wrong


def _offered(page: str, choices: dict[str, str]) -> list[exported.Offer]:
    """Nothing where a page has nothing to show for these choices and says so."""
    try:
        return exported.offered(page, choices)
    except exported.NotShown:
        return []


def measure() -> Iterator[Measured]:
    """What is wrong with the files of each page, beside how many cells were read."""
    with tempfile.TemporaryDirectory() as folder:
        hostile.build(Path(folder))
        os.environ["DTI_WAREHOUSE_DIR"] = folder
        every = list(visits(builds.current(Path(folder)).build_id))
        for page in dict.fromkeys(page for page, _ in every):
            files, cells, wrong = sweep([visit for visit in every if visit[0] == page])
            yield Measured(f"of {files:,} files of {page}, what is wrong", [wrong], "", 0, "cells", [cells])
        del os.environ["DTI_WAREHOUSE_DIR"]
        close_all()
