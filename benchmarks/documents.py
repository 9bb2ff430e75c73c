"""Documents in Word: how long they take, and whether the profiles of all units stay one page each."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from shutil import which
from unittest.mock import patch

from pypdf import PdfReader

from benchmarks.measured import Measured, timed
from etl.building import build
from reports import documents
from warehouse import builds
from warehouse.connection import close_all, query
from warehouse.queries import documents as queries
from warehouse.queries.editions import Wanted

WITH_COMPONENTS, WITHOUT = ("dti.2021.vn63", "08"), ("dti.2022.vn63", "22")
COHORTS = ("dti.2022.vn63", "dti.2024.vn34")  # 97 units


def measure() -> list[Measured]:
    """Seconds of a chapter, a profile and a second run; then pages of all profiles, where LibreOffice is."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder) / "warehouse")
        places = {"DTI_WAREHOUSE_DIR": f"{folder}/warehouse", "DTI_LOADED_DIR": f"{folder}/loaded"}
        with patch.dict(os.environ, places):
            build_id = builds.current_id(Path(folder) / "warehouse")
            measured = [*_speeds(build_id), *_pages(build_id, Path(folder))]
        close_all()
    return measured


def _speeds(build_id: str) -> Iterator[Measured]:
    least = timed(lambda: query(build_id, "select 1"), 20)
    for name, kind, (edition, unit), target in (
        ("the chapter of 98 components and its annex", "chapter", WITH_COMPONENTS, 1.5),
        ("a chapter without components", "chapter", WITHOUT, 0.3),
        ("a profile on one page", "profile", WITH_COMPONENTS, 0.3),
    ):
        made = timed(partial(documents.made, kind, Wanted(edition), unit, "vi"), 10)
        yield Measured(name, made, "s", target, "select 1", least)
    issued = documents.made("chapter", Wanted(WITH_COMPONENTS[0]), WITH_COMPONENTS[1], "vi")
    again = timed(lambda: documents.updated(issued), 5)
    yield Measured("a second run, in two other processes", again, "s", 3, "select 1", least)


def _pages(build_id: str, folder: Path) -> Iterator[Measured]:
    """Profiles of every unit of two cohorts that are not one page, as LibreOffice lays them out."""
    if which("soffice") is None:
        return
    for edition in COHORTS:
        for unit in queries.names(build_id, edition)["unit_code"]:
            (folder / f"{edition}.{unit}.docx").write_bytes(documents.made("profile", Wanted(edition), unit, "vi"))
    files = sorted(folder.glob("*.docx"))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), *map(str, files)], check=True, capture_output=True)
    longer = [path for path in folder.glob("*.pdf") if len(PdfReader(path).pages) != 1]
    name = f"profiles of {len(files)} units that are not one page"
    yield Measured(name, [float(len(longer))], "", 0, "none", [0.0])
