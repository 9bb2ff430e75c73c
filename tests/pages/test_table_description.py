"""A described table: every column of every mart can be drawn and filed as `sql/columns.csv` says."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from text.catalogue import LANGUAGES, say
from ui.table_description import Field, Table, called_as
from warehouse.columns import COLUMNS_CSV, column_catalogue

DESCRIBED = {row["name"]: row for row in csv.DictReader(io.StringIO(COLUMNS_CSV.read_text(encoding="utf-8")))}
PARTS = ("title", "help")
COLUMNS = [column for column in column_catalogue().columns if column.unit != "table"]
ROW = {
    "unit_name_vi": "Tuyên Quang",
    "unit_name_en": "Tuyen Quang",
    "rank": 58,
    "cohort_size": 63,
    "rank_basis": "computed",
    "value": Decimal("0.2849"),
    "value_decimals": 2,
    "value_basis": "inferred",
    "value_change": Decimal("-0.0135"),
    "value_change_basis": "published",
    "places_gained": -14,
    "places_gained_basis": "difference",
    "score": Decimal("144.1200"),
    "published_on": date(2022, 5, 20),
    "is_restated": False,
    "reason_codes": ["late", "no_data"],
    "scale_max": Decimal("22.5000"),
    "row_number": 1234,
    "component_count": 1234,
    "source_address": None,
}
AS_NUMBERS = ["General", "0", "General", "0.00", "+0.0000;-0.0000;0.0000", "+0;-0;0", "#,##0.00", "?", "General",
              "General", "General", "0", "#,##0", "General"]  # fmt: skip
WRITTEN = {
    "vi": ["Tuyên Quang", "58/63", "tính lại", "0,28†", "−0,0135 (công bố)", "▼ giảm 14", "144,12", "20/05/2022",
           "không", "late; no_data", "22,5", "1234", "1.234", "—"],
    "en": ["Tuyen Quang", "58/63", "computed", "0.28†", "−0.0135 (published)", "▼ down 14", "144.12", "20 May 2022",
           "no", "late; no_data", "22.5", "1234", "1,234", "—"],
}  # fmt: skip
HELD = [58, "?", Decimal("0.2849"), Decimal("-0.0135"), -14, Decimal("144.1200"), date(2022, 5, 20), "?",
        "late; no_data", Decimal("22.5000"), 1234, 1234, None]  # fmt: skip
SHOWN = ["unit_name", "rank", "rank_basis", "value", "value_change", "places_gained", "score", "published_on",
         "is_restated", "reason_codes", "scale_max", "row_number", "component_count", "source_address"]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_reads_as_its_format_says_and_a_file_holds_the_figure(language):
    table = Table("sheet_rows", SHOWN)
    fields = [Field(each) if isinstance(each, str) else each for each in SHOWN]
    assert [field.column([ROW], language).shown[0] for field in fields] == WRITTEN[language]
    drawn = [column.shown[0] for column in table.columns([ROW], language)]
    assert drawn == [words for words in WRITTEN[language] if words != "—"], "of which nothing is known has no column"
    [cells] = table.sheet([ROW], language).rows
    in_words = {0: ROW[f"unit_name_{language}"], 2: WRITTEN[language][2], 8: WRITTEN[language][8]}
    assert cells == [in_words.get(place, cell) for place, cell in enumerate([None, *HELD])]
    day = {"vi": "dd/mm/yyyy", "en": "d mmm yyyy"}[language]
    assert [written for [written] in table.sheet([ROW], language).formats] == [
        day if written == "?" else written for written in AS_NUMBERS
    ]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_every_column_can_be_shown_with_its_title_and_help_and_has_no_zero_for_what_is_not_known(column):
    for language in LANGUAGES:
        nothing = {column.name: None, f"{column.name}_vi": None, f"{column.name}_en": None}
        drawn = Field(column.name).column([nothing], language)
        assert (drawn.title, drawn.help or "") == tuple(DESCRIBED[column.name][f"{part}_{language}"] for part in PARTS)
        assert list(drawn.shown) == ["—"]
        assert list(drawn.numbers) in ([], [None])
        assert Field(column.name).cells([nothing], language) == [None]


def test_a_column_that_needs_figures_is_left_out_where_no_row_has_them():
    table = Table("sheet_rows", ["unit_name", Field("score", needs=("score",))])
    assert [column.key for column in table.columns([ROW], "vi")] == ["unit_name", "score"]
    unknown = [ROW | {"score": None}]
    assert [column.key for column in table.columns(unknown, "vi")] == ["unit_name"]
    assert table.sheet(unknown, "vi").titles == ["Đơn vị"]


@pytest.mark.parametrize("nothing", [None, "", "—"])
def test_what_is_not_known_is_an_empty_cell_however_it_reads_on_screen(nothing):
    fields = [
        Field("section", shown=lambda row, _: row["section"] or "—"),
        Field("section", cell=lambda row, _: row["section"], key="other"),
        "section",
    ]
    assert Table("sheet_rows", fields).sheet([{"section": nothing}], "vi").rows == [[None] * 3]


def test_the_column_that_stays_on_screen_stays_in_a_file_behind_its_code():
    table = Table("sheet_rows", ["unit_name", "rank"], ["unit_code", "unit_name", "rank"], keeps_first=True)
    assert table.sheet([ROW | {"unit_code": "08"}], "vi").kept == 2
    assert Table("sheet_rows", ["unit_name", "rank"], keeps_first=True).sheet([ROW], "vi").kept == 1
    assert Table("sheet_rows", ["unit_name", "rank"]).sheet([ROW], "vi").kept == 0


def test_a_column_leads_where_the_rows_differ_in_it_and_the_first_one_stays():
    table = Table("sheet_rows", ["rank", "score", "unit_name"], keeps_first=True, leads_if_mixed="unit_name")
    other = ROW | {"unit_name_vi": "Hà Giang"}
    alone, mixed = table.columns([ROW, ROW], "vi"), table.columns([ROW, other], "vi")
    assert [(column.key, column.pinned) for column in alone] == [
        ("rank", True), ("score", False), ("unit_name", False),
    ]  # fmt: skip
    assert [column.key for column in mixed] == ["unit_name", "rank", "score"]


def test_what_a_table_tells_otherwise_goes_before_the_catalogue():
    told = Field(
        "score",
        title=called_as("max_score"),
        help=lambda language: say(language, "word_no"),
        shown=lambda row, language: f"{row['score']} {language}",
        cell=lambda row, _: int(row["score"]),
        number=lambda row: -row["score"],
        key="most",
        width=90,
    )
    drawn = told.column([ROW], "en", pinned=True)
    assert (drawn.key, drawn.title, drawn.help, drawn.width) == ("most", "Maximum", "no", 90)
    assert (list(drawn.shown), list(drawn.numbers)) == (["144.1200 en"], [-144.12])
    assert told.cells([ROW], "en") == [144]
