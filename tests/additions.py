"""What a developer adds to a copy of the program, and the files that takes: a mart, a page, a kind of file, an address,
a listing of the API.

Synthetic: how many units each region has, a page of the units, how satisfied citizens are. An address here is one that
the server answers beside Streamlit's own.
"""

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.etl import satisfied_citizens
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
    {"name": FIGURE, "meaning_en": "Units of the region in one system",
     "meaning_vi": "Số đơn vị của vùng trong một hệ", "unit": "count", "format": "count",
     "title_vi": "Số đơn vị của vùng", "title_en": "Units in the region", "help_vi": "Đếm trong một hệ đơn vị.",
     "help_en": "Counted within one system."},
]  # fmt: skip
PAGE_OF_MART = "pages/reconciliation.py"
SHOWN = '''

def _regions(language: str) -> None:
    visit = Visit.now(language)
    table = Table(called_as("mart.region_sizes"), ["region_name", "unit_system", "region_unit_count"], keeps_first=True)
    rows = visit.fetch_of(marts.rows, "region_sizes")
    title = called_as("mart.region_sizes")(language)
    rows = tables.show(table, rows, language, alt=title, key="regions")
    facts = [(visit.say("info_title"), title), (visit.say("info_build"), visit.build_id)]
    export_menu.offer(table, rows, rows, facts, "regions", language, "export_regions")


frame.inside(_regions)
'''
PAGE = "units"
PAGE_TITLES = {"vi": "Các đơn vị", "en": "The units"}
PAGE_CODE = '''\
"""Units: every one there is, with its region."""

from ui import frame, tables
from ui.table_description import Table
from ui.visit import Visit
from warehouse.queries import marts

UNITS = Table(None, ["unit_name", "region_name"], keeps_first=True)


def main(language: str) -> None:
    """Draw the page in one language."""
    visit = Visit.now(language)
    tables.show(UNITS, visit.fetch_of(marts.rows, "units"), language, alt=visit.say("units_title"), key="units")


frame.inside(main)
'''
PATH = "/editions"
ENDPOINT = '''\
    async def every_edition(request: Request) -> Response:
        build_id = await run_in_threadpool(answering_build)
        rows = await run_in_threadpool(editions, build_id) if build_id else None
        content = "[]" if rows is None else rows.write_json()
        return Response(content, status_code=200 if build_id else 503, media_type="application/json")

'''
LISTING = "status_counts"
LAST_OF_KINDS = '        Kind(FRAMEWORK, "etl.kinds.framework_file"),\n'
_COPIED = (
    "app.py", "access", "api", "data/layouts", "data/reference", "docs", "etl", "exports", "pages", "planning",
    "reports", "sql", "static", "text", "ui", "warehouse",
)  # fmt: skip


def copy_to(root: Path, *more: str) -> Path:
    """A copy of the program, without figures; `more` is what else of it is copied."""
    for name in (*_COPIED, *more):
        place = paths.ROOT / name
        copy = shutil.copytree if place.is_dir() else shutil.copy
        copy(place, root / name, **({"ignore": shutil.ignore_patterns("__pycache__")} if place.is_dir() else {}))
    return root


def touched(root: Path, add: Callable[[Path], None]) -> set[str]:
    """The files that adding something to the copy touches, those that a command writes anew included."""
    before = _files(root)
    add(root)
    after = _files(root)
    return {name for name in after if after[name] != before.get(name)}


def add_mart(root: Path) -> None:
    """A further mart, shown on a page as a table with its files."""
    (root / "sql" / "mart" / f"{MART}.sql").write_text(SQL, encoding="utf-8")
    _describe(root / "sql" / "columns.csv")
    imports = "from ui.table_description import Table, called_as\nfrom warehouse.queries import marts\n"
    _edit(root / PAGE_OF_MART, {"\n\nframe.inside(main)\n": SHOWN, "\n\n\n": f"\n{imports}\n\n"})
    subprocess.run([sys.executable, "-m", "warehouse.dictionary"], cwd=root, check=True)


def add_page(root: Path) -> None:
    """A further page, in the navigation for everybody."""
    (root / "pages" / f"{PAGE}.py").write_text(PAGE_CODE, encoding="utf-8")
    first = '    "load": ('
    _edit(root / "app.py", {first: f'    "{PAGE}": (":material/groups:", "viewer"),\n{first}'})
    for language, title in PAGE_TITLES.items():
        _say(root, language, "words.frame", {f"{PAGE}_title": title, f"{PAGE}_help": title})


def add_kind(root: Path) -> None:
    """A further kind of file to load: `tests/etl/test_kinds.py` loads one."""
    kind = satisfied_citizens
    module = root / "etl" / "kinds" / "satisfied_citizens.py"
    shutil.copy(kind.__file__, module)
    declared = f'        Kind("{kind.CODE}", "etl.kinds.{module.stem}", given=EDITION, of_whole_cohort=True),\n'
    _edit(root / "etl" / "kinds" / "registry.py", {LAST_OF_KINDS: LAST_OF_KINDS + declared})
    (root / "sql" / "staging" / f"{kind.CODE}.sql").write_text(kind.TABLE, encoding="utf-8")
    (root / "data" / "layouts" / f"template_{kind.CODE}.toml").write_text(kind.LAYOUT, encoding="utf-8")
    for language, name in kind.NAMES.items():
        _say(root, language, "words.load", {f"load_kind_{kind.CODE}": name})
    for topic, words in kind.TEMPLATE.items():
        _say(root, "vi", f"template.{topic}", words)


def add_endpoint(root: Path) -> None:
    """A further address that the server answers: every edition, as JSON."""
    first, last = "    answering = {", '"/ready": ready}'
    _edit(
        root / "access" / "routes.py",
        {first: ENDPOINT + first, last: last.replace("}", f', "{PATH}": every_edition}}')},
    )


def add_listing(root: Path) -> None:
    """A further listing of the API: how many components have which status."""
    source, endpoint = '        "sources": Listing(', '        _plan("need", '
    listed = f'''        "{LISTING}": Listing(
            "select * from mart.{LISTING}", {{"edition_code": TEXT, "unit_code": TEXT}}, {{"edition_codes": _EDITIONS}}
        ),
'''
    _edit(root / "warehouse" / "queries" / "listings.py", {source: listed + source})
    _edit(root / "api" / "endpoints.py", {endpoint: f'        _listing("{LISTING}", *NAMED),\n{endpoint}'})


ADDITIONS: dict[str, Callable[[Path], None]] = {
    "a mart, as a table with its files": add_mart,
    "a page": add_page,
    "a kind of file to load": add_kind,
    "an endpoint": add_endpoint,
    "a listing of the API": add_listing,
}


def _edit(path: Path, changes: dict[str, str]) -> None:
    """Put new text in place of the first occurrence of each old one; a file without it is another than was meant."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text, f"{path}: {old!r}"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def _say(root: Path, language: str, topic: str, words: dict[str, str | tuple[str, ...]]) -> None:
    lines = "".join(
        f'"{key}" = {list(text) if isinstance(text, tuple) else chr(34) + text + chr(34)}\n'
        for key, text in words.items()
    )
    _edit(root / "text" / "languages" / f"{language}.toml", {f"\n[{topic}]\n": f"\n[{topic}]\n{lines}"})


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
