"""What the cells of a table carry besides texts: said where it may change what the table says. All figures invented."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from etl.contracts.contracts import apply_contracts
from etl.kinds.registry import contracts_by_table
from etl.problems import BLOCKS, REVIEW, Problem
from etl.reading.data_file import read_cells
from etl.reading.sheets import Range, Sheet
from etl.shapes.row_mapping import map_rows
from etl.staging import Rules, read_rules
from tests.etl.ods_files import ods
from tests.etl.test_recognition import RANKING, release
from tests.etl.test_sheet_metadata import raised, spanned, with_part, written
from tests.etl.xls_files import xls
from text.problems import describe
from warehouse.paths import LAYOUTS_DIR, REFERENCE_DIR, SQL_DIR

HEADER = ("STT", "Tỉnh, thành phố", "Xếp hạng", "DTI", "Nhận thức số", "Hạ tầng số")
UNITS = ("Hà Nội", "Đà Nẵng", "Huế", "Cà Mau", "An Giang", "Hải Phòng", "Cần Thơ", "Tuyên Quang")
ROWS: list[list[object]] = [
    ["BẢNG XẾP HẠNG"],
    list(HEADER),
    *([n + 1, unit, n + 1, (8123 - 100 * n) / 10**4, 0.7531, 0.6421] for n, unit in enumerate(UNITS)),
]
SHEET = Sheet("Bảng", tuple(tuple(str(cell) for cell in row) for row in ROWS))
KINDS = ("xlsx", "ods", "xls")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return read_rules(REFERENCE_DIR, LAYOUTS_DIR, SQL_DIR)[0]


def problems_of(rules: Rules, *sheets: Sheet) -> list[Problem]:
    """Everything that is said of the table."""
    layout = rules.layouts["ministry_ranking"]
    rows, problems = map_rows(sheets, layout, "given.xlsx", RANKING)
    its = release(layout.name, RANKING)
    return [*problems, *apply_contracts(rows, layout, its, rules.codebook, rules.tables, contracts_by_table())[1]]


def told(problems: Sequence[Problem], *codes: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(each.code, each.cell, each.found, each.fix) for each in sorted(problems) if each.code in codes]


def changed(rows: Sequence[Sequence[object]], **cells: object) -> list[list[object]]:
    """The rows with cells changed, named as a spreadsheet does."""
    lines = [list(row) for row in rows]
    for place, value in cells.items():
        line = lines[int(place[1:]) - 1]
        column = "ABCDEFGH".index(place[0])
        line += [""] * (column + 1 - len(line))
        line[column] = value
    return lines


def book(path: Path, rows: Sequence[Sequence[object]], change: Callable = lambda page: None) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append([None if cell == "" else cell for cell in row])
    change(made.active)
    made.save(path)
    return path


def read(path: Path) -> Sheet:
    sheets, problems = read_cells(path)
    assert problems == []
    return sheets[0]


def test_a_plain_table_has_nothing_to_say(rules):
    assert problems_of(rules, SHEET) == []


# merged values


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("merged", "found"),
    [((3, 4, 4, 4), "D3:D4"), ((5, 5, 7, 5), "E5:E7"), ((6, 5, 6, 6), "E6:F6"), ((3, 3, 4, 3), "C3:C4")],
)
def test_a_value_merged_over_several_cells_is_refused_with_its_range(rules, tmp_path, kind, merged, found):
    top, left, bottom, right = merged
    places = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)][1:]
    rows = changed(ROWS, **{f"{'ABCDEFGH'[column - 1]}{row}": "" for row, column in places})
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        book(path, rows, lambda page: page.merge_cells(found))
    else:
        written(path, {"ods": ods, "xls": xls}[kind](rows, merged=[merged]))
    problems = problems_of(rules, read(path))
    [problem] = [each for each in problems if each.code == "value_merged"]
    assert (problem.cell, problem.found, problem.severity) == (found.split(":")[0], found, BLOCKS)
    assert told(problems, "cells_blank") == []


@pytest.mark.parametrize(
    "merged",
    [
        Range(1, 1, 1, 6),  # the title
        Range(3, 1, 5, 1),  # a column that is not read
        Range(3, 7, 5, 8),  # beside the table
        Range(11, 2, 12, 6),  # below it
    ],
)
def test_merged_cells_elsewhere_are_no_problem(rules, merged):
    assert problems_of(rules, replace(SHEET, merged=(merged,))) == []


def test_a_merged_name_of_a_region_and_a_merged_title_of_a_group_are_no_problem(rules):
    rows = [("Vùng", *HEADER[1:]), ("I. Miền Bắc", "", "", "", "", "")]
    rows += [("Đông" if number == 0 else "", *row[1:]) for number, row in enumerate(SHEET.rows[2:])]
    sheet = Sheet("", tuple(rows), merged=(Range(2, 1, 2, 6), Range(3, 1, 6, 1)))
    assert told(problems_of(rules, sheet), "value_merged") == []


def test_a_value_merged_into_a_row_without_any_other_figure_is_refused(rules):
    head = ("Tỉnh", "DTI", "Nhận thức số", "Hạ tầng số")
    rows = (head, ("Hà Nội", "0,5", "0,6", "0,7"), ("Huế", "", "", ""), ("Cà Mau", "0,4", "0,5", "0,6"))
    sheet = Sheet("", rows, merged=(Range(2, 2, 3, 2),))
    assert told(problems_of(rules, sheet), "value_merged") == [("value_merged", "B2", "B2:B3", ())]


# hidden


@pytest.mark.parametrize("kind", KINDS)
def test_hidden_rows_columns_and_sheets_are_said(rules, tmp_path, kind):
    path = tmp_path / f"a.{kind}"

    def hide(page) -> None:
        page.row_dimensions[5].hidden = page.row_dimensions[7].hidden = page.row_dimensions[1].hidden = True
        page.column_dimensions["E"].hidden = page.column_dimensions["H"].hidden = True

    hidden = 'table:visibility="collapse"'
    columns = f'<table:table-column table:number-columns-repeated="4"/><table:table-column {hidden}/>'
    if kind == "xlsx":
        book(path, ROWS, hide)
    elif kind == "ods":
        written(path, ods(ROWS, row_marks=dict.fromkeys((1, 5, 7), hidden), columns=columns))
    else:
        written(path, xls(ROWS, hidden_rows={1, 5, 7}, hidden_columns={5}))
    problems = problems_of(rules, replace(read(path), is_hidden=True))
    assert told(problems, "sheet_hidden", "rows_hidden", "columns_hidden") == [
        ("sheet_hidden", "", "", ()),
        ("columns_hidden", "E2", "1", ("E",)),
        ("rows_hidden", "5", "2", ("5", "7")),
    ]
    assert {each.severity for each in problems} == {REVIEW}


@pytest.mark.parametrize(("hidden", "found", "other"), [(11, "11", "5"), (5, "5", "11")])
def test_of_a_unit_that_stands_twice_the_hidden_row_is_named(rules, hidden, found, other):
    rows = (*SHEET.rows, ("9", "Huế", "3", "0.7923", "0.7", "0.6"))
    problems = problems_of(rules, replace(SHEET, rows=rows, hidden_rows=frozenset({hidden})))
    repeated = [each for each in problems if each.code == "row_repeated_hidden"]
    assert {(each.row, each.found, each.expected) for each in repeated} == {(11, found, other)}
    assert not any(each.code == "row_repeated" for each in problems)
    assert "đang bị ẩn" in describe("vi", "row_repeated_hidden", found, other)
    assert "hidden" in describe("en", "row_repeated_hidden", found, other)


# struck through, calculated


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_struck_through_are_said_with_their_cells(rules, tmp_path, kind):
    path = tmp_path / f"a.{kind}"

    def strike(page) -> None:
        for place in ("D4", "F9", "A3", "A1"):
            page[place].font = Font(strike=True)

    places = [(4, 4), (9, 6), (3, 1), (1, 1)]
    if kind == "xlsx":
        book(path, ROWS, strike)
    elif kind == "ods":
        written(path, ods(ROWS, cell_marks=dict.fromkeys(places, 'table:style-name="c1"')))
    else:
        written(path, xls(ROWS, struck=places))
    problems = problems_of(rules, read(path))
    assert told(problems, "struck_through") == [("struck_through", "D4", "2", ("D4", "F9"))]
    assert [each.severity for each in problems] == [REVIEW]


@pytest.mark.parametrize("kind", KINDS)
def test_formulas_are_counted(rules, tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    places = [(row, 4) for row in range(3, 11)]
    if kind == "xlsx":
        book(path, changed(ROWS, **{f"D{row}": "=1/2" for row, _ in places}))
        with_part(path, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>0.5</v>")
    elif kind == "ods":
        written(path, ods(ROWS, cell_marks=dict.fromkeys(places, 'table:formula="of:=1/2"')))
    else:
        written(path, xls(ROWS, calculated=places))
    [problem] = told(problems_of(rules, read(path)), "values_calculated")
    assert problem == ("values_calculated", "D3", "8", tuple(f"D{row}" for row in range(3, 11)))


# footnote marks


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_marks_are_named_with_their_cells_and_the_numbers_read_without(rules, tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    mark = {"xlsx": raised, "ods": spanned}[kind]
    rows = changed(
        ROWS, F2=mark("Hạ tầng số", "*"), B4=mark("Đà Nẵng", "1"), C5=mark("3", "2"), D6=mark("0,7823", "(3)")
    )
    rows = changed(rows, A7=mark("5", "4"), A1=mark("BẢNG", "5"))
    if kind == "xlsx":
        book(path, rows)
    else:
        written(path, ods(rows))
    sheet = read(path)
    problems = problems_of(rules, sheet)
    assert told(problems, "marks_taken") == [
        ("marks_taken", "F2", "4", ("F2 “*”", "B4 “1”", "C5 “2”", "D6 “(3)”")),
    ]
    assert [each.code for each in problems] == ["marks_taken"]
    assert [sheet.rows[row][column] for row, column in ((3, 1), (4, 2), (5, 3))] == ["Đà Nẵng", "3", "0,7823"]


@pytest.mark.parametrize(("place", "text"), [("D4", "0,80231"), ("E9", "0,753112"), ("F10", "0.64213")])
def test_in_an_xls_a_number_with_more_decimals_than_its_column_is_refused(rules, tmp_path, place, text):
    sheet = read(written(tmp_path / "a.xls", xls(changed(ROWS, **{place: text}))))
    problems = [each for each in problems_of(rules, sheet) if each.code == "mark_unseen"]
    assert [(each.cell, each.found, each.expected, each.blocks) for each in problems] == [(place, text, "4", True)]


def test_decimals_that_vary_are_no_marks_nor_are_numbers_stored_as_numbers(rules, tmp_path):
    varied = {
        f"D{row}": text for row, text in enumerate(("81,5", "80,25", "79", "78,125", "77,5", "76", "75,25", "74"), 3)
    }
    for cells in (varied, {"D4": 0.80231}):
        sheet = read(written(tmp_path / "a.xls", xls(changed(ROWS, **cells))))
        assert told(problems_of(rules, sheet), "mark_unseen") == []
    as_text = Sheet("", tuple(tuple(map(str, row)) for row in changed(ROWS, D4="0,80231")))
    assert told(problems_of(rules, as_text), "mark_unseen") == []  # in other files marks are seen


# what is not there


def test_empty_cells_of_columns_that_are_filled_otherwise_are_said(rules):
    rows = tuple(tuple(map(str, row)) for row in changed(ROWS, D5="", F4="", F9="", E3="–"))
    problems = problems_of(rules, replace(SHEET, rows=rows))
    assert told(problems, "cells_blank") == [("cells_blank", "F4", "3", ("F4", "D5", "F9"))]


def test_a_column_that_is_mostly_empty_may_have_empty_cells(rules):
    rows = tuple(tuple(map(str, row)) for row in changed(ROWS, **{f"F{row}": "" for row in range(3, 8)}))
    assert told(problems_of(rules, replace(SHEET, rows=rows)), "cells_blank") == []


def test_columns_of_numbers_without_heading_are_said_and_running_numbers_are_not(rules):
    added = {f"G{row}": f"0,{row}5" for row in range(3, 11)} | {f"H{row}": str(row) for row in range(3, 11)}
    rows = tuple(tuple(map(str, row)) for row in changed(ROWS, A2="", **added))
    problems = problems_of(rules, replace(SHEET, rows=rows))
    assert told(problems, "numbers_without_heading") == [("numbers_without_heading", "G2", "1", ("G",))]
    below = replace(SHEET, rows=rows, merged=(Range(2, 6, 2, 7),))  # a heading over two columns
    assert told(problems_of(rules, below), "numbers_without_heading") == []


def test_many_sheets_without_a_table_are_one_line_with_their_count_and_first_names(rules):
    others = [Sheet(f"Phụ lục {number} {'x' * 100}", (("ghi chú",),)) for number in range(1, 61)]
    [problem] = problems_of(rules, SHEET, *others)
    assert (problem.code, problem.found, len(problem.fix)) == ("sheet_without_header", "60", 3)
    for language in ("vi", "en"):
        assert len(describe(language, problem.code, problem.found, problem.expected, problem.fix)) <= 300


LONG = (
    "sheet_hidden",
    "rows_hidden",
    "columns_hidden",
    "value_merged",
    "struck_through",
    "values_calculated",
    "marks_taken",
    "mark_unseen",
    "cells_blank",
    "numbers_without_heading",
    "row_repeated_hidden",
)


@pytest.mark.parametrize("code", LONG)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_sentence_has_at_most_300_letters_with_all_it_may_quote(language, code):
    quoted = [f"AB{row} “(12)”" for row in range(100_001, 100_009)]
    assert len(describe(language, code, "AB100001:AC100010", "0" * 40, tuple(quoted))) <= 300
