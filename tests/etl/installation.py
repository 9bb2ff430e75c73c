"""A small installation: three provinces, the real declarations of reference and staging, and three synthetic marts.

Small enough for drills that build hundreds of times; everything that reads, writes and publishes is the real code.
"""

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from etl import building
from etl.building import Outcome
from etl.deliveries import deliveries
from etl.deliveries.deliveries import Purpose, Source
from etl.folders import Folders
from etl.uploads import loading
from tests.etl.conftest import TINY_REFERENCE
from warehouse import builds, paths
from warehouse.connection import close_all, query

SOURCE = Source("Bảng xếp hạng", "Bộ Khoa học và Công nghệ", "ministry")
PURPOSE = Purpose("dti_2021", "2021", "vn63", "main_values", SOURCE)
NEW_YEAR = replace(PURPOSE, period_code="2025")
UNITS = ("Hà Nội", "Tuyên Quang", "Bắc Giang")
_HEADER = ("framework", "year", "system", "code", "province", "component", "value", "rank", "rank_of")
_HEADER += ("source_url", "source_note")
_MARTS = {
    "editions": "-- One row per edition.\n-- Grain: edition_code\ncreate view mart.editions as"
    " select distinct edition_code, index_code, cast(period_code as integer) as year, cohort_code"
    " from staging.figures join reference.editions using (edition_code);\n",
    "unit_ranking": "-- One row per figure.\n-- Grain: edition_code, unit_code, indicator_code\n"
    "create table mart.unit_ranking as select figures.*, index_code, cast(period_code as integer) as year, cohort_code,"
    " unit_code as unit_name_vi, unit_code as unit_name_en"
    " from staging.figures as figures join reference.editions using (edition_code)"
    " qualify row_number() over (partition by edition_code, unit_code,"
    " indicator_code order by release_code desc, row_number) = 1;\n",
    "component_status": "-- One row per status.\n-- Grain: edition_code, unit_code, indicator_code\n"
    "create view mart.component_status as select * from staging.component_statuses;\n",
}
FIGURES = "select * from mart.unit_ranking order by all"


class Installation:
    """Folders of their own in a temporary place; nothing is loaded and nothing built yet."""

    def __init__(self, root: Path) -> None:
        self.folders = Folders(
            root / "warehouse", root / "loaded", root / "raw", root / "reference", paths.LAYOUTS_DIR, root / "sql"
        )

    def lay_out(self) -> "Installation":
        """Make the folders that are shipped."""
        self.folders.raw.mkdir(parents=True)
        shutil.copytree(TINY_REFERENCE, self.folders.reference)
        for layer in ("reference", "staging", "rule"):
            shutil.copytree(paths.SQL_DIR / layer, self.folders.sql / layer)
        for layer in ("mart", "checks"):
            (self.folders.sql / layer).mkdir()
        for name, text in _MARTS.items():
            (self.folders.sql / "mart" / f"{name}.sql").write_text(text, encoding="utf-8")
        return self

    def build(self, **options: object) -> Outcome:
        """Build and publish what is there, as the next start of the program would."""
        folders = self.folders
        places = {"raw_dir": folders.raw, "reference_dir": folders.reference, "layouts_dir": folders.layouts}
        return building.build(folders.warehouse, loaded_dir=folders.loaded, sql_dir=folders.sql, **places, **options)

    def load(self, *uploads: loading.Upload, purpose: Purpose = PURPOSE, who: str = "anna") -> loading.Preview:
        """Check and preview files that are expected to be sound."""
        checked = loading.check(uploads, purpose, folders=self.folders)
        assert checked.is_sound, checked.problems
        return loading.preview(checked, who, folders=self.folders)

    def publish(self, shown: loading.Preview, note: str = "", who: str = "anna") -> builds.Stamp:
        """Make a preview current."""
        return loading.publish(shown, note, who, folders=self.folders)

    def figures(self) -> bytes:
        """The figures that readers see, byte for byte."""
        current = builds.current(self.folders.warehouse)
        rows = query(current.build_id, FIGURES, directory=self.folders.warehouse)
        close_all()
        return rows.write_csv().encode()

    def whole_loads(self) -> list[str]:
        """Ids of all loads; every file of each of them must be there and be what its label says."""
        found = deliveries.all_ids(self.folders.loaded)
        for load_id in found:
            load = deliveries.read_delivery(self.folders.loaded, load_id)
            for file in load.files:
                loading.original(file.release_code, folders=self.folders)
        return found


def table(*values: float, year: int = 2021, framework: str = "dti_2021", **cells: str) -> bytes:
    """A ranking table of the provinces in the ministry's long form: one value each, in the order of `UNITS`."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _HEADER, restval="")
    writer.writeheader()
    for name, value in zip(UNITS, values, strict=False):
        row = {"framework": framework, "year": year, "system": "vn63", "province": name, "component": "dti"}
        writer.writerow({**row, "value": f"{value:.4f}", **cells})
    return text.getvalue().encode()


def upload(*values: float, name: str = "bảng.csv", **cells: str) -> loading.Upload:
    """That table as a file."""
    return loading.Upload(name, table(*values, **cells))


def load_and_publish(root: Path, tell: Callable[[str], None] = print) -> None:
    """Load two files of a year nobody has loaded yet and publish them: what drills do in processes of their own."""
    site = Installation(root)
    tell("began")
    site.publish(site.load(*files_of_a_new_year(), purpose=NEW_YEAR), "năm mới")


def files_of_a_new_year() -> list[loading.Upload]:
    """Index and one main indicator, each in a file of its own."""
    index, main = {"component": "dti", "name": "một.csv"}, {"component": "nhan_thuc_so", "name": "hai.csv"}
    return [upload(0.5, 0.4, 0.3, year=NEW_YEAR.year, **index), upload(0.9, 0.8, 0.7, year=NEW_YEAR.year, **main)]
