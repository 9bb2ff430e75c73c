"""A link shows what its sender saw also after a newer year is loaded, in a new window and in the other language."""

import csv
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.building import build
from tests.serving import serving
from text.catalogue import say
from warehouse import builds, paths

from .conftest import answers, choices, marks, sentence, speak

BUILD_ID = re.compile(r"\d{8}T\d{9}Z-[0-9a-f]{8}")
BUILT = say("vi", "footer_build", build_id="", built_at="").split(" ·")[0].strip()
NEWEST = "/overview?lang=vi&index=dti"
VIEWS = (
    "/ranking?lang=vi&index=dti&year=2024&cohort=vn34&measure=index&region=all&unit=08&q=&view=two_years&with=2023.vn34",
    "/profile?lang=vi&index=dti&year=2022&cohort=vn63&unit=08&against=country&part=change",
    "/comparison?lang=vi&index=dti&year=2024&cohort=vn34&mode=years&unit=08&with=2023.vn63",
)


@pytest.fixture(scope="module")
def warehouse(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of all real data for this test alone: it gets a second one while its server keeps running."""
    directory = tmp_path_factory.mktemp("growing") / "warehouse"
    shutil.copytree(warehouse, directory)
    return directory


@pytest.fixture(scope="module")
def server(warehouse: Path) -> Iterator[str]:
    """Address of a server of this build."""
    with serving(DTI_WAREHOUSE_DIR=str(warehouse)) as address:
        yield address


def test_a_newer_year_moves_no_link(window, warehouse, tmp_path):
    newest = window(NEWEST)
    begun = _of_its_year(newest)
    assert choices(newest)["edition"] == "dti.2024.vn34"

    def looked_at(address: str) -> dict[str, object]:
        page = window(address)
        shown = _shown(page)
        window.leave(page)
        return shown

    sent = {address: looked_at(address) for address in VIEWS}

    _load_synthetic_year(warehouse, tmp_path)
    assert choices(window(NEWEST))["edition"] == "dti.2025.vn34", "who asks for no year gets the newer one"
    pasted = window(newest.url)
    assert _of_its_year(pasted) == begun
    speak(newest, "en")
    assert choices(newest) == choices(pasted) | {"lang": "en"}, "a window that was open stays where it was"
    for address, shown in sent.items():
        assert looked_at(address) == shown
        english = window(address.replace("lang=vi", "lang=en"))
        assert choices(english) == shown["choices"] | {"lang": "en"}
        assert marks(english) == shown["marks"]
        window.leave(english)


def _of_its_year(page) -> tuple:
    """What the overview says of its year: sentence, strip and map; its means over the years go on to the newer one."""
    _, pictures, _ = marks(page)
    return sentence(page), choices(page), pictures[:2]


def _shown(page) -> dict[str, object]:
    """All that a view shows, but for the name of the build and when it was made."""
    shown = {"choices": choices(page), "marks": marks(page)}
    told = [BUILD_ID.sub("", text) for text in answers(page) if not text.startswith(BUILT)]
    return shown | {"told": told}


def _load_synthetic_year(warehouse: Path, folder: Path) -> None:
    """Publish the real data and made-up values of 2025 for the 34 provinces."""
    raw, reference = folder / "raw", folder / "reference"
    shutil.copytree(paths.RAW_DIR, raw)
    shutil.copytree(paths.REFERENCE_DIR, reference)
    with (reference / "editions.csv").open("a", encoding="utf-8") as editions:
        editions.write("dti.2025.vn34,dti,2025,vn34,dti_2024,34,dti.2024.vn34,false,2026-10-21,Synthetic\n")
    with (reference / "periods.csv").open("a", encoding="utf-8") as periods:
        periods.write("2025,year,2025-01-01,2025-12-31,2025,năm 2025,2025\n")
    with (reference / "units.csv").open(encoding="utf-8", newline="") as units:
        provinces = [row for row in csv.DictReader(units) if row["unit_system"] == "vn34"]
    release = raw / "2025" / "synthetic_main_indicators.csv"
    release.parent.mkdir()
    with release.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["framework", "year", "system", "code", "province", "component", "value", "rank", "rank_of",
                       "source_url", "source_note"])  # fmt: skip
        for place, unit in enumerate(provinces):
            rows.writerow(["dti_2024", 2025, "vn34", unit["unit_code"], unit["unit_name_vi"], "dti",
                           f"{0.9 - place / 100:.4f}", "", "", "", "synthetic"])  # fmt: skip
    sidecar = json.loads((raw / "2024" / "dti_main_indicators.json").read_text(encoding="utf-8"))
    sidecar |= {"title": "Synthetic values of 2025", "publisher": "Synthetic", "address": None, "issued_on": None}
    sidecar |= {"sha256": hashlib.sha256(release.read_bytes()).hexdigest(), "source_sha256": None}
    release.with_suffix(".json").write_text(json.dumps(sidecar), encoding="utf-8")
    build(warehouse, raw_dir=raw, reference_dir=reference)
    assert "2025/synthetic_main_indicators" in " ".join(builds.current(warehouse).releases)
