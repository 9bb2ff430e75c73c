import zipfile
from pathlib import Path

import pytest

from etl.reading.data_file import read_cells
from etl.reading.sheets import Sheet


def written(folder: Path, content: bytes | str, name: str = "given.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only_problem(path: Path) -> tuple[str, int, str, str]:
    sheets, [problem] = read_cells(path)
    assert sheets == []
    return problem.code, problem.row, problem.found, problem.expected


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_delimiter_is_read_with_and_without_byte_order_mark(tmp_path, delimiter, start, end):
    text = start + end.join(["tỉnh|giá trị", 'Hà Nội|"a', 'b"', "Huế|001", ""]).replace("|", delimiter)
    sheets, problems = read_cells(written(tmp_path, text))
    assert problems == []
    assert sheets == [Sheet("", (("tỉnh", "giá trị"), ("Hà Nội", f"a{end}b"), ("Huế", "001")))]


def test_decimal_commas_do_not_count_as_delimiters(tmp_path):
    [sheet], _ = read_cells(written(tmp_path, "tỉnh;giá trị\nHuế;0,5\n"))
    assert sheet.rows[1] == ("Huế", "0,5")


def test_blank_lines_keep_their_number(tmp_path):
    [sheet], problems = read_cells(written(tmp_path, "a,b\n\n1,2\n"))
    assert problems == []
    assert sheet.rows == (("a", "b"), (), ("1", "2"))


def test_every_ragged_row_is_named(tmp_path):
    sheets, problems = read_cells(written(tmp_path, "a,b\n1,2\n1,2,3\n\n1\n"))
    assert sheets == []
    assert [(each.code, each.row, each.found, each.expected) for each in problems] == [
        ("ragged_row", 3, "3", "2"),
        ("ragged_row", 5, "1", "2"),
    ]


@pytest.mark.parametrize("header", ["a b c", "a,b;c", "a,b;c\td"])
def test_an_unclear_delimiter_is_refused(tmp_path, header):
    assert only_problem(written(tmp_path, f"{header}\n1\n"))[:3] == ("delimiter_unclear", 1, header)


@pytest.mark.parametrize("text", ['a,b\n1,2\n1,"2\n', 'a,b\n1,2\n1,"2"x\n'])
def test_a_broken_quotation_is_refused_with_its_row(tmp_path, text):
    assert only_problem(written(tmp_path, text))[:2] == ("csv_broken", 3)


def test_a_header_with_an_open_quotation_is_refused(tmp_path):
    assert only_problem(written(tmp_path, '"a,b\n1,2\n'))[0] in ("csv_broken", "delimiter_unclear")


def test_another_encoding_is_named_and_refused_with_its_row(tmp_path):
    text = "tỉnh,giá trị\nNam Định và Hà Nội,1\n"
    code, row, found, expected = only_problem(written(tmp_path, text.encode("utf-16")))
    assert (code, row, expected) == ("encoding_not_utf8", 1, "UTF-8")
    assert found == "UTF-16"
    assert only_problem(written(tmp_path, b"a,b\n1,\xd0\n"))[:2] == ("encoding_not_utf8", 2)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n \n"])
def test_an_empty_file_is_refused(tmp_path, content):
    assert only_problem(written(tmp_path, content))[0] == "file_empty"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("given.csv", b"PK\x03\x04rest", ".zip"),
        ("given.csv", b"\xd0\xcf\x11\xe0rest", ".xls"),
        ("given.csv", b"%PDF-1.7", ".pdf"),
        ("given.xlsx", b"a,b\n1,2\n", ".csv"),
        ("given.xls", b"PK\x03\x04rest", ".zip"),
        ("given.xls", b"<html><table>", ".html"),
        ("given.ods", b"\x89PNG", ".png"),
    ],
)
def test_the_content_must_agree_with_the_extension(tmp_path, name, content, kind):
    code, _, found, expected = only_problem(written(tmp_path, content, name))
    assert (code, found, expected) == ("content_not_extension", kind, Path(name).suffix)


def test_other_kinds_of_file_are_refused(tmp_path):
    assert only_problem(written(tmp_path, b"MZ", "given.exe"))[0] == "extension_unknown"


def test_a_file_too_large_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr("etl.reading.workbook_limits.FILE_BYTES", 10)
    assert only_problem(written(tmp_path, b"a,b\n1,2\n3,4\n"))[0] == "file_too_large"


def test_a_flood_of_cells_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("etl.reading.workbook_limits.CELLS", 5)
    assert only_problem(written(tmp_path, "a,b\n1,2\n3,4\n"))[0] == "too_many_cells"


def test_a_flood_of_ragged_rows_is_not_quoted_in_full(tmp_path):
    _, problems = read_cells(written(tmp_path, "a,b\n" + "1\n" * 1000))
    assert len(problems) == 100


def test_a_header_of_one_endless_field_under_one_delimiter_is_read_under_another(tmp_path):
    header = ",".join(f"{number}" for number in range(40_000))
    [sheet], problems = read_cells(written(tmp_path, f"{header}\n"))
    assert (len(sheet.rows[0]), problems) == (40_000, [])


@pytest.mark.parametrize("name", ["given.xls", "given.ods", "given.xlsx"])
def test_a_kind_of_zip_is_named_by_its_parts(tmp_path, name):
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        archive.writestr("ppt/presentation.xml", "x")
    assert only_problem(tmp_path / name)[0::2] == ("content_not_extension", ".pptx")


def test_cells_with_strange_letters_are_named_and_the_sheet_is_there_to_be_shown(tmp_path):
    [sheet], problems = read_cells(written(tmp_path, "a,b\nx\u2066y,z\n1,Qu\xb6ng Ninh\n"))
    assert [(each.code, each.cell, each.found) for each in problems] == [
        ("character_forbidden", "A2", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("text_legacy", "B3", "Qu\xb6ng Ninh"),
    ]
    assert sheet.rows[0] == ("a", "b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x" * 4000, []),
        ("x" * 4001, [("cell_too_long", "A2", "4001")]),
        ("Hà Nội" + "\u0301\u0327" * 60_000, [("cell_too_long", "A2", "120006")]),  # minutes, put in order
        ("Hà Nội" + "\u0301" * 10, []),
        ("Hà Nội" + "\u0301" * 11, [("marks_piled", "A2", "11")]),
        ("x\u0f73" * 12 + "\u0f73" * 11, [("marks_piled", "A2", "12")]),  # no mark by its class, but two in order
        ("a\u0301" * 2000, []),
        ("…" * 100, []),
    ],
)
def test_texts_that_take_long_to_compare_are_refused_before_they_are(tmp_path, text, expected):
    _, problems = read_cells(written(tmp_path, f"a,b\n{text},1\n"))
    assert [(each.code, each.cell, each.found) for each in problems] == expected


def test_a_table_in_an_old_encoding_is_not_quoted_in_full(tmp_path):
    _, problems = read_cells(written(tmp_path, "a,b\n" + "1,Qu\xb6ng Ninh\n" * 1000))
    assert len(problems) == 100
    assert {problem.code for problem in problems} == {"text_legacy"}


TABLE = (("tỉnh", "giá trị", "hạng"), ("Huế", "0,5", "1"), ("Cà Mau", "0,25", "2"))


@pytest.mark.parametrize("first", ["sep={}", "SEP={}", '"sep={}"', "sep={} "])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_first_line_that_says_what_separates_columns_is_believed_and_no_row(tmp_path, first, delimiter, start, end):
    lines = [delimiter.join(f'"{field}"' if delimiter in field else field for field in row) for row in TABLE]
    sheets, problems = read_cells(written(tmp_path, start + end.join([first.format(delimiter), *lines, ""])))
    assert problems == []
    assert sheets == [Sheet("", TABLE)]


def test_a_line_that_only_begins_like_that_is_a_row(tmp_path):
    [sheet], _ = read_cells(written(tmp_path, "sep=;x,b,c\n1,2,3\n"))
    assert sheet.rows[0] == ("sep=;x", "b", "c")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["KẾT QUẢ XẾP HẠNG NĂM 2025"], []),
        ([], ["Nguồn: Bộ Khoa học và Công nghệ"]),
        (["BỘ KHOA HỌC VÀ CÔNG NGHỆ", "", "Bảng 2", "(Kèm theo Quyết định)"], ["", "Ghi chú: số sơ bộ", "Người lập"]),
        (["Bảng 2|năm 2025"], ["Nguồn: Bộ|công bố năm 2025"]),
    ],
)
def test_lines_above_and_below_a_table_may_have_fewer_fields(tmp_path, delimiter, above, below):
    body = [delimiter.join(f'"{field}"' if delimiter in field else field for field in row) for row in TABLE]
    lines = [line.replace("|", delimiter) for line in (*above, *body, *below)]
    [sheet], problems = read_cells(written(tmp_path, "\n".join(lines)))
    assert problems == []
    assert sheet.rows[len(above) : len(above) + 3] == TABLE
    assert len(sheet.rows) == len(lines)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("tỉnh;giá\nHuế;0,5;1\nCà Mau;0,25;2\n", [2, 3]),  # the header lacks a field
        ("Bảng\ntỉnh;giá;hạng\nHuế;0,5\nCà Mau;0,25;2\n", [3]),
        ("tỉnh;giá;hạng\nHuế;0,5;1\nCà Mau;0,25\n", [3]),  # the file was cut
        ("tỉnh;giá;hạng\nHuế;0,5;1;\nCà Mau;0,25;2\nNguồn\n", [2]),
    ],
)
def test_rows_of_the_table_itself_may_not(tmp_path, text, rows):
    sheets, problems = read_cells(written(tmp_path, text))
    assert sheets == []
    assert [(each.code, each.row) for each in problems] == [("ragged_row", row) for row in rows]


@pytest.mark.parametrize("end", ["\x1a", "\x1a\n", "\n\x1a\r\n"])
def test_the_end_mark_of_old_programs_is_no_cell(tmp_path, end):
    sheets, problems = read_cells(written(tmp_path, f"a,b\n1,2{end}"))
    assert problems == []
    assert sheets == [Sheet("", (("a", "b"), ("1", "2")))]


def test_lines_may_end_as_on_old_computers_of_apple(tmp_path):
    [sheet], problems = read_cells(written(tmp_path, "a;b\rHuế;0,5\r"))
    assert (sheet.rows, problems) == ((("a", "b"), ("Huế", "0,5")), [])
