"""Every table and every chart of every page has its files, and every file keeps the same rules."""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import streamlit as st
from openpyxl import load_workbook

from access.roles import Visitor
from exports.sheet import Sheet
from exports.workbook import workbook
from tests import exported
from text.catalogue import LANGUAGES, column_title, say
from ui import export_menu, picture, tables
from ui.table_description import Table

DTI_2022 = {"index": "dti", "year": "2022", "cohort": "vn63"}
OF_2021 = DTI_2022 | {"year": "2021", "unit": "08"}
VISITS = {
    "overview": ("overview", OF_2021),
    "overview-766": ("overview", {"index": "chi_so_766"}),
    "ranking": ("ranking", DTI_2022 | {"unit": "08"}),
    "ranking-2024": ("ranking", {"edition": "dti.2024.vn34"}),
    "ranking-766": ("ranking", {"index": "chi_so_766"}),
    "ranking-years": ("ranking", DTI_2022 | {"view": "years"}),
    "ranking-two-years": ("ranking", DTI_2022 | {"view": "two_years", "measure": "1"}),
    "ranking-map": ("ranking", DTI_2022 | {"view": "map"}),
    **{
        f"profile-{part}": ("profile", OF_2021 | {"part": part})
        for part in ("standing", "points", "targets", "sources")
    },
    "profile-change": ("profile", DTI_2022 | {"year": "2023", "unit": "08", "part": "change"}),
    "profile-merged": ("profile", {"edition": "dti.2024.vn34", "unit": "08", "part": "change"}),
    "profile-766": ("profile", {"index": "chi_so_766", "unit": "08"}),
    "comparison": ("comparison", DTI_2022 | {"units": "01.08.48"}),
    "comparison-years": ("comparison", DTI_2022 | {"mode": "years", "unit": "08"}),
    "components": ("components", OF_2021),
    "components-heat": ("components", OF_2021 | {"view": "heat"}),
    "simulator": ("simulator", DTI_2022 | {"unit": "08", "add": "8:31.8", "kept": "A~6:2~gap:7"}),
    "targets": ("targets", {"edition": "ict_index.2017.vn63", "unit": "vn63.67"}),
    "targets-2021": ("targets", OF_2021),
    "targets-all": ("targets", DTI_2022),
    "tasks": ("tasks", OF_2021),
    "tasks-evidence": ("tasks", DTI_2022 | {"view": "evidence"}),
    "tasks-zeros": ("tasks", OF_2021 | {"view": "zeros"}),
    "method": ("method", {"edition": "dti.2024.vn34", "unit": "vn34.08"}),
    "method-2022": ("method", DTI_2022 | {"unit": "08"}),
    "dictionary": ("dictionary", {}),
    "coverage": ("coverage", {}),
    "changes": ("changes", {}),
    "reconciliation": ("reconciliation", {}),
    "history": ("history", {}),
    "history-releases": ("history", {"part": "releases"}),
}
# Which table has the figures of a chart, by the key of the chart.
OF_CHARTS = {
    "overview_strip": "overview_map_table",
    "overview_map": "overview_map_table",
    "overview_years": "overview_years_sheet",
    "overview_shares": "overview_status",
    "ranking_chart": "sheet_rows",
    "ranking_map": "sheet_rows",
    "years_chart": "sheet_rows",
    "slope_chart": "sheet_rows",
    "dumbbell_chart": "sheet_rows",
    "profile_years": "profile_sheet_years",
    "profile_bullets": "profile_sheet",
    "profile_spine": "profile_sheet",
    "profile_lost": "profile_sheet",
    "profile_waterfall": "profile_sheet",
    "profile_split": "profile_sheet_split",
    "comparison_chart": "comparison_sheet",
    "components_bars": "components_sheet_mains",
    "components_map": "components_sheet_heat",
    "simulator_steps": "simulator_sheet_steps",
    "targets": "targets_sheet_history",
}
UNIT, PERIOD, INDICATOR = ("unit_code", "period_code", "indicator_code")
# What the rows of a table are not of, by the name of the table; all others have the codes of all three.
NOT_OF = {
    "overview_years_sheet": {UNIT},
    "overview_status": {INDICATOR},
    "reconciliation_sheet_counts": {UNIT, INDICATOR},
    "simulator_sheet_steps": {INDICATOR},
    "simulator_sheet_scenarios": {INDICATOR},
    "targets_sheet": {PERIOD},
    "tasks_sheet": {PERIOD},
    "tasks_sheet_duties": {PERIOD, INDICATOR},
    "tasks_sheet_agencies": {INDICATOR},
    "dictionary_sheet": {UNIT, PERIOD, INDICATOR},
    "coverage_sheet": {UNIT, INDICATOR},
    "coverage_sources_sheet": {UNIT, PERIOD, INDICATOR},
    "changes_sheet": {UNIT, PERIOD, INDICATOR},
    "builds_part_publications": {UNIT, PERIOD, INDICATOR},
    "builds_part_releases": {UNIT, PERIOD, INDICATOR},
}
OF_ONE_UNIT = ("profile", "comparison", "components", "simulator", "targets", "tasks")
OF_PLANS = {"targets": {PERIOD}, "tasks": {PERIOD}, "duties": {PERIOD, INDICATOR}, "baselines": {PERIOD}}


@dataclass
class Offer:
    """A table offered as files: what it is made of and the name of the files without their ending."""

    table: Table
    rows: Sequence[Any]
    stem: str
    key: str

    def sheet(self, language: str) -> Sheet:
        """The sheet of all its rows."""
        return self.table.sheet(self.rows, language)


@dataclass
class Seen:
    """What one visit drew and offered."""

    tables: list[Table] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)


@pytest.fixture
def seen(open_sound: Callable, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Seen]:
    """What a visit of `VISITS` draws and offers in a language, nothing of it kept from another visit."""
    show, offer, draw = tables.show, export_menu.offer, picture.draw

    def look(visit: str, language: str) -> Seen:
        found, (name, choices) = Seen(), VISITS[visit]

        def shown(table: Table, rows: Sequence[Any], spoken: str, **named: Any) -> list:
            found.tables.append(table)
            return show(table, rows, spoken, **named)

        def offered(table: Table, shown: Sequence[Any], every: Sequence[Any], facts: list, stem: str, *more, **named):
            found.offers.append(Offer(table, every, stem, more[1] if len(more) > 1 else named.get("key", "export")))
            offer(table, shown, every, facts, stem, *more, **named)

        def charted(figure: object, alt: str, key: str) -> None:
            found.charts.append(key)
            draw(figure, alt, key)

        monkeypatch.setattr("ui.tables.show", shown)
        monkeypatch.setattr("ui.export_menu.offer", offered)
        monkeypatch.setattr("ui.picture.draw", charted)
        monkeypatch.setattr("ui.access.visitor", lambda: Visitor("analyst", "analyst@example.vn"))
        st.cache_data.clear()
        open_sound(name, lang=language, **choices)
        return found

    return look


@pytest.mark.parametrize("visit", VISITS)
def test_every_table_and_every_chart_has_its_files_and_they_keep_the_rules(seen, visit):
    found = seen(visit, "vi")
    assert found.offers
    offered = [_described(offer.table) for offer in found.offers]
    for name, fields in map(_described, found.tables):
        assert [each for each, others in offered if each == name and fields <= others], (name, fields)
    named = {offer.table.name for offer in found.offers}
    assert {OF_CHARTS[chart] for chart in map(_kind_of_chart, found.charts)} <= named
    for offer in found.offers:
        assert exported.unlike_the_rules(offer.table, offer.rows, "vi") == [], offer.stem
        assert _codes_missing(offer) == set(), offer.stem
        assert _opened_otherwise(offer.sheet("vi")) == [], offer.stem


@pytest.mark.parametrize("visit", ["overview", "ranking-years", "profile-change", "profile-merged", "comparison",
                                   "components", "simulator", "targets-2021", "tasks", "tasks-zeros", "reconciliation",
                                   "history-releases"])  # fmt: skip
def test_files_are_named_by_one_grammar_in_the_language_of_the_page(seen, visit):
    by_language = [[offer.stem for offer in seen(visit, language).offers] for language in LANGUAGES]
    name, _ = VISITS[visit]
    for stems in by_language:
        assert len(set(stems)) == len(stems), "each table of a page by its own name"
        for stem in stems:
            what, *of = stem.split("_")
            assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", what)
            if name not in ("reconciliation", "history"):
                index, period, cohort, *units = of
                assert index.startswith("dti")
                assert re.fullmatch(r"20\d\d(-20\d\d)?", period)
                assert re.fullmatch(r"vn\d\d", cohort)
                assert ("tuyen-quang" in units) == (name in OF_ONE_UNIT)
    for vietnamese, english in zip(*by_language, strict=True):
        [one, *of], [other, *also_of] = (stem.split("_") for stem in (vietnamese, english))
        assert one != other
        assert of[:3] == also_of[:3]


@pytest.mark.parametrize(("kind", "is_part", "vi", "en"), [
    ("xlsx", False, "a.xlsx", "a.xlsx"), ("xlsx", True, "a_dang-hien.xlsx", "a_shown.xlsx"),
    ("csv_vi", False, "a.csv", "a.csv"), ("csv_machine", True, "a_dang-hien_may-doc.csv", "a_shown_machine.csv"),
])  # fmt: skip
def test_what_a_name_ends_with_says_which_rows_and_for_whom(kind, is_part, vi, en):
    assert [export_menu.file_name("a", kind, language, is_part) for language in ("vi", "en")] == [vi, en]


def test_a_file_has_the_rows_in_the_order_given():
    table, rows = Table("sheet_rows", ["unit_code"]), [{"unit_code": code} for code in ("10", "08", "09")]
    assert table.sheet(rows, "vi").rows == [["10"], ["08"], ["09"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_button_stands_in_the_line_of_the_title_and_is_quiet(open_sound, language):
    page = open_sound("reconciliation", lang=language)
    lines = [block for block in _blocks(page.main) if [child.type for child in block.children.values()] ==
             ["header", "popover"]]  # fmt: skip
    assert [line.children[0].value for line in lines] == [say(language, "reconciliation_counts_title")]
    assert {menu.proto.popover.label for line in lines for menu in [line.children[1]]} == {say(language, "download")}


def _blocks(block: Any) -> list[Any]:
    children = [child for child in block.children.values() if hasattr(child, "children")]
    return [block, *(inner for child in children for inner in _blocks(child))]


def _kind_of_chart(key: str) -> str:
    """The key of a chart; of one that a page draws for each of several series, what these have in common."""
    return "targets" if key.startswith("targets_") else key


def _described(table: Table) -> tuple[object, set[str]]:
    """A table by its name and what it shows, since pages draw some with fewer columns than they have; one that is for
    files alone by what they have.
    """
    fields = table.screen or table.file or ()
    return table.name, {each if isinstance(each, str) else (each.key or each.name) for each in fields}


def _codes_missing(offer: Offer) -> set[str]:
    """The codes that the rows are of and that stand in no column."""
    titles = " · ".join(offer.sheet("vi").titles)
    spoken = {code: [column_title("vi", code)] for code in (UNIT, PERIOD, INDICATOR)}
    spoken[PERIOD] += [column_title("vi", f"{side}_period_code") for side in ("earlier", "later")]
    spoken[PERIOD].append(say("vi", "series_column_period", year="2022"))
    spoken[INDICATOR] += [say("vi", "components_column_code"), column_title("vi", "main_code")]
    kind = offer.key.removeprefix("export_") if offer.key != "export" else "targets"
    spared = NOT_OF.get(offer.table.name, set())
    if any("scope_name" in getattr(each, "name", "") for each in offer.table.screen):
        spared = OF_PLANS.get(kind, spared)
    return {code for code, words in spoken.items() if code not in spared and not any(word in titles for word in words)}


def _opened_otherwise(sheet: Sheet) -> list[str]:
    """What a spreadsheet finds in a workbook that is not as its sheet says, of the first rows and all columns."""
    few = Sheet(sheet.name, sheet.titles, sheet.rows[:3], [column[:3] for column in sheet.formats], sheet.kept)
    content = workbook(few, Sheet("Thông tin", ["Mục"], [["a"]]), datetime(2026, 11, 30, tzinfo=UTC))
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    found = []
    for at, row in enumerate(few.rows):
        for place, amount in enumerate(row):
            cell = page.cell(at + 2, place + 1)
            if not isinstance(amount, str) and cell.number_format != few.formats[place][at]:
                found.append(f"{cell.coordinate} written {cell.number_format}")
            if isinstance(amount, str) and cell.data_type != "s":
                found.append(f"{cell.coordinate} is no text")
    rows = len(few.rows) + 1
    last = page.cell(rows, len(few.titles)).coordinate
    if page.auto_filter.ref != f"A1:{last}" or page.freeze_panes != page.cell(2, few.kept + 1).coordinate:
        found.append("filter or panes")
    return found
