"""A file given back with its problems marked."""

import io

from openpyxl import Workbook, load_workbook

from etl.problems import Cause, Problem, causes
from etl.reading.sheets import Sheet
from etl.uploads import marked_copy
from etl.uploads.marked_copy import Wording, marked_workbook


def _row(cause: Cause) -> tuple[str, ...]:
    first = cause.first
    return first.severity, first.cell, f"{first.code} {first.found}"


WORDING = Wording("Lỗi", ("Mức", "Ô", "Cách sửa"), _row, "…")
SHEET = Sheet("Số liệu", (("Mã", "Điểm"), ("01", "0.5"), ("02", "=1+1"), ("03",)), frozenset({(2, 2)}))


def _opened(sheets, problems) -> Workbook:
    return load_workbook(io.BytesIO(marked_workbook(sheets, problems, WORDING)))


def test_cells_stay_what_they_were_and_no_formula_comes_to_life():
    page = _opened([SHEET], [])["Số liệu"]
    assert [[cell.value for cell in row] for row in page.iter_rows(max_col=2)] == [
        ["Mã", "Điểm"], ["01", 0.5], ["02", "=1+1"], ["03", None]
    ]  # fmt: skip
    assert [page[place].data_type for place in ("A2", "B2", "B3")] == ["s", "n", "s"]


def test_a_problem_is_marked_where_it_is_and_listed():
    problems = [
        Problem("a.xlsx", code="no_rows"),
        Problem("a.xlsx", "Số liệu", 2, 2, "value_out_of_range", "0.5"),
        Problem("a.xlsx", "Số liệu", 2, 2, "number_too_precise", "0.5"),
        Problem("a.xlsx", "Số liệu", 3, 0, "source_unknown", "b"),
        Problem("a.xlsx", "Số liệu", 4, 5, "value_missing"),
    ]
    book = _opened([SHEET], problems)
    page, listed = book["Số liệu"], book["Lỗi"]
    assert book.sheetnames[-1] == "Lỗi"
    assert page["B2"].comment.text == "value_out_of_range 0.5\nnumber_too_precise 0.5"
    assert page["A3"].comment.text == "source_unknown b"
    assert page["E4"].comment.text == "value_missing "
    grounds = [page[place].fill.fgColor.rgb for place in ("B2", "A3", "E4", "A2")]
    assert grounds[0] == grounds[2] != grounds[1]
    assert grounds[3] == "00000000"
    assert [tuple(row) for row in listed.iter_rows(values_only=True)] == [
        WORDING.titles, *(tuple(text or None for text in WORDING.row(cause)) for cause in causes(problems))
    ]  # fmt: skip


def test_names_and_texts_that_a_workbook_refuses_are_made_acceptable():
    hostile = Sheet("../[a]:*?" + "x" * 40, (("a\x00b\x1f", "9" * 40_000),))
    problem = Problem("a", hostile.name, 1, 1, "csv_broken", "\x00")
    book = _opened([hostile, Sheet("lỗi", ()), Sheet("", (("1",),))], [problem])
    assert len(set(map(str.casefold, book.sheetnames))) == 4
    assert all(0 < len(name) <= 31 for name in book.sheetnames)
    page = book.worksheets[0]
    assert page["A1"].value == "a\ufffdb\ufffd"
    assert page["A1"].comment.text == "csv_broken \ufffd"


def test_characters_no_workbook_may_hold_are_replaced_wherever_they_stand():
    forbidden = "\ufffe\uffff\ud800\udfff\u202e\x85"
    given = f"a{forbidden}b"
    book = _opened([Sheet(given, ((given,),))], [Problem("a", given, 1, 1, "character_forbidden", given)])
    expected = "a" + "\ufffd" * len(forbidden) + "b"
    page = book[expected]
    assert page["A1"].value == expected
    assert page["A1"].comment.text == f"character_forbidden {expected}"
    assert book["Lỗi"]["C2"].value == f"character_forbidden {expected}"


def test_a_hidden_sheet_stays_hidden_so_that_the_file_can_be_given_again():
    book = _opened([SHEET, Sheet("_dti", (("kind", "main_values"),))], [])
    assert book["_dti"].sheet_state == "veryHidden"


def test_of_a_huge_file_every_problem_stands_at_its_own_row(monkeypatch):
    monkeypatch.setattr(marked_copy, "MARKED_CELLS", 4)
    book = _opened([SHEET], [Problem("a", "Số liệu", 4, 1, "value_missing")])
    rows = [[cell.value for cell in row] for row in book["Số liệu"].iter_rows(max_col=1)]
    assert rows == [["Mã"], ["01"], [None], ["03"]]
    assert book["Số liệu"]["A4"].comment
    assert book["Lỗi"]["A3"].value == WORDING.left_out
