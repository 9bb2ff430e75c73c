"""Quarters, districts and communes come by files alone: units with their parents, cohorts, periods, editions, figures.

All figures, and the districts and communes themselves, are synthetic; the framework of the districts of Quảng Ngãi and
the provinces they lie in are real.
"""

import csv
import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from etl import building
from etl.periods import period
from warehouse import paths
from warehouse.connection import close_all, query

COMMUNES = 3321
COLUMNS = ("index", "year", "cohort", "unit", "unit_code", "indicator", "value", "score", "max_score", "rank",
           "rank_of", "places_gained", "value_change", "source_address", "section", "note", "period",
           "edition")  # fmt: skip


class DataFolder:
    """A copy of the reference tables with rows added, and no other figures than the given ones."""

    def __init__(self, root: Path) -> None:
        self.root, self.reference, self.raw = root, root / "reference", root / "raw"
        shutil.copytree(paths.REFERENCE_DIR, self.reference)
        self.raw.mkdir()

    def declare(self, table: str, rows: Iterable[dict]) -> None:
        """Append rows to a reference table; cells left out are empty."""
        path = self.reference / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            columns = next(csv.reader(stream))
        with path.open("a", encoding="utf-8", newline="") as stream:
            csv.DictWriter(stream, columns, lineterminator="\n").writerows(rows)

    def edition(self, index: str, code: str, cohort: str, framework: str, size: int, **cells: str) -> None:
        """An edition, and its period where the reference does not know it."""
        with (self.reference / "periods.csv").open(encoding="utf-8", newline="") as stream:
            known = {row["period_code"] for row in csv.DictReader(stream)}
        if code not in known:
            self.declare("periods", [period(code)])
        row = {"edition_code": f"{index}.{code}.{cohort}", "index_code": index, "period_code": code,
               "cohort_code": cohort, "framework_code": framework, "cohort_size": str(size),
               "is_provisional": "false"}  # fmt: skip
        self.declare("editions", [row | cells])

    def figures(self, code: str, index: str, cohort: str, units: list[str], first: int) -> None:
        """A file of the index of each unit in a period, falling from `first`, every 64 units sharing a value."""
        folder = self.raw / code
        folder.mkdir(exist_ok=True)
        path = folder / f"{cohort}.csv"
        named = {"index": index, "cohort": cohort, "indicator": "index"}
        named |= {"year": code} if code.isdigit() else {"period": code}
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
            writer.writeheader()
            for place, unit in enumerate(units):
                writer.writerow(named | {"unit_code": unit, "value": f"0.{first - place // 64 * 7:04d}"})
        sidecar = {"title": "Synthetic", "publisher": "Synthetic", "original_file": path.name, "authority": "ministry",
                   "licence": "facts", "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                   "layout": "figures"}  # fmt: skip
        path.with_suffix(".json").write_text(json.dumps(sidecar), encoding="utf-8")


def members(level: str, count: int) -> list[dict]:
    """Synthetic units of a level below the provinces, dealt out over the 34."""
    with (paths.REFERENCE_DIR / "units.csv").open(encoding="utf-8", newline="") as stream:
        provinces = [row["unit_code"] for row in csv.DictReader(stream) if row["unit_system"] == "vn34"]
    return [
        {"unit_system": f"{level}s", "unit_code": f"{number:05d}", "unit_name_vi": f"Đơn vị giả định {level} {number}",
         "unit_name_en": f"Synthetic {level} {number}", "unit_kind": level, "unit_level": level,
         "parent_system": "vn34", "parent_code": provinces[number % len(provinces)]}
        for number in range(count)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The build of a quarterly index, thirteen districts in 2023, and 3,321 communes in two years; and its folder."""
    root = tmp_path_factory.mktemp("levels")
    data = DataFolder(root)
    provinces = sorted({unit["parent_code"] for unit in members("district", 34)})
    for code, previous in (("2025-Q1", ""), ("2025-Q2", "dti.2025-Q1.vn34")):
        data.edition("dti", code, "vn34", "dti_2024", 34, previous_edition_code=previous)
        data.figures(code, "dti", "vn34", provinces, 6000 if previous else 5000)
    data.declare("frameworks", [{"framework_code": "communes_2025", "index_code": "dti_commune",
                                 "entity_level": "commune", "decision": "Synthetic",
                                 "value_rule": "published_only"}])  # fmt: skip
    data.declare("indexes", [{"index_code": "dti_commune", "index_name_vi": "Chỉ số giả định cấp xã",
                              "index_name_en": "Synthetic commune index", "short_name_vi": "DTI xã",
                              "short_name_en": "Commune DTI", "position": "99", "scale": "share",
                              "shown_decimals": "4"}])  # fmt: skip
    data.declare("indicators", [{"framework_code": "communes_2025", "indicator_code": "index",
                                 "indicator_level": "index", "indicator_name_vi": "Chỉ số giả định cấp xã",
                                 "indicator_name_en": "Synthetic", "is_scored": "true", "position": "1"}])  # fmt: skip
    for level, count in (("district", 13), ("commune", COMMUNES)):
        units = members(level, count)
        data.declare("units", units)
        data.declare("cohorts", [{"cohort_code": f"{level}s", "cohort_name_vi": f"Giả định {level}",
                                  "cohort_name_en": f"Synthetic {level}s", "unit_system": f"{level}s",
                                  "cohort_family": f"{level}s", "is_ranked": "true",
                                  "is_whole_system": "true"}])  # fmt: skip
    data.edition("dti_district", "2023", "districts", "dti_district_quang_ngai_2023", 13)
    data.figures("2023", "dti_district", "districts", [unit["unit_code"] for unit in members("district", 13)], 7000)
    for code, previous in (("2025", ""), ("2026", "dti_commune.2025.communes")):
        data.edition("dti_commune", code, "communes", "communes_2025", COMMUNES, previous_edition_code=previous)
        communes = [unit["unit_code"] for unit in members("commune", COMMUNES)]
        data.figures(code, "dti_commune", "communes", communes, 9000)
    made = building.build(
        root / "warehouse", raw_dir=data.raw, reference_dir=data.reference, loaded_dir=root / "loaded"
    )
    yield made.stamp.build_id, root / "warehouse"
    close_all()


def ranking(built, edition: str) -> list[dict]:
    build_id, directory = built
    found = query(
        build_id,
        "select * from mart.unit_ranking where edition_code = $edition and indicator_code = 'index'",
        {"edition": edition},
        directory,
    )
    return found.to_dicts()


def test_quarters_follow_each_other(built):
    rows = ranking(built, "dti.2025-Q2.vn34")
    assert len(rows) == 34
    assert {str(row["value_change"]) for row in rows} == {"0.1000"}
    assert {row["previous_edition_code"] for row in rows} == {"dti.2025-Q1.vn34"}


def test_districts_are_ranked_under_the_framework_of_their_province(built):
    rows = ranking(built, "dti_district.2023.districts")
    assert ({row["rank"] for row in rows}, len(rows)) == ({1}, 13)
    assert {row["framework_code"] for row in rows} == {"dti_district_quang_ngai_2023"}


def test_communes_are_ranked_as_one_cohort_and_equal_values_share_the_better_rank(built):
    rows = ranking(built, "dti_commune.2026.communes")
    assert len(rows) == COMMUNES
    assert sorted({row["rank"] for row in rows}) == list(range(1, COMMUNES + 1, 64))
    assert {row["places_gained"] for row in rows} == {0}


def test_a_district_lies_in_a_province(built):
    build_id, directory = built
    counted = query(build_id, "select count(*) from reference.units join reference.units as parents"
                    " on parents.unit_system = units.parent_system and parents.unit_code = units.parent_code",
                    directory=directory)  # fmt: skip
    assert counted.item() == 13 + COMMUNES
