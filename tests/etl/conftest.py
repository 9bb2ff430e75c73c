"""A tiny project: three provinces, four indicators, one release at a time, read by the real code."""

import csv
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.staging import Loaded, load
from tests.remembered import rules_are_read_once  # noqa: F401 - a fixture of every test here
from warehouse.connection import close_all
from warehouse.paths import LAYOUTS_DIR

SIDECAR = {
    "title": "Một tài liệu",
    "document_number": "1/KH-UBND",
    "issued_on": "2022-10-03",
    "publisher": "Ủy ban nhân dân tỉnh",
    "address": None,
    "original_file": "tài liệu.txt",
    "section": None,
    "authority": "plan",
    "licence": "administrative document",
    "source_sha256": None,
    "transcription_notes": ["một chú thích"],
    "retrieved_on": None,
}

TINY_REFERENCE = Path(__file__).parent / "tiny_reference"

FIGURE = {
    "index": "dti",
    "year": "2021",
    "cohort": "vn63",
    "unit": "Tuyên Quang",
    "unit_code": "08",
    "indicator": "1",
    "value": "0.3750",
    "score": "",
    "max_score": "",
    "rank": "",
    "rank_of": "",
    "places_gained": "",
    "value_change": "",
    "source_address": "",
    "section": "",
    "note": "",
}
STATUS = {
    "framework": "dti_2021",
    "year": "2021",
    "province": "Tuyên Quang",
    "code": "1.10",
    "status": "zero",
    "reason_vi": "Không có",
    "reason_group": "no_evidence",
    "source": "1.3",
}
TARGET = {
    "scope_name": "Tuyên Quang",
    "scope_level": "province",
    "unit": "Tuyên Quang",
    "unit_system": "vn63",
    "unit_code": "08",
    "index_code": "dti",
    "indicator_code": "index",
    "measure": "Thứ hạng",
    "kind": "level",
    "operator": "between",
    "low": "40",
    "high": "44",
    "target_unit": "rank",
    "due_year": "2025",
    "due_text": "2025",
    "printed_text": "từ 40 đến 44",
    "section": "",
    "note": "",
}
BASELINE = {
    "scope_name": "Tuyên Quang",
    "scope_level": "province",
    "unit": "Tuyên Quang",
    "unit_system": "vn63",
    "unit_code": "08",
    "index_code": "dti",
    "indicator_code": "1",
    "measure": "Tỷ lệ",
    "operator": "equals",
    "low": "94.7",
    "high": "",
    "target_unit": "percent",
    "printed_text": "đạt 94.7%",
    "section": "",
    "note": "",
}
TASK = {
    "scope_name": "Xã Tịnh Trà",
    "scope_level": "commune",
    "unit": "",
    "unit_system": "",
    "unit_code": "",
    "framework_code": "dti_2021",
    "indicator_code": "1",
    "action": "Tuyên truyền",
    "lead_agencies": "A; B",
    "coordinating_agencies": "",
    "due_text": "",
    "due_on": "2022-12-15",
    "evidence": "",
    "section": "",
    "note": "",
}
RULE = {
    "scope_name": "Huyện Minh Long",
    "scope_level": "district",
    "unit": "",
    "unit_system": "",
    "unit_code": "",
    "rhythm": "yearly",
    "due_rule": "before_day_month",
    "due_day": "10",
    "due_month": "12",
    "due_on": "",
    "reporter": "",
    "receiver": "",
    "printed_text": "trước ngày 10/12",
    "section": "",
    "note": "",
}


class Project:
    """Folders of raw and reference files in a temporary place, loaded with the real layouts and SQL."""

    def __init__(self, root: Path) -> None:
        self.raw, self.reference, self.cache = root / "raw", root / "reference", root / "parsed"
        self.raw.mkdir()
        shutil.copytree(TINY_REFERENCE, self.reference)

    def add(
        self, layout: str, rows: list[dict[str, str]], name: str = "2021/given.csv", **sidecar: object
    ) -> Path:
        """Write rows as a release; `sidecar` overrides fields of its description."""
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        self.describe(path, layout=layout, **sidecar)
        return path

    def describe(self, path: Path, **sidecar: object) -> None:
        """Write the sidecar of a data file as it stands now."""
        fields = {**SIDECAR, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), **sidecar}
        path.with_suffix(".json").write_text(json.dumps(fields), encoding="utf-8")

    def change_reference(self, name: str, old: str, new: str) -> None:
        path = self.reference / f"{name}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def load(self, layouts_dir: Path = LAYOUTS_DIR, cache: bool = False) -> Loaded:
        return load(self.raw, self.reference, layouts_dir, self.cache if cache else None)

    def codes(self, **options: object) -> list[str]:
        """Codes of the problems a load meets, in their order."""
        return [problem.code for problem in self.load(**options).problems]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def problems_of(project: Project) -> Callable[..., list[str]]:
    """Codes of problems of one row: the given one of a shape with some cells changed."""

    def codes(layout: str, row: dict[str, str], **changes: str) -> list[str]:
        project.add(layout, [{**row, **changes}])
        return project.codes()

    return codes


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """Builds and loads of the tests that ask for it lie in folders of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DTI_WAREHOUSE_DIR", str(tmp_path_factory.mktemp("warehouse")))
        patch.setenv("DTI_LOADED_DIR", str(tmp_path_factory.mktemp("loaded")))
        yield
    close_all()
