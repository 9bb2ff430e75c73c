"""An installation that loaded its files when editions were declared by years goes on without loss.

`delivered_before/loaded` was written by the code of before periods were data, with synthetic figures: 2025 opened and
its file replaced, 2026 opened and withdrawn, a candidate for 2026. `ranking_2025.csv` is what that code showed of it.
"""

import csv
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from etl import building
from etl.folders import Folders
from etl.uploads import loading
from warehouse.connection import close_all, query

BEFORE = Path(__file__).parent / "delivered_before"
WITHDRAWN = "2026/main_values_dti_2024_vn34_6601ad53"


def hashes(folder: Path) -> dict[str, str]:
    """The content of every file of the deliveries in use. A candidate whose build is gone goes with the next build."""
    in_use = json.loads((folder / "active.json").read_text(encoding="utf-8"))["loads"]
    files = [path for load_id in in_use for path in (folder / load_id).glob("**/*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> Folders:
    root = tmp_path_factory.mktemp("before")
    shutil.copytree(BEFORE / "loaded", root / "loaded")
    yield Folders(warehouse=root / "warehouse", loaded=root / "loaded")
    close_all()


def test_what_was_loaded_before_builds_the_same_figures_and_is_not_rewritten(folders):
    kept = hashes(folders.loaded)
    built = building.build(folders.warehouse, loaded_dir=folders.loaded).stamp
    with (BEFORE / "ranking_2025.csv").open(encoding="utf-8", newline="") as stream:
        expected = list(csv.reader(stream))
    rows = query(
        built.build_id,
        f"""
        select {", ".join(f"cast({name} as varchar)" for name in expected[0])} from mart.unit_ranking
        where index_code = 'dti' and year >= 2025 and indicator_code = 'index' order by rank
        """,
        directory=folders.warehouse,
    ).rows()
    assert [[cell or "" for cell in row] for row in rows] == expected[1:]
    assert len(rows) == 34
    editions = "select edition_code, previous_edition_code from mart.editions where index_code = 'dti' and year > 2024"
    assert query(built.build_id, editions, directory=folders.warehouse).rows() == [("dti.2025.vn34", "dti.2024.vn34")]
    assert WITHDRAWN not in built.releases
    assert hashes(folders.loaded) == kept


def test_what_was_withdrawn_before_can_be_brought_back(folders):
    shown = loading.restore([WITHDRAWN], "anna", folders=folders)
    restored = loading.publish(shown, "brought back", "anna", folders=folders)
    editions = "select edition_code, previous_edition_code from mart.editions where index_code = 'dti' and year > 2025"
    found = query(restored.build_id, editions, directory=folders.warehouse).rows()
    assert found == [("dti.2026.vn34", "dti.2025.vn34")]


