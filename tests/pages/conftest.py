"""Pages run on real builds: of all real data, of one province alone, of nothing."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from access.roles import Visitor
from etl.staging import load
from tests.charts.told import told
from tests.drawn_tables import numbers_are_noted, tables_of  # noqa: F401 - a fixture of every test here
from tests.remembered import rules_are_read_once  # noqa: F401 - a fixture of every test here
from warehouse import build as warehouse_build
from warehouse import builds, connection, paths


@pytest.fixture(scope="session", autouse=True)
def installed_packages_are_searched_once() -> Iterator[None]:
    """Every AppTest searches what is installed for components of others, which takes longer than our page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def lone_province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a build that knows one province in one year, from its own plan, and nothing else."""
    directory = tmp_path_factory.mktemp("lone_province")
    loaded = load(paths.RAW_DIR, paths.REFERENCE_DIR, paths.LAYOUTS_DIR, None)
    figures = loaded.staging["figures"].filter(
        (pl.col("unit_code") == "08") & (pl.col("edition_code") == "dti.2021.vn63")
    )
    editions = loaded.reference["editions"].filter(edition_code="dti.2021.vn63")
    frames = {f"reference.{name}": frame for name, frame in loaded.reference.items()}
    frames |= {
        "reference.editions": editions.with_columns(previous_edition_code=None),
        "staging.figures": figures.with_columns(rank=None, places_gained=None, value_change=None),
        "staging.releases": loaded.staging["releases"],
    }
    unfinished, build_id = directory / "made.building", builds.new_build_id("0" * 8)
    warehouse_build.write(unfinished, frames, paths.SQL_DIR)
    stamp = builds.Stamp(build_id, datetime.now(UTC).isoformat(timespec="seconds"), None, "0" * 8)
    builds.keep(directory, unfinished, stamp)
    builds.publish(directory, build_id)
    return directory


@pytest.fixture
def as_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run pages as `serve.py` does: through `app.py` at once, so that a button pressed is not lost on the way.

    An AppTest begins every run as a fresh server would, and a page of `pages/` is then run alone first.
    """
    monkeypatch.setattr(PagesManager, "uses_pages_directory", False)
    monkeypatch.setattr("streamlit.testing.v1.app_test.PagesManager", type("Declared", (PagesManager,), {}))


def analysts_office(warehouse: Path, root: Path, patch: pytest.MonkeyPatch) -> Path:
    """Folder of a build of all real data for the tests of a module to change, as an analyst; pages run as served."""
    directory = root / "warehouse"
    shutil.copytree(warehouse, directory)
    patch.setenv("DTI_WAREHOUSE_DIR", str(directory))
    patch.setenv("DTI_LOADED_DIR", str(root / "loaded"))
    patch.setattr("ui.access.visitor", lambda: Visitor("analyst", "analyst@example.vn"))
    patch.setattr(PagesManager, "uses_pages_directory", False)  # as the fixture `as_served`
    patch.setattr("streamlit.testing.v1.app_test.PagesManager", type("Declared", (PagesManager,), {}))
    return directory


@pytest.fixture
def open_page(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page by its name with the choices of an address, on the real build unless told otherwise."""

    def open_address(name: str, directory: Path = warehouse, **choices: str) -> AppTest:
        monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(directory))
        page = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=60)
        page.switch_page(f"pages/{name}.py")
        for choice, code in choices.items():
            page.query_params[choice] = code
        page.run()
        assert not page.exception
        return page

    return open_address


@pytest.fixture
def open_sound(open_page: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """As `open_page`, for a page that must show no error."""

    def open_without_error(name: str, *directory: Path, **choices: str) -> AppTest:
        page = open_page(name, *directory, **choices)
        assert not page.error
        return page

    return open_without_error


@pytest.fixture
def visit(open_page: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the ranking page; see `open_page`."""
    return partial(open_page, "ranking")


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, Callable[[], bytes]]]:
    """The files that a page offers, by key of their button: name, and what builds the bytes when it is clicked."""
    files: dict[str, tuple[str, Callable[[], bytes]]] = {}

    def catch(_label: str, *, data: Callable[[], bytes], file_name: str, key: str, **_: object) -> None:
        files[key] = (file_name, data)

    monkeypatch.setattr("ui.file_button.st.download_button", catch)
    return files


@pytest.fixture
def ask(warehouse: Path) -> Callable[..., list[dict]]:
    """Rows of the real build, to hold against what a page shows."""
    build_id = builds.current(warehouse).build_id
    return lambda sql, **values: connection.query(build_id, sql, values, warehouse).to_dicts()


def rows_of(page: AppTest, key: str) -> list[dict[str, str]]:
    """The rows of a table by the titles of its columns; none where it is not drawn."""
    drawn = [table for table in tables_of(page) if table.key == key]
    return [
        dict(zip(table.titles, row, strict=True))
        for table in drawn
        for row in zip(*(column["cells"] for column in table.columns), strict=True)
    ]


def sentence_of(page: AppTest) -> str:
    """The title of the page, which answers, without the numbers of its notes, and the first part of the line below."""
    [title] = page.title
    said = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]", "", as_said(title.value))
    lead = lead_of(page).split(" · ")[0]
    return f"{said}. {lead}" if lead else said


def lead_of(page: AppTest) -> str:
    """The line below the title; empty where there is none."""
    return "".join(as_said(note.value) for block in blocks_of(page.main, "lead") for note in block.markdown)


def blocks_of(block: Block, key: str) -> Iterator[Block]:
    """The containers of a page that have a key."""
    if getattr(block, "key", None) == key:
        yield block
    for child in getattr(block, "children", {}).values():
        yield from blocks_of(child, key)


def texts_of(page: AppTest) -> str:
    """Everything a page says outside charts and tables, one text a line."""
    texts = [*(title.value for title in page.title), *(fold.label for fold in page.expander)]
    return "\n".join(map(as_said, [*texts, *(note.value for note in page.markdown)]))


def ranks_in(text: str) -> set[str]:
    """What reads like a rank of a cohort, `1/63`; a date (`01/12/2026`) is none."""
    return set(re.findall(r"(?<![\d/])\d+/\d+(?![\d/])", text))


def as_said(markdown: str) -> str:
    """What a reader sees of texts that `ui.notes.literal` has made Markdown of."""
    return re.sub(r"\\(_|[^\w\s])", r"\1", markdown.replace(":color[]", ""))


def as_read(page: AppTest, place: int = 0) -> pd.DataFrame:
    """The cells of a table as the browser writes them, by its units or components, else by its first column."""
    read = tables_of(page)[place].shown
    named_by = (name for name in ("unit_name", "indicator_code") if name in read)
    return read.set_index(next(named_by, read.columns[0]))


def table_called(page: AppTest, key: str) -> tuple[list[dict[str, str]], list[dict]]:
    """The rows of the one table of a key, as the browser writes them, and the heads that they stand under."""
    [table] = [table for table in tables_of(page) if table.key == key]
    return table.shown.to_dict("records"), json.loads(table.drawn)["groups"]


def told_in(chart: object) -> str:
    """The words that a picture has as a file."""
    return re.sub("</?b>", " ", told(json.loads(chart.proto.spec)["layout"]))
