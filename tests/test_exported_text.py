"""Text of the data in every kind of file that is given out: readable, never run, never more than a cell holds."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from etl.kinds.workbook import CellRules, Choice, Column, TemplateSheet, add_guide, add_lists, add_mark, add_table
from etl.problems import Problem
from etl.reading.sheets import Sheet as Read
from etl.uploads.marked_copy import Wording, marked_workbook
from exports.delimited import csv_machine, csv_vietnamese
from exports.sheet import Sheet
from exports.workbook import workbook
from text.files import LONGEST, printable, workbook_text

LOST = "\N{REPLACEMENT CHARACTER}"
LONG = "x" * 40_000
WRITTEN = {
    "a\0b": f"a{LOST}b",
    "a\x0b\x1f\x7f\x85b": f"a{LOST * 4}b",
    "half \ud83d": f"half {LOST}",
    "\udc00\ufffe\uffff": LOST * 3,
    "turned \u202e\u2066": f"turned {LOST * 2}",
    LONG: LONG[: LONGEST - 1] + "…",
    "😀" * 20_000: "😀" * 16_383 + "…",
    "_x0041_ _x005F_": "_x0041_ _x005F_",
    "lines\nand\ttabs": "lines\nand\ttabs",
}
LIKE_FORMULAS = [
    "=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\ufeff=1", "\u200b=1", " =1", "\uff1d1", "\uff0b1", "\ufe661", "\ufe6bx",
    "\u00ad=1", "\u2060\u200b -1", "\u2063@x", "\ufe0f+1", "\u3164=1", "\u115f=1", "\u180e=1", "\U000e0020=1",
]  # fmt: skip
TURNED = ["\u202e=1", "\u2066\u200b=1", "\u200f+1", "\u061c@x", "\x85-1"]


def _downloaded(text: str) -> bytes:
    made = datetime(2026, 11, 30, tzinfo=UTC)
    return workbook(Sheet("Bảng", [text], [[text]]), Sheet("Thông tin", [text], [[text]]), made)


def _marked(text: str) -> bytes:
    wording = Wording("Lỗi", (text,), lambda cause: (text,), text)
    return marked_workbook([Read("Bảng", ((text, "b"),))], [Problem("a", "Bảng", 1, 2, "value_missing")], wording)


def _filled_in(text: str) -> bytes:
    book = Workbook()
    book.remove(book.active)
    rules = CellRules()
    columns = (Column(text, text, is_code=True), Column("B", rule=Choice(text, (text,), (text,))))
    add_table(book, TemplateSheet("Bảng", text, columns, rows=((text, None),)), rules)
    add_lists(book, rules)
    add_guide(book, "main_values", text, {text: text}, ["Bảng"])
    add_mark(book, {"text": text})
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


WRITERS = {"download": _downloaded, "marked copy": _marked, "template": _filled_in}


def _cells(content: bytes) -> list[str]:
    """Every text of every sheet, as a reader that is not ours decodes it."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return [cell for row in rows for cell in row]


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize(("text", "written"), WRITTEN.items(), ids=range(len(WRITTEN)))
def test_what_no_cell_can_hold_is_shown_as_lost_and_what_is_cut_says_so(
    write: Callable[[str], bytes], text: str, written: str
):
    cells = _cells(write(text))
    assert cells.count(written) >= 2
    assert text == written or text not in cells
    assert all(len(cell.encode("utf-16-le")) <= 2 * LONGEST for cell in cells)


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("text", LIKE_FORMULAS)
def test_text_like_a_formula_is_text_in_every_workbook(write: Callable[[str], bytes], text: str):
    book = load_workbook(io.BytesIO(write(text)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    alike = [cell for cell in cells if str(cell.value).strip() == text.strip()]
    assert len(alike) >= 2
    assert {cell.data_type for cell in alike} == {"s"}
    assert all(cell.quotePrefix or cell.number_format == "@" for cell in alike), "nor does it run once it was edited"


@pytest.mark.parametrize(("text", "written"), WRITTEN.items(), ids=range(len(WRITTEN)))
def test_a_csv_says_of_a_text_what_a_workbook_says(text: str, written: str):
    sheet = Sheet("Bảng", [text], [[text]])
    for made in (csv_vietnamese(sheet).decode("utf-8-sig"), csv_machine(sheet).decode("utf-8")):
        assert list(csv.reader(io.StringIO(made, newline=""))) == [[written], [written]]


@pytest.mark.parametrize("text", LIKE_FORMULAS)
def test_text_like_a_formula_has_an_apostrophe_in_a_csv(text: str):
    sheet = Sheet("Bảng", ["Tên"], [[text]])
    for made in (csv_vietnamese(sheet).decode("utf-8-sig"), csv_machine(sheet).decode("utf-8")):
        [_, [field]] = csv.reader(io.StringIO(made, newline=""))
        assert field == f"'{text}"


@pytest.mark.parametrize("text", TURNED)
def test_text_that_is_turned_to_look_like_none_is_text_too(text: str):
    book = load_workbook(io.BytesIO(_downloaded(text)))
    for cell in (book.worksheets[0]["A2"], book.worksheets[1]["A1"]):
        assert (cell.data_type, cell.quotePrefix, cell.value[0]) == ("s", True, LOST)
    sheet = Sheet("Bảng", ["Tên"], [[text]])
    for made in (csv_vietnamese(sheet).decode("utf-8-sig"), csv_machine(sheet).decode("utf-8")):
        [_, [field]] = csv.reader(io.StringIO(made, newline=""))
        assert field.startswith(f"'{LOST}")


def test_a_long_text_of_numbered_letters_is_cut_before_the_library_cuts_it_anywhere():
    text = "_x0041_" * 5000
    cut = workbook_text(text)
    assert len(cut) <= LONGEST
    assert cut.endswith("…")
    assert cut.replace("_x005F_", "_")[:-1] == text[: len(cut.replace("_x005F_", "_")) - 1]
    assert printable(text) == text[: LONGEST - 1] + "…"


def test_the_comment_on_a_marked_cell_is_cleaned_too():
    book = load_workbook(io.BytesIO(_marked("a\0b" + LONG)))
    told = book["Bảng"]["B1"].comment.text
    assert told.startswith(f"a{LOST}b")
    assert told.endswith("…")
    assert len(told) <= LONGEST
