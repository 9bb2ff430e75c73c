"""A folder of data with editions and figures of its own beside the real reference tables; all figures are synthetic."""

import csv
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from etl.periods import period_row
from warehouse import paths

COLUMNS = ("index", "year", "cohort", "unit", "unit_code", "indicator", "value", "score", "max_score", "rank",
           "rank_of", "places_gained", "value_change", "source_address", "section", "note", "period",
           "edition")  # fmt: skip

CALLED = "Đơn vị giả định {:05d}".format


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
            self.declare("periods", [period_row(code)])
        row = {"edition_code": f"{index}.{code}.{cohort}", "index_code": index, "period_code": code,
               "cohort_code": cohort, "framework_code": framework, "cohort_size": str(size),
               "is_provisional": "false"}  # fmt: skip
        self.declare("editions", [row | cells])

    def commune_index(self, framework: str, indicators: Iterable[dict], **cells: str) -> None:
        """An index of the communes and a framework of it, its indicators in the order of the given rows."""
        row = {"framework_code": framework, "index_code": "dti_commune", "entity_level": "commune",
               "decision": "Synthetic"}  # fmt: skip
        self.declare("frameworks", [row | cells])
        self.declare("indexes", [{"index_code": "dti_commune", "index_name_vi": "Chỉ số giả định cấp xã",
                                  "index_name_en": "Synthetic commune index", "short_name_vi": "DTI xã",
                                  "short_name_en": "Commune DTI", "position": "99", "scale": "share",
                                  "shown_decimals": "4"}])  # fmt: skip
        named = {"framework_code": framework, "indicator_name_vi": "Chỉ số giả định", "indicator_name_en": "Synthetic",
                 "is_scored": "true"}  # fmt: skip
        self.declare("indicators", [named | {"position": str(place)} | row for place, row in enumerate(indicators, 1)])

    def members(self, level: str, count: int, called: Callable[[int], str] = CALLED) -> list[str]:
        """Codes of synthetic units of a level below the provinces, dealt out over the 34, and a cohort of them all;
        each is `called` by its number.
        """
        with (paths.REFERENCE_DIR / "units.csv").open(encoding="utf-8", newline="") as stream:
            provinces = [row["unit_code"] for row in csv.DictReader(stream) if row["unit_system"] == "vn34"]
        system = f"{level}s"
        codes = [f"{number:05d}" for number in range(1, count + 1)]
        self.declare("units", (
            {"unit_system": system, "unit_code": code, "unit_name_vi": called(number + 1),
             "unit_name_en": f"Synthetic {code}",
             "unit_kind": level, "unit_level": level, "parent_system": "vn34",
             "parent_code": provinces[number % len(provinces)]}
            for number, code in enumerate(codes)
        ))  # fmt: skip
        self.declare("cohorts", [{"cohort_code": system, "cohort_name_vi": f"Giả định {level}",
                                  "cohort_name_en": f"Synthetic {system}", "unit_system": system,
                                  "cohort_family": system, "is_ranked": "true",
                                  "is_whole_system": "true"}])  # fmt: skip
        return codes

    def figures(self, code: str, index: str, cohort: str, rows: Iterable[dict]) -> None:
        """A file of figures of a period: rows of unit, indicator and what they hold."""
        folder = self.raw / code
        folder.mkdir(exist_ok=True)
        path = folder / f"{cohort}.csv"
        named = {"index": index, "cohort": cohort} | ({"year": code} if code.isdigit() else {"period": code})
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(named | row for row in rows)
        sidecar = {"title": "Synthetic", "publisher": "Synthetic", "original_file": path.name, "authority": "ministry",
                   "licence": "facts", "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                   "layout": "figures"}  # fmt: skip
        path.with_suffix(".json").write_text(json.dumps(sidecar), encoding="utf-8")


def falling(units: Iterable[str], first: int) -> Iterator[dict]:
    """The index of each unit, falling from `first` ten-thousandths, every 64 units sharing a value."""
    for place, unit in enumerate(units):
        yield {"unit_code": unit, "indicator": "index", "value": f"0.{first - place // 64 * 7:04d}"}
