"""What the cells of a workbook carry besides their texts, in each kind of file that can hold it."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from etl.reading.data_file import read_cells
from etl.reading.sheet_metadata import without_raised_letters
from etl.reading.sheets import Sheet
from tests.etl.bad_files import repacked
from tests.etl.ods_files import Xml, ods
from tests.etl.xls_files import xls

ROWS = [["Vùng", "Tỉnh", "DTI"], ["Bắc", "Hà Nội", 0.5], ["", "Huế", ""], ["Nam", "Cà Mau", 0.25]]
MERGED = ((2, 1, 3, 1), (2, 3, 3, 3))


def xlsx(path: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Bảng 1"
    for row in ROWS:
        book.active.append([None if cell == "" else cell for cell in row])
    change(book)
    book.save(path)
    return path


def raised(before: str, mark: str, after: str = "", **font: object) -> CellRichText:
    """A text with a mark set as a superscript."""
    look = InlineFont(**{"vertAlign": "superscript", **font})
    return CellRichText(*filter(None, [before, TextBlock(look, mark), after]))


def spanned(before: str, mark: str, after: str = "", style: str = "T1") -> Xml:
    """The same in an .ods."""
    return Xml(f'<text:p>{before}<text:span text:style-name="{style}">{mark}</text:span>{after}</text:p>')


def put(*cells: tuple[str, object]) -> Callable[[openpyxl.Workbook], None]:
    """Writes into cells of the first sheet."""

    def change(book: openpyxl.Workbook) -> None:
        for place, value in cells:
            book.active[place] = value

    return change


def with_part(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The workbook with bytes of a part replaced."""

    def change(name: str, content: bytes) -> bytes:
        assert name != part or old in content
        return content.replace(old, new) if name == part else content

    return written(path, repacked(path.read_bytes(), change))


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def read(path: Path) -> Sheet:
    sheets, problems = read_cells(path)
    assert problems == []
    return sheets[0]


# merged cells


def merged_files(folder: Path) -> dict[str, Path]:
    def merge(book: openpyxl.Workbook) -> None:
        for top, left, bottom, right in MERGED:
            book.active.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    return {
        "xlsx": xlsx(folder / "a.xlsx", merge),
        "xls": written(folder / "a.xls", xls(ROWS, merged=MERGED)),
        "ods": written(folder / "a.ods", ods(ROWS, merged=MERGED)),
    }


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_merged_cells_are_known_by_their_corners(tmp_path, kind):
    sheet = read(merged_files(tmp_path)[kind])
    assert sorted(sheet.merged) == list(MERGED)
    assert sheet.merged[0].first_row == 2
    assert sheet.rows == (("Vùng", "Tỉnh", "DTI"), ("Bắc", "Hà Nội", "0.5"), ("", "Huế", ""), ("Nam", "Cà Mau", "0.25"))


def test_repeated_rows_and_cells_of_an_ods_are_counted_before_a_merged_one(tmp_path):
    lines = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row>'
        '<table:table-cell table:number-columns-repeated="2"/><table:table-cell table:number-rows-spanned="2" '
        'office:value-type="string"><text:p>x</text:p><table:table table:name="inner"><table:table-row>'
        '<table:table-cell table:number-columns-spanned="9"/></table:table-row></table:table></table:table-cell>'
        '<table:table-cell table:number-columns-spanned="three"/></table:table-row>'
    )
    assert read(written(tmp_path / "a.ods", ods([], lines=lines))).merged == ((4, 3, 5, 3),)


# what a spreadsheet does not show


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_hidden_sheet_is_read_and_known_as_hidden(tmp_path, kind):
    def hide(book: openpyxl.Workbook) -> None:
        book.create_sheet("ẩn").append(["a", 1])
        book["ẩn"].sheet_state = "veryHidden"

    second = (
        '<table:table table:name="ẩn" table:style-name="away"><table:table-row><table:table-cell '
        'office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row></table:table>'
    )
    paths = {
        "xlsx": lambda: xlsx(tmp_path / "a.xlsx", hide),
        "xls": lambda: written(tmp_path / "a.xls", xls(ROWS, hidden_sheets={"ẩn": [["a", 1]]})),
        "ods": lambda: written(tmp_path / "a.ods", ods(ROWS, tables=second)),
    }
    sheets, _ = read_cells(paths[kind]())
    assert [(sheet.name, sheet.is_hidden) for sheet in sheets] == [("Bảng 1", False), ("ẩn", True)]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize(("rows", "columns"), [({3}, set()), (set(), {2}), ({2, 4}, {1, 3})])
def test_hidden_rows_and_columns_are_known(tmp_path, kind, rows, columns):
    def hide(book: openpyxl.Workbook) -> None:
        for row in rows:
            book.active.row_dimensions[row].hidden = True
        for column in columns:
            book.active.column_dimensions["ABC"[column - 1]].hidden = True

    hidden = 'table:visibility="collapse"'
    shown = "".join(f"<table:table-column {hidden if column in columns else ''}/>" for column in (1, 2, 3))
    paths = {
        "xlsx": lambda: xlsx(tmp_path / "a.xlsx", hide),
        "xls": lambda: written(tmp_path / "a.xls", xls(ROWS, hidden_rows=rows, hidden_columns=columns)),
        "ods": lambda: written(tmp_path / "a.ods", ods(ROWS, row_marks=dict.fromkeys(rows, hidden), columns=shown)),
    }
    sheet = read(paths[kind]())
    assert (sheet.hidden_rows, sheet.hidden_columns) == (rows, columns)


def test_rows_that_a_filter_hides_are_hidden_in_an_ods_too(tmp_path):
    content = ods(ROWS, row_marks={2: 'table:visibility="filter"', 3: 'table:visibility="visible"'})
    assert read(written(tmp_path / "a.ods", content)).hidden_rows == {2}


def test_hidden_rows_and_columns_without_content_are_not_counted(tmp_path):
    lines = '<table:table-row table:visibility="collapse" table:number-rows-repeated="1048572"/>'
    columns = '<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse" '
    columns += 'table:number-columns-repeated="16381"/>'
    sheet = read(written(tmp_path / "a.ods", ods(ROWS, lines=lines, columns=columns)))
    assert (sheet.hidden_rows, sheet.hidden_columns) == (set(), set())


# texts that are struck through


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_cells_struck_through_are_known(tmp_path, kind):
    def strike(book: openpyxl.Workbook) -> None:
        book.active["C2"].font = Font(strike=True)
        book.active["C4"].font = Font(bold=True)

    marks = {(2, 3): 'table:style-name="c2"', (4, 3): 'table:style-name="c3"'}
    paths = {
        "xlsx": lambda: xlsx(tmp_path / "a.xlsx", strike),
        "xls": lambda: written(tmp_path / "a.xls", xls(ROWS, struck=[(2, 3)])),
        "ods": lambda: written(tmp_path / "a.ods", ods(ROWS, cell_marks=marks)),
    }
    assert set(read(paths[kind]()).struck) == {(2, 3)}


def test_letters_struck_through_count_if_all_of_them_are(tmp_path):
    whole, half = raised("", "0,5", vertAlign=None, strike=True), raised("0,5", "0,6", vertAlign=None, strike=True)
    sheet = read(xlsx(tmp_path / "a.xlsx", put(("C2", whole), ("C3", half))))
    assert set(sheet.struck) == {(2, 3)}
    rows = [["x", spanned("", "0,5", style="T4"), spanned("0,5", "0,6", style="T4")]]
    assert set(read(written(tmp_path / "a.ods", ods(rows))).struck) == {(1, 2)}


def test_a_style_of_a_row_or_a_column_holds_for_cells_without_their_own(tmp_path):
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="c1"/><table:table-column/>'
    content = ods(ROWS, columns=columns, row_marks={4: 'table:default-cell-style-name="c1"'})
    assert set(read(written(tmp_path / "a.ods", content)).struck) == {(1, 2), (2, 2), (3, 2), (4, 1), (4, 2), (4, 3)}


# formulas


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_cells_of_formulas_are_known_whose_last_value_was_read(tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        xlsx(path, put(("C2", "=1/2")))
        with_part(path, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>0.5</v>")
    elif kind == "xls":
        written(path, xls(ROWS, calculated=[(2, 3)]))
    else:
        written(path, ods(ROWS, cell_marks={(2, 3): 'table:formula="of:=1/2"'}))
    sheet = read(path)
    assert set(sheet.calculated) == {(2, 3)}
    assert sheet.rows[1][2] == "0.5"


# footnote marks


RAISED = [
    (("0,9881", "1"), "0,9881", "1"),
    (("22", "2"), "22", "2"),
    (("Cà Mau", "(3)"), "Cà Mau", "(3)"),
    (("Hạ tầng số", "*", " (điểm)"), "Hạ tầng số (điểm)", "*"),
    (("diện tích, km", "2"), "diện tích, km2", None),
    (("", "1", "Số sơ bộ"), "1Số sơ bộ", None),
    (("", "0,5"), "0,5", None),
    (("số sơ bộ ", "theo báo cáo của tỉnh"), "số sơ bộ theo báo cáo của tỉnh", None),
]


@pytest.mark.parametrize(("parts", "text", "mark"), RAISED)
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_raised_mark_is_taken_from_its_text(tmp_path, kind, parts, text, mark):
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        xlsx(path, put(("C3", raised(*parts))))
    else:
        written(path, ods([*ROWS[:2], ["", "Huế", spanned(*parts)], ROWS[3]]))
    sheet = read(path)
    assert sheet.rows[2][2] == text
    assert sheet.marks == ({(3, 3): mark} if mark else {})
    assert (3, 3) not in sheet.numeric


def test_a_mark_in_a_text_that_the_cell_holds_itself_is_taken_too(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", put(("B3", "Huế")))
    rich = (
        '<c r="B3" t="inlineStr"><is><r><t>Huế</t></r>\n<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
        '<rPh sb="0" eb="1"><t>x</t></rPh></is></c>'
    )
    with zipfile.ZipFile(path) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").decode()
    old = part[part.index('<c r="B3"') : part.index("</row>", part.index('<c r="B3"'))]
    with_part(path, "xl/worksheets/sheet1.xml", old.encode(), rich.encode())
    sheet = read(path)
    assert (sheet.rows[2][1], sheet.marks) == ("Huế", {(3, 2): "1"})


def test_a_cell_raised_as_a_whole_has_no_mark(tmp_path):
    def raise_all(book: openpyxl.Workbook) -> None:
        book.active["B2"].font = Font(vertAlign="superscript")

    sheet = read(xlsx(tmp_path / "a.xlsx", raise_all))
    assert (sheet.rows[1][1], sheet.marks) == ("Hà Nội", {})


def test_marks_may_be_raised_by_a_distance_and_in_spans_of_spans(tmp_path):
    nested = Xml(
        '<text:p>Huế<text:span text:style-name="T2"><text:span text:style-name="T3">1</text:span></text:span>'
        '<text:s text:c="2"/>x</text:p><text:p>y</text:p>'
        '<office:annotation><text:p>lời bàn<text:span text:style-name="T1">9</text:span></text:p></office:annotation>'
    )
    sheet = read(written(tmp_path / "a.ods", ods([["a", nested], [spanned("b", "c", style="T3"), ""]])))
    assert sheet.rows == (("a", "Huế  x\ny"), ("bc", ""))
    assert sheet.marks == {(1, 2): "1"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0,9881¹", ("0,9881", "¹")),
        ("2²", ("2", "²")),
        ("Hà Nội ¹", ("Hà Nội", "¹")),
        ("Hạ tầng số¹⁾ (điểm)", ("Hạ tầng số (điểm)", "¹⁾")),
        ("Nghệ An¹,²", ("Nghệ An", "¹,²")),
        ("95,2%³", ("95,2%", "³")),
        ("mật độ, người/km²", ("mật độ, người/km²", "")),
        ("1,5×10³", ("1,5×10³", "")),
        ("¹ Số sơ bộ", ("¹ Số sơ bộ", "")),
        ("CO₂", ("CO₂", "")),
    ],
)
def test_a_mark_that_is_a_raised_letter_is_taken_and_an_exponent_is_not(text, expected):
    assert without_raised_letters(text) == expected


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv"])
def test_raised_letters_are_marks_in_every_kind_of_file(tmp_path, kind):
    rows = [["Tỉnh", "DTI"], ["Huế¹", "0,5"], ["Cà Mau", "0,25²"]]
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        xlsx(path, put(*((f"{'AB'[column]}{row + 1}", rows[row][column]) for row in range(3) for column in range(2))))
    else:
        text = "\n".join(";".join(row) for row in rows)
        written(path, {"xls": lambda: xls(rows), "ods": lambda: ods(rows), "csv": text.encode}[kind]())
    sheet = read(path)
    assert [row[:2] for row in sheet.rows[:3]] == [("Tỉnh", "DTI"), ("Huế", "0,5"), ("Cà Mau", "0,25")]
    assert sheet.marks == {(2, 1): "¹", (3, 2): "²"}
    assert sheet.has_unseen_marks == (kind == "xls")


def test_letters_of_an_old_encoding_are_no_marks(tmp_path):
    sheets, problems = read_cells(written(tmp_path / "a.csv", "tỉnh,giá\nQu¶ng Ninh,x¹\n".encode()))
    assert {problem.code for problem in problems} == {"text_legacy"}
    assert sheets[0].rows[1] == ("Qu¶ng Ninh", "x¹")


# hostile files


def test_a_flood_of_merged_cells_is_refused(tmp_path):
    cells = (
        f'<table:table-cell table:number-columns-spanned="{pow(7, number, 9973) + 2}"/>' for number in range(100_001)
    )
    lines = f"<table:table-row>{''.join(cells)}</table:table-row>"
    sheets, [problem] = read_cells(written(tmp_path / "a.ods", ods([["x"]], lines=lines)))
    assert sheets == []
    assert (problem.code, problem.sheet, problem.found) == ("workbook_inflates", "Bảng 1", "100001 mergeCell")


def test_a_flood_of_marks_is_refused(tmp_path):
    cell = '<table:table-cell table:number-columns-repeated="400" office:value-type="string">'
    lines = f"{cell}{spanned('x', '1')}</table:table-cell>"
    lines = f'<table:table-row table:number-rows-repeated="300">{lines}</table:table-row>'
    sheets, [problem] = read_cells(written(tmp_path / "a.ods", ods([["x"]], lines=lines)))
    assert sheets == []
    assert (problem.code, problem.found) == ("workbook_inflates", "100001 superscript")


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12))
    + "]>"
)


def test_entities_that_explode_are_refused(tmp_path):
    styles = f'{BOMB}<office:document-styles xmlns:office="x">&a11;</office:document-styles>'
    problem = read_cells(written(tmp_path / "a.ods", ods(ROWS, parts={"styles.xml": styles})))[1][0]
    assert (problem.code, problem.found) == ("workbook_unreadable", "XML")
    path = xlsx(tmp_path / "a.xlsx", put())
    with_part(path, "xl/styles.xml", b"<styleSheet ", f"{BOMB}<styleSheet a='&a11;' ".encode())
    assert read_cells(path)[1][0].code == "workbook_unreadable"


def test_styles_that_build_on_one_another_in_a_circle_say_nothing(tmp_path):
    circle = (
        '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:styles><style:style style:name="x" '
        'style:family="table-cell" style:parent-style-name="y"/><style:style style:name="y" style:family="table-cell" '
        'style:parent-style-name="x"/></office:styles></office:document-styles>'
    )
    content = ods(ROWS, cell_marks={(2, 3): 'table:style-name="x"'}, parts={"styles.xml": circle})
    assert set(read(written(tmp_path / "a.ods", content)).struck) == set()


def test_runs_inside_runs_change_nothing(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", put(("B2", raised("Hà Nội", "1"))))
    deep = (
        b"<si>" + b"<r>" * 20_000 + b'<rPr><vertAlign val="superscript"/></rPr><t>x</t>' + b"</r>" * 20_000 + b"</si>"
    )
    with_part(path, "xl/sharedStrings.xml", b"</sst>", deep + b"</sst>")
    sheets, problems = read_cells(path)
    assert problems == []
    assert (sheets[0].rows[1][1], sheets[0].marks) == ("Hà Nội", {(2, 2): "1"})


def test_every_other_row_hidden_and_every_other_cell_struck_are_told(tmp_path):
    rows = 20_000
    hidden = '<table:table-row table:visibility="collapse"><table:table-cell table:style-name="c1"/></table:table-row>'
    shown = (
        '<table:table-row><table:table-cell/><table:table-cell table:style-name="c1" office:value-type="float" '
        'office:value="{}"><text:p>1</text:p></table:table-cell></table:table-row>'
    )
    lines = "".join(hidden + shown.format(number * 7919 % 99991) for number in range(rows))
    sheet = read(written(tmp_path / "a.ods", ods([["x"]], lines=lines)))
    assert len(sheet.hidden_rows) == rows
    assert len(sheet.struck) == 2 * rows
