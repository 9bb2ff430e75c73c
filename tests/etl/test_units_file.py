"""A system of units by file: what is known comes back unchanged, what is wrong is named with its cell."""

import io
from datetime import date, datetime
from functools import cache

import polars as pl
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.kinds.units_file import TABLES, read_rows
from etl.periods import period_row
from etl.problems import Problem
from etl.reading.sheets import Sheet
from tests import units_by_file as made
from tests.etl.template_forms import HEADING_ROW, fill, rules
from text.catalogue import LANGUAGES
from text.problems import describe

UNITS, COHORTS, SUCCESSIONS, ALIASES, PERIODS = (sheet.name for sheet in TABLES.values())


def read(book: Workbook, system: str = made.DISTRICTS) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """What the cells of a workbook come to, without the file between."""
    return read_rows([as_sheet(page) for page in book], "units.xlsx", system, rules().reference)


def as_sheet(page: Worksheet) -> Sheet:
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    numeric = {(at, column) for at, row in enumerate(rows, 1) for column, value in enumerate(row, 1)
               if isinstance(value, int | float)}  # fmt: skip
    return Sheet(page.title, tuple(tuple(map(as_text, row)) for row in rows), frozenset(numeric))


def as_text(value: object) -> str:
    if isinstance(value, datetime):
        value = value.date()
    return "" if value is None else str(value)


@cache
def districts() -> Workbook:
    """Three synthetic districts, their cohort, one that continues, an alias, two periods."""
    return made.districts(
        rules().reference,
        3,
        **{
            SUCCESSIONS: [{"Hệ của đơn vị cũ": made.DISTRICTS, "Mã đơn vị cũ": "00001", "Hệ của đơn vị kế tục": "vn34",
                           "Mã đơn vị kế tục": "51", "Từ ngày": date(2025, 7, 1)}],
            ALIASES: [{"Tên gọi khác": "Giả Định Một", "Mã đơn vị": "00001"}],
            PERIODS: [{"Mã kỳ": "2025-Q1"}, {"Mã kỳ": "2025-Q2", "Tên tiếng Việt": "đợt hai"}],
        },
    )  # fmt: skip


@pytest.mark.parametrize("system", ["vn34", "vn63", "ministries", "nation"])
def test_a_known_system_comes_back_row_by_row(system):
    frames, problems = read(made.template(system, rules().reference), system)
    assert problems == []
    assert frames["units"].height
    is_side = (pl.col("from_system") == system) | (pl.col("to_system") == system)
    for table in ("units", "cohorts", "aliases", "successions"):
        known = rules().reference[table]
        expected = known.filter(is_side if table == "successions" else pl.col("unit_system") == system)
        assert frames.get(table, expected.clear()).equals(expected), table


def test_a_new_system_has_its_units_with_their_parents_its_cohort_and_its_periods():
    frames, problems = read(districts())
    assert problems == []
    assert frames["units"]["unit_code"].to_list() == ["00001", "00002", "00003"]
    columns = ("unit_system", "unit_level", "unit_kind", "parent_system", "parent_code")
    assert set(frames["units"].select(columns).rows()) == {(made.DISTRICTS, "district", "district", "vn63", "51")}
    assert frames["cohorts"].row(0)[-4:] == (made.DISTRICTS, made.DISTRICT_COHORT, True, True)
    assert frames["successions"]["valid_from"].to_list() == [date(2025, 7, 1)]
    assert frames["aliases"].rows() == [(made.DISTRICTS, "Giả Định Một", "00001")]
    first, second = frames["periods"].to_dicts()
    assert first == period_row("2025-Q1"), "the code of a period says all of it"
    assert second == period_row("2025-Q2") | {"period_name_vi": "đợt hai"}


def test_a_file_without_the_columns_of_the_tile_map_leaves_the_units_where_they_are():
    book = made.template("vn34", rules().reference)
    book[UNITS].delete_cols(11, 2)
    frames, problems = read(book, "vn34")
    assert problems == []
    assert frames["units"].equals(rules().reference["units"].filter(unit_system="vn34"))


WRONG = [
    # sheet, row below the heading, heading, value; code, cell, found
    (UNITS, 0, "Mã đơn vị", 1, "code_is_number", "A4", "1"),
    (UNITS, 0, "Mã đơn vị", date(2025, 1, 1), "code_unfit", "A4", "2025-01-01"),
    (UNITS, 1, "Mã đơn vị", "00001", "code_repeated", "A5", "00001"),
    (UNITS, 1, "Mã đơn vị", None, "value_missing", "A5", ""),
    (UNITS, 1, "Tên tiếng Việt", "HUYỆN giả định  1", "name_ambiguous", "B5", "HUYỆN giả định  1"),
    (UNITS, 1, "Tên tiếng Anh", None, "value_missing", "C5", ""),
    (UNITS, 0, "Loại đơn vị", "Làng", "choice_unknown", "D4", "Làng"),
    (UNITS, 0, "Cấp", "Cấp tỉnh", "parent_not_above", "G4", "51"),
    (UNITS, 0, "Cấp", None, "value_missing", "E4", ""),
    (UNITS, 0, "Hệ của đơn vị cấp trên", "vn65", "unit_system_unknown", "F4", "vn65"),
    (UNITS, 0, "Hệ của đơn vị cấp trên", None, "value_missing", "F4", ""),
    (UNITS, 0, "Mã đơn vị cấp trên", "05", "unit_code_unknown", "G4", "05"),
    (UNITS, 0, "Mã đơn vị cấp trên", 51, "code_is_number", "G4", "51"),
    (UNITS, 0, "Mã đơn vị cấp trên", None, "value_missing", "G4", ""),
    (UNITS, 0, "Vùng", "Đồng bằng sông Đà", "choice_unknown", "H4", "Đồng bằng sông Đà"),
    (UNITS, 0, "Có từ ngày", "hôm qua", "date_unreadable", "I4", "hôm qua"),
    (UNITS, 0, "Có từ ngày", "31/02/2025", "date_unreadable", "I4", "31/02/2025"),
    (UNITS, 0, "Có từ ngày", "12/31/2025", "date_unreadable", "I4", "12/31/2025"),
    (UNITS, 0, "Hàng trên bản đồ ô", 3, "value_missing", "L4", ""),
    (COHORTS, 0, "Mã nhóm", "vn63", "cohort_of_other_system", "A4", "vn63"),
    (COHORTS, 0, "Mã nhóm", "Huyện 1", "code_unfit", "A4", "Huyện 1"),
    (COHORTS, 0, "Gồm mọi đơn vị của hệ", "có lẽ", "choice_unknown", "F4", "có lẽ"),
    (SUCCESSIONS, 0, "Mã đơn vị kế tục", "99", "unit_code_unknown", "D4", "99"),
    (SUCCESSIONS, 0, "Hệ của đơn vị cũ", "vn63", "unit_code_unknown", "B4", "00001"),
    (SUCCESSIONS, 0, "Từ ngày", None, "value_missing", "E4", ""),
    (ALIASES, 0, "Mã đơn vị", "00009", "unit_code_unknown", "B4", "00009"),
    (ALIASES, 0, "Tên gọi khác", "Huyện giả định 2", "name_ambiguous", "A4", "Huyện giả định 2"),
    (PERIODS, 0, "Mã kỳ", "Quý 1", "code_unfit", "A4", "Quý 1"),
    (PERIODS, 0, "Mã kỳ", 2025, "code_is_number", "A4", "2025"),
    (PERIODS, 1, "Mã kỳ", "2025-Q1", "code_repeated", "A5", "2025-Q1"),
    (PERIODS, 0, "Đến ngày", date(2025, 4, 1), "period_ends_outside", "C4", "01/04/2025"),
    (PERIODS, 0, "Tên tiếng Việt", "[quý I](https://e.vn)", "period_name_unfit", "D4", "[quý I](https://e.vn)"),
    (PERIODS, 0, "Từ ngày", date(2025, 4, 1), "days_reversed", "C4", "31/03/2025"),
]  # fmt: skip


@pytest.mark.parametrize("typed", ["01/07/2025", "1/7/2025", "2025-07-01", date(2025, 7, 1)])
def test_a_day_is_read_as_the_template_says_it_is_written(typed):
    book = districts()
    put(book, SUCCESSIONS, 0, "Từ ngày", typed)
    frames, problems = read(book)
    assert problems == []
    assert frames["successions"]["valid_from"].to_list() == [date(2025, 7, 1)]


def copy(book: Workbook) -> Workbook:
    return load_workbook(io.BytesIO(made.content(book)))


def put(book: Workbook, sheet: str, row: int, heading: str, value: object) -> None:
    """Change a cell, also to an empty one."""
    column = next(cell.column for cell in book[sheet][HEADING_ROW] if cell.value == heading)
    book[sheet].cell(HEADING_ROW + 1 + row, column).value = value


@pytest.fixture(scope="module")
def sheets() -> list[Sheet]:
    return [as_sheet(page) for page in districts()]


@pytest.mark.parametrize(("sheet", "row", "heading", "value", "code", "cell", "found"), WRONG)
def test_what_is_wrong_is_named_with_its_cell(sheets, sheet, row, heading, value, code, cell, found):
    page = districts()[sheet]
    place = page.cell(HEADING_ROW + 1 + row, next(each.column for each in page[HEADING_ROW] if each.value == heading))
    before, place.value = place.value, value
    changed = [as_sheet(page) if each.name == sheet else each for each in sheets]
    place.value = before
    frames, problems = read_rows(changed, "units.xlsx", made.DISTRICTS, rules().reference)
    assert frames == {}
    told = [(each.code, each.sheet, each.cell, each.found) for each in problems]
    assert (code, sheet, cell, found) in told
    [problem] = [each for each in problems if (each.code, each.cell) == (code, cell)]
    for language in LANGUAGES:
        sentence = describe(language, problem.code, problem.found, problem.expected, problem.fix)
        assert "{" not in sentence and (found in sentence or not found)


def test_units_of_one_name_are_told_apart_by_the_units_they_lie_in():
    book = copy(districts())
    put(book, UNITS, 1, "Tên tiếng Việt", "Huyện giả định 1")
    assert "name_ambiguous" in {problem.code for problem in read(book)[1]}
    put(book, UNITS, 1, "Mã đơn vị cấp trên", "49")
    assert "name_ambiguous" not in {problem.code for problem in read(book)[1]}


def test_everything_wrong_is_said_at_once():
    book = copy(districts())
    for number, (row, heading, value) in enumerate([(0, "Cấp", "x"), (1, "Mã đơn vị", 2), (2, "Tên tiếng Anh", None)]):
        put(book, UNITS, row, heading, value)
        assert len({each.row for each in read(book)[1]}) == number + 1
    put(book, UNITS, 0, "Có từ ngày", date(2025, 7, 1))
    put(book, UNITS, 0, "Đến ngày", date(2025, 6, 30))
    del book[PERIODS]
    codes = {each.code for each in read(book)[1]}
    assert codes >= {"choice_unknown", "code_is_number", "value_missing", "days_reversed", "sheet_missing"}


def test_two_units_in_one_place_of_the_tile_map_are_refused():
    book = copy(districts())
    for row in (0, 1):
        put(book, UNITS, row, "Hàng trên bản đồ ô", 2)
        put(book, UNITS, row, "Cột trên bản đồ ô", 3)
    [problem] = read(book)[1]
    assert (problem.code, problem.cell, problem.expected) == ("tile_taken", "L5", "4")


def test_a_cohort_needs_units():
    book = made.template("huyen_khong", rules().reference)
    fill(book, COHORTS, [made.row_of_cohort("huyen_khong", "Không có huyện nào")])
    problems = read(book, "huyen_khong")[1]
    assert [(each.code, each.sheet) for each in problems] == [("no_rows", UNITS), ("cohort_without_units", COHORTS)]


def test_a_row_that_is_known_cannot_be_left_out():
    book = made.template("vn34", rules().reference)
    book[UNITS].delete_rows(HEADING_ROW + 1)
    book[SUCCESSIONS].delete_rows(HEADING_ROW + 1)
    frames, problems = read(book, "vn34")
    assert frames == {}
    missing = {(each.sheet, each.found) for each in problems if each.code == "row_left_out"}
    assert missing == {(SUCCESSIONS, "vn63 · 01 · vn34"), (UNITS, "01")}


def test_a_succession_of_other_systems_belongs_into_their_files():
    book = copy(districts())
    put(book, SUCCESSIONS, 0, "Hệ của đơn vị cũ", "vn63")
    put(book, SUCCESSIONS, 0, "Mã đơn vị cũ", "51")
    [problem] = read(book)[1]
    assert (problem.code, problem.cell) == ("succession_of_others", "C4")
