"""A mart that no release has, shown as a table with its files in a copy of the program: what that takes.

Synthetic: how many units each region has.
"""

import csv
import io
import shutil
import subprocess
import sys
from pathlib import Path

from warehouse import paths

MART, FIGURE = "region_sizes", "region_unit_count"
TITLES = {"vi": "Số đơn vị của các vùng", "en": "Units of the regions"}
SQL = """\
-- One row per unit system and region: how many units it has.
-- Grain: unit_system, region_code
create view mart.region_sizes as
select unit_system, region_code, region_name_vi, region_name_en, cast(count(*) as integer) as region_unit_count
from mart.units
where region_code is not null
group by unit_system, region_code, region_name_vi, region_name_en;
"""
DESCRIBED = [
    {"name": f"mart.{MART}", "unit": "table", "format": "table", "title_vi": TITLES["vi"], "title_en": TITLES["en"]},
    {"name": FIGURE, "meaning_en": "Units of the region in one system", "unit": "count", "format": "count",
     "title_vi": "Số đơn vị của vùng", "title_en": "Units in the region", "help_vi": "Đếm trong một hệ đơn vị.",
     "help_en": "Counted within one system."},
]  # fmt: skip
PAGE = "pages/reconciliation.py"
SHOWN = '''

def _regions(language: str) -> None:
    visit = Visit.now(language)
    table = Table(called_as("mart.region_sizes"), ["region_name", "unit_system", "region_unit_count"], keeps_first=True)
    rows = visit.fetch_of(marts.rows, "region_sizes")
    title = called_as("mart.region_sizes")(language)
    tables.show(table.columns(rows, language), visit.palette, alt=title, key="regions")
    facts = [(visit.say("info_title"), title), (visit.say("info_build"), visit.build_id)]
    export_menu.offer(table, rows, rows, facts, "regions", language, "export_regions")


frame.inside(_regions)
'''
_COPIED = ("app.py", "access", "data/reference", "docs", "etl", "pages", "sql", "static", "text", "ui", "warehouse")


def copy_to(root: Path) -> Path:
    """A copy of the program, without figures."""
    for name in _COPIED:
        place = paths.ROOT / name
        copy = shutil.copytree if place.is_dir() else shutil.copy
        copy(place, root / name, **({"ignore": shutil.ignore_patterns("__pycache__")} if place.is_dir() else {}))
    return root


def add_to(root: Path) -> set[str]:
    """Add the mart and its table; the files this touched, those that a command writes anew included."""
    before = _files(root)
    (root / "sql" / "mart" / f"{MART}.sql").write_text(SQL, encoding="utf-8")
    _describe(root / "sql" / "columns.csv")
    page = root / PAGE
    text = page.read_text(encoding="utf-8").replace("\n\nframe.inside(main)\n", SHOWN)
    imports = "from ui.table_description import Table, called_as\nfrom warehouse.queries import marts\n"
    page.write_text(text.replace("\n\n\n", f"\n{imports}\n\n", 1), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "warehouse.dictionary"], cwd=root, check=True)
    after = _files(root)
    return {name for name in after if after[name] != before.get(name)}


def _describe(columns_csv: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(columns_csv.read_text(encoding="utf-8"))))
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted([*rows, *DESCRIBED], key=lambda row: row["name"]))
    columns_csv.write_text(written.getvalue(), encoding="utf-8", newline="\n")


def _files(root: Path) -> dict[str, bytes]:
    """Everything in the copy but what Python keeps of it."""
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in root.rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    }
