"""The table of bad inputs: what is wrong with a file, the file, and what the user is told where."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from etl.kinds.registry import FRAMEWORK, UNITS
from etl.problems import BLOCKS, REVIEW
from etl.uploads.loading import Purpose, Upload
from tests.etl import bad_files as files
from tests.etl.installation import PURPOSE, table

OF_ONE_PROVINCE = replace(PURPOSE, kind="components", unit_code="08")
OF_UNITS = replace(
    PURPOSE, kind=UNITS, framework_code="", cohort_code="", period_code="2024", unit_system="vn63"
)
OF_A_FRAMEWORK = replace(PURPOSE, kind=FRAMEWORK, framework_code="dti_2024", period_code="2024")


@dataclass(frozen=True)
class BadInput:
    """`content` makes the file; the problem `code` stands at `cell` (of sheet `sheet`) and quotes `found`."""

    what: str
    name: str
    content: Callable[[], bytes]
    code: str
    cell: str = ""
    found: str = ""
    sheet: str = ""
    severity: str = BLOCKS
    purpose: Purpose = PURPOSE
    beside: Sequence[Upload] = ()

    @property
    def uploads(self) -> list[Upload]:
        """The file, after those it is handed in with."""
        return [*self.beside, Upload(self.name, self.content())]


def _csv(
    what: str, content: Callable[[], bytes] | bytes, code: str, cell: str = "", found: str = "", **more
) -> BadInput:
    make = content if callable(content) else lambda: content
    return BadInput(what, more.pop("name", "bảng.csv"), make, code, cell, found, **more)


def _row(what: str, problem: str, cell: str, found: str = "", severity: str = BLOCKS, /, **cells: object) -> BadInput:
    """The good table with cells of its row 3 changed."""
    return _csv(what, partial(_changed_csv, **cells), problem, cell, found, severity=severity)


def _book(what: str, content: Callable[[], bytes], code: str, cell: str = "", found: str = "", **more) -> BadInput:
    return BadInput(what, more.pop("name", "bảng.xlsx"), content, code, cell, found, **more)


def _changed_csv(**cells: object) -> bytes:
    return files.as_csv(files.changed(**cells))


def _template(what: str, code: str, cell: str, found: str, *line: object, severity: str = BLOCKS) -> BadInput:
    """One row of our own template for main values: code, unit, rank, index, first main indicator."""
    content = partial(files.template_of_values, list(line), ["24", "Bắc Giang", 3, "0,3", "0,3"])
    return _book(what, content, code, cell, found, sheet="Số liệu", severity=severity)


def _scores(what: str, code: str, cell: str, found: str, *line: object, severity: str = BLOCKS) -> BadInput:
    """One row of a province's score sheet: number, component, maximum, own points, appraised points."""
    content = partial(files.score_sheet, ["1.1", "Một", 10, 5, 5], list(line))
    return _book(what, content, code, cell, found, sheet="Số liệu", severity=severity, purpose=OF_ONE_PROVINCE)


def _ranking(what: str, code: str, cell: str, found: str, *line: object) -> BadInput:
    """One row of the ministry's ranking, of a province between two others: name, index, first main indicator."""
    content = partial(files.ranking, ["Hà Nội", "500,5", "50,5"], list(line), ["Bắc Giang", "300,5", "30,5"])
    return _book(what, content, code, cell, found, sheet="Số liệu")


def _units(what: str, code: str, sheet: str, cell: str, found: str, *changes: object, **more) -> BadInput:
    """The template of the provinces with one cell changed, or several as `(cell, value)`, on this sheet."""
    content = partial(files.units, "vn63", *((sheet, *change) for change in changes))
    return _book(what, more.pop("content", content), code, cell, found, sheet=sheet, purpose=OF_UNITS)


def _encoded(convert: Callable[[str], bytes]) -> Callable[[], bytes]:
    return lambda: convert(table(*files.VALUES).decode())


def _legacy_bytes(convert: Callable[[str], str]) -> Callable[[], bytes]:
    return _encoded(lambda text: convert(text).encode("cp1252"))


def _two_tables() -> bytes:
    return files.as_xlsx(files.rows(), **{"Bản sao": files.rows()})


def _far_cell() -> bytes:
    return files.with_cells({"XFD1048576": "y"})


def _empty_formula() -> bytes:
    return files.with_cells({"G3": "=1+1"})


def _error_value() -> bytes:
    content = files.good_xlsx(value=0.25)
    return files.replaced(content, "xl/worksheets/sheet1.xml", b't="n"><v>0.25</v>', b't="e"><v>#REF!</v>')


def _from_other_file() -> bytes:
    content = files.linked(files.good_xlsx(value=0.25))
    old, new = b't="n"><v>0.25</v>', b't="n"><f>[1]Sheet1!A1</f><v>0.25</v>'
    return files.replaced(content, "xl/worksheets/sheet1.xml", old, new)


def _broken_xml() -> bytes:
    return files.replaced(files.good_xlsx(), "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheet")


def _bomb() -> bytes:
    return files.with_parts(files.good_xlsx(), {"xl/media/image1.png": b" " * 3 * 2**20})


def _many_parts() -> bytes:
    return files.with_parts(files.good_xlsx(), {f"xl/media/{number}.png": b"x" for number in range(2001)})


def _lying_directory() -> bytes:
    padding = b"<!--" + b"x" * 4 * 2**20 + b"-->"
    content = files.replaced(files.good_xlsx(), "xl/worksheets/sheet1.xml", b"</worksheet>", b"</worksheet>" + padding)
    return files.lying(content, "xl/worksheets/sheet1.xml", 1000)


def _macro_type() -> bytes:
    old = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    new = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return files.replaced(files.good_xlsx(), "[Content_Types].xml", old, new)


def _hidden_far_row() -> bytes:
    return files.with_cells({"A1048576": " "})


def _chinese(text: str) -> bytes:
    return text.replace("Hà Nội", "北京市人民政府统计局").encode("gb18030")


def _more(line: bytes) -> bytes:
    return table(*files.VALUES) + line


def _noise() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8


def _locked_ods() -> bytes:
    return files.ods({"META-INF/manifest.xml": b"<manifest:encryption-data/>"})


def _basic() -> bytes:
    return files.ods({"Basic/Standard/Module1.xml": b"<script:module/>"})


def _macros() -> bytes:
    return files.with_parts(files.good_xlsx(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def _merged_value() -> bytes:
    given = files.rows()
    given[3][6] = ""
    return files.arranged(given, lambda page: page.merge_cells("G3:G4"))


def _hidden_row() -> bytes:
    return files.arranged(files.rows(), _hide_row(3))


def _hidden_repeat() -> bytes:
    given = files.rows()
    return files.arranged([*given, given[2]], _hide_row(5))


def _hide_row(row: int) -> Callable[[Worksheet], None]:
    def hide(page: Worksheet) -> None:
        page.row_dimensions[row].hidden = True

    return hide


def _hidden_column() -> bytes:
    def hide(page: Worksheet) -> None:
        page.column_dimensions["G"].hidden = True

    return files.arranged(files.rows(), hide)


def _struck() -> bytes:
    def strike(page: Worksheet) -> None:
        page["G3"].font = Font(strike=True)

    return files.arranged(files.rows(), strike)


def _legacy_book(convert: Callable[[str], str]) -> Callable[[], bytes]:
    return lambda: files.as_xlsx([[convert(text) for text in line] for line in files.rows()])


def _misread(text: str) -> str:
    return text.encode().decode("latin-1")


def _twice() -> bytes:
    return files.as_csv([[*line, line[6]] for line in files.rows()])


def _own_column() -> bytes:
    header, *lines = files.rows()
    return files.as_csv([[*header, "ý kiến"], *([*line, "đúng"] for line in lines)])


def _row_twice() -> bytes:
    return files.as_csv([*files.rows(), files.rows()[1]])


BAD_INPUTS = (
    # the bytes
    _csv("an empty file", b"", "file_empty"),
    _csv("a file of blank lines", b"\xef\xbb\xbf \r\n\r\n", "file_empty"),
    _csv("a program", b"MZ\x90\x00", "extension_unknown", found=".exe", name="setup.exe"),
    _csv("a workbook with macros by its name", b"PK\x03\x04", "extension_unknown", found=".xlsm", name="bảng.xlsm"),
    _csv("a name without extension", b"a,b\n1,2\n", "extension_unknown", found="?", name="bảng"),
    _csv("a .csv that is a workbook", files.good_xlsx, "content_not_extension", found=".xlsx"),
    _book("an .xlsx that is text", lambda: table(*files.VALUES), "content_not_extension", found=".csv"),
    _csv("a .csv that is a PDF", b"%PDF-1.7\n", "content_not_extension", found=".pdf"),
    _book(
        "an .xls that is a web page", lambda: b"<html><table>", "content_not_extension", found=".html", name="bảng.xls"
    ),
    _book(
        "an .xlsx that is a text document",
        partial(files.zipped, {"word/document.xml": b"<w/>"}),
        "content_not_extension",
        found=".docx",
    ),
    _book(
        "an .xlsx that is a binary workbook",
        partial(files.zipped, {"xl/workbook.bin": b"x"}),
        "content_not_extension",
        found=".xlsb",
    ),
    _csv("a file above the size limit", lambda: b"a,b\n" * (5 * 2**20 + 1), "file_too_large", found="20.0 MB"),
    _csv("more rows than are ever data", lambda: b"a,b\n" * 500_001, "too_many_rows", found="500001"),
    _csv("more cells than are ever data", lambda: b"," * 5_000_000 + b"\n", "too_many_cells", found="5000001"),
    _csv("a NUL in a line", _changed_csv(province="Tuyên\0Quang"), "character_forbidden", "3", "U+0000"),
    _csv(
        "UTF-16, as Excel saves “Unicode text”",
        _encoded(lambda text: text.encode("utf-16")),
        "encoding_not_utf8",
        "1",
        "UTF-16",
    ),
    _csv(
        "UTF-16 without its mark", _encoded(lambda text: text.encode("utf-16-le")), "encoding_not_utf8", "1", "UTF-16"
    ),
    _csv("Vietnamese in Windows-1258", _encoded(files.in_cp1258), "encoding_legacy", "2", "Windows-1258"),
    _csv("Vietnamese in TCVN3 (.VnTime)", _legacy_bytes(files.in_tcvn3), "encoding_legacy", "2", "TCVN3"),
    _csv("Vietnamese in VNI", _legacy_bytes(files.in_vni), "encoding_legacy", "2", "VNI"),
    _csv("a Chinese encoding", _encoded(_chinese), "encoding_not_utf8", "2", "gb"),
    _csv("two separators equally often", b"a,b;c\n1,2;3\n", "delimiter_unclear", "1", "a,b;c"),
    _csv("a quotation mark that is never closed", partial(_more, b'dti_2021,"2021\n'), "csv_broken", "5", '"2021'),
    _csv("a line with a field too many", partial(_more, b"," * 11 + b"\n"), "ragged_row", "5", "12"),
    # workbooks
    _book("a workbook with a password", lambda: files.locked(files.good_xlsx()), "workbook_encrypted"),
    _book("an .ods with a password", _locked_ods, "workbook_encrypted", name="bảng.ods"),
    _book("a workbook cut off in the middle", lambda: files.good_xlsx()[:-400], "workbook_unreadable", found="ZIP"),
    _book("a workbook with broken XML", _broken_xml, "workbook_unreadable", found=".xlsx"),
    _book("an .xls that is noise", _noise, "workbook_unreadable", found=".xls", name="bảng.xls"),
    _book("a zip bomb", _bomb, "workbook_inflates", found=":1"),
    _book("a workbook of 2,000 parts", _many_parts, "workbook_inflates", found="XML"),
    _book("a zip directory that lies about sizes", _lying_directory, "workbook_unreadable", found=".xlsx"),
    _book("a cell at the end of the world", _far_cell, "workbook_crashed"),
    _book("a million empty rows", _hidden_far_row, "too_many_rows", found="1048576", sheet="Số liệu"),
    _book(
        "five million cells",
        partial(files.with_cells, {"GJH1001": "y"}),
        "too_many_cells",
        found="5005000",
        sheet="Số liệu",
    ),
    _book("macros inside an .xlsx", _macros, "workbook_macros", found="xl/vbaProject.bin"),
    _book("an .xlsm renamed", _macro_type, "workbook_macros", found="[Content_Types].xml"),
    _book("an .ods with Basic", _basic, "workbook_macros", found="Basic/", name="bảng.ods"),
    _book("a formula nobody calculated", _empty_formula, "cell_without_value", "G3", "=1+1", sheet="Số liệu"),
    _book("an error value", _error_value, "cell_without_value", "G3", "#REF!", sheet="Số liệu"),
    _book(
        "a value taken from another file",
        _from_other_file,
        "workbook_links",
        "G3",
        "so%20lieu.xlsx",
        sheet="Số liệu",
        severity=REVIEW,
    ),
    _book("names in TCVN3", _legacy_book(files.in_tcvn3), "text_legacy", "E3", "Tuyªn Quang", sheet="Số liệu"),
    _book("names in VNI", _legacy_book(files.in_vni), "text_legacy", "E2", "Haø Noäi", sheet="Số liệu"),
    _book(
        "names whose bytes were misread", _legacy_book(_misread), "text_legacy", "E3", "TuyÃªn Quang", sheet="Số liệu"
    ),
    _book(
        "a character that turns the reading",
        partial(files.good_xlsx, province="Tuyên \u202eQuang"),
        "character_forbidden",
        "E3",
        "U+202E",
        sheet="Số liệu",
    ),
    _csv(
        "a letter that was lost",
        partial(_changed_csv, province="Tuy\ufffdn Quang"),
        "character_forbidden",
        "E3",
        "U+FFFD",
    ),
    _book(
        "a document in a cell",
        partial(files.good_xlsx, province="Tuyên Quang " * 400),
        "cell_too_long",
        "E3",
        "4800",
        sheet="Số liệu",
    ),
    _csv(
        "a pile of marks",
        partial(_changed_csv, province="Tuyên Quang" + "\u0301\u0327" * 900),
        "marks_piled",
        "E3",
        "1800",
    ),
    # the shape
    _csv("columns nobody knows", b"a,b,c\n1,2,3\n", "shape_unknown", "1", "a | b | c"),
    _csv("no rows below the header", lambda: files.as_csv(files.rows()[:1]), "no_rows"),
    _csv("a column twice", _twice, "header_repeated", "L1", "value"),
    _csv("a column of one's own", _own_column, "column_not_in_layout", "L1", "ý kiến", severity=REVIEW),
    _book("the table on two sheets", _two_tables, "header_on_two_sheets", "1", sheet="Bản sao"),
    _book(
        "a second sheet with notes",
        lambda: files.as_xlsx(files.rows(), Nháp=[["ghi chú"]]),
        "sheet_without_header",
        sheet="Nháp",
        severity=REVIEW,
    ),
    # what cells carry besides texts
    _book("a value merged over two rows", _merged_value, "value_merged", "G3", "G3:G4", sheet="Số liệu"),
    _book("a hidden row", _hidden_row, "rows_hidden", "3", "1", sheet="Số liệu", severity=REVIEW),
    _book("a hidden row that says a row again", _hidden_repeat, "row_repeated_hidden", "E5", "5", sheet="Số liệu"),
    _book("a hidden column", _hidden_column, "columns_hidden", "G1", "1", sheet="Số liệu", severity=REVIEW),
    _book("a number struck through", _struck, "struck_through", "G3", "1", sheet="Số liệu", severity=REVIEW),
    _csv("a footnote mark", partial(_changed_csv, value="0.4¹"), "marks_taken", "G3", "1", severity=REVIEW),
    # cells
    _row("words for a number", "number_unreadable", "G3", "cao", value="cao"),
    _row("a decimal comma where the layout has a point", "number_unreadable", "G3", "0,4000", value="0,4000"),
    _row("both separators", "number_unreadable", "G3", "1,234.5", value="1,234.5"),
    _row("an exponent in text", "number_unreadable", "G3", "4e-1", value="4e-1"),
    _row("other digits", "number_unreadable", "G3", "٠.٤", value="٠.٤"),
    _row("half a rank", "number_unreadable", "H3", "3.5", rank="3.5"),
    _row("a number above 1", "value_out_of_range", "G3", "40.5", value="40.5"),
    _row("points read as thousands", "value_out_of_range", "G3", "1.234", value="1.234"),
    _row("more than all of it", "value_out_of_range", "G3", "104%", value="104%"),
    _row("a negative value", "value_out_of_range", "G3", "-0.1", value="-0.1"),
    _row("a real minus", "value_out_of_range", "G3", "−0.1", value="−0.1"),
    _row("more decimals than are stored", "number_too_precise", "G3", "0.40000001", REVIEW, value="0.40000001"),
    _row("no value at all", "row_without_figure", "G3", value=""),
    _template(
        "thousands or decimals: 1.234", "value_out_of_range", "D4", "1.234", "08", "Tuyên Quang", 2, "1.234", "0,4"
    ),
    _template(
        "a number with a leading zero for thousands",
        "number_unreadable",
        "D4",
        "0.234",
        "08",
        "Tuyên Quang",
        2,
        "0.234",
        "0,4",
    ),
    _template(
        "a date for a number", "number_unreadable", "D4", "2021-12-01", "08", "Tuyên Quang", 2, date(2021, 12, 1), 0.4
    ),
    _template("yes for a number", "number_unreadable", "D4", "True", "08", "Tuyên Quang", 2, True, 0.4),
    _template("a unit's code as a number", "code_is_number", "A4", "8", 8, "Tuyên Quang", 2, 0.4, 0.4),
    _ranking("a value among points", "values_and_points", "B3", "0,4", "Tuyên Quang", "0,4", "40,5"),
    _scores("points above the maximum", "score_over_maximum", "E3", "10.5", "1.10", "Mười", 10, 5, 10.5),
    _scores("own points above the maximum", "score_over_maximum", "D3", "11", "1.10", "Mười", 10, 11, 5),
    _scores("points below zero", "score_negative", "E3", "-1", "1.10", "Mười", 10, 5, -1),
    _scores("1.10 that has become 1.1", "code_is_number", "A3", "1.1", 1.1, "Mười", 10, 5, 5),
    _scores("points no cell can hold", "number_too_large", "E3", "123456789", "1.10", "Mười", "", "", 123456789),
    _scores("a component nobody knows", "indicator_unknown", "A3", "7.7", "7.7", "Bảy", 10, 5, 5),
    # what it is about
    _row("a name nobody knows", "unit_unknown", "E3", "Tuyên Quan", province="Tuyên Quan"),
    _row("a row of totals", "total_row", "E3", "Tổng cộng", province="Tổng cộng"),
    _scores("the name of another component", "name_of_another", "B3", "Một", "1.10", "Một", 10, 5, 5),
    _row("a code nobody knows", "unit_code_unknown", "D3", "99", code="99"),
    _row("two units in one row", "unit_code_differs", "D3", "24 (Tuyên Quang)", code="24"),
    _row("no unit", "value_missing", "E3", province=""),
    _row("an indicator nobody knows", "indicator_key_unknown", "F3", "van_hoa_so", component="van_hoa_so"),
    _row("another year", "year_not_folder", "B3", "2024", year="2024"),
    _row("a year in words", "number_unreadable", "B3", "năm 2021", year="năm 2021"),
    _row("another cohort", "constant_differs", "C3", "vn34", system="vn34"),
    _row("another framework", "constant_differs", "A3", "dti_2024", framework="dti_2024"),
    _row("another size of the cohort", "rank_of_differs", "I3", "62", rank="2", rank_of="62"),
    _row("rank 0", "rank_out_of_range", "H3", "0", rank="0"),
    _row("a rank below the last", "rank_out_of_range", "H3", "64/63", rank="64/63"),
    _row("a rank that says two sizes", "fraction_differs", "H3", "2/63", rank="2/63", rank_of="62"),
    _row("a source nobody knows", "source_unknown", "J3", "https://b.vn", REVIEW, source_url="https://b.vn"),
    _csv("a unit twice", _row_twice, "row_repeated", "E5"),
    _csv(
        "a year still to come",
        lambda: table(*files.VALUES, year=2999),
        "year_out_of_range",
        found="2999",
        purpose=replace(PURPOSE, period_code="2999"),
    ),
    _csv(
        "a figure that another file gives too",
        partial(_changed_csv, value="0.45"),
        "row_in_two_files",
        found="3",
        beside=[Upload("bảng a.csv", table(*files.VALUES))],
    ),
    _book(
        "a framework that another file defines too",
        partial(files.framework, "Chỉ số mới"),
        "same_in_two_files",
        found="405/QĐ-BKHCN",
        purpose=OF_A_FRAMEWORK,
        beside=[Upload("bảng a.xlsx", files.framework("Chỉ số cũ"))],
    ),
    # a system of units
    _units("a unit whose code is a number", "code_is_number", "Các đơn vị", "A7", "9", ("A7", 9)),
    _units(
        "a unit in one that nobody knows", "unit_code_unknown", "Các đơn vị", "G4", "99", ("F4", "nation"), ("G4", "99")
    ),
    _units(
        "a unit in a system that nobody knows", "unit_system_unknown", "Các đơn vị", "F4", "x", ("F4", "x"), ("G4", "1")
    ),
    _units(
        "a unit in one of its own level", "parent_not_above", "Các đơn vị", "G4", "08", ("F4", "vn63"), ("G4", "08")
    ),
    _units("two units of one name", "name_ambiguous", "Các đơn vị", "B5", "Hà Nội", ("B5", "Hà Nội")),
    _units(
        "a unit that ends before it begins",
        "days_reversed",
        "Các đơn vị",
        "J4",
        "31/07/2008",
        ("J4", date(2008, 7, 31)),
    ),
    _units("two units in one place of the map", "tile_taken", "Các đơn vị", "L5", "1", ("K5", 1)),
    _units("a cohort of other units", "cohort_of_other_system", "Nhóm xếp hạng", "A5", "vn34", ("A5", "vn34")),
    _units(
        "a unit of another system that another one takes over",
        "succession_of_others",
        "Kế tục",
        "C5",
        "vn34",
        *zip(("A5", "B5", "C5", "D5", "E5"), ("vn34", "24", "vn34", "24", date(2025, 7, 1)), strict=True),
    ),
    _units(
        "a period that ends elsewhere",
        "period_ends_outside",
        "Kỳ",
        "C4",
        "01/04/2024",
        ("A4", "2024-Q1"),
        ("C4", date(2024, 4, 1)),
    ),
    _units(
        "a unit left out", "row_left_out", "Các đơn vị", "", "01", content=partial(files.units, "vn63", without=4)
    ),
    _units(
        "the units of another system",
        "template_other_purpose",
        "_dti",
        "",
        "34 tỉnh",
        content=partial(files.units, "vn34"),
    ),
    _book(
        "a cohort without units",
        partial(files.units, "huyen", ("Nhóm xếp hạng", "A4", "huyen")),
        "cohort_without_units",
        "A4",
        "huyen",
        sheet="Nhóm xếp hạng",
        purpose=replace(OF_UNITS, unit_system="huyen"),
    ),
    _csv(
        "the same file twice",
        lambda: table(*files.VALUES),
        "upload_repeated",
        found="bảng a.csv",
        severity=REVIEW,
        beside=[Upload("bảng a.csv", table(*files.VALUES))],
    ),
)
