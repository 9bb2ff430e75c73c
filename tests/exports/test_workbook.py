"""Workbooks and CSV of frames: what is written is read back by others, and the same rows give the same bytes."""

import csv
import io
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from exports import workbook as writer
from exports.delimited import csv_machine, csv_vietnamese
from exports.sheet import FrameSheet, Sheet
from exports.workbook import workbook

NO_OFFICE = "no LibreOffice found on this machine: what it reads of a workbook cannot be seen"
MADE = datetime(2026, 11, 30, 18, 5, tzinfo=UTC)
FACTS = Sheet("Thông tin", ["Mục", "Nội dung"], [("Bản dữ liệu", "2026-x")])
TEXTS = [
    "Tuyên Quang", "a & b <c> \"d\" 'e'", " đầu và cuối ", "hai  cách", "dòng\nhai", "tab\tulator", "=1+1", "\u200b=1",
    "08", "_x0041_", "7.10", "😀 Đắk Lắk", "]]>", "&amp;", None,
]  # fmt: skip
ROWS = 700


@pytest.fixture(scope="module")
def frame() -> FrameSheet:
    """Every kind of column, with and without what is not known, more rows than a small slice has."""
    chance = random.Random(14)
    decimals = [chance.choice([2, 4]) for _ in range(ROWS)]
    held = pl.DataFrame(
        {
            "code": [f"{chance.randrange(100):02}" for _ in range(ROWS)],
            "text": [chance.choice(TEXTS) for _ in range(ROWS)],
            "value": pl.Series(
                [None if chance.random() < 0.2 else Decimal(chance.randrange(10**4)).scaleb(-4) for _ in range(ROWS)],
                dtype=pl.Decimal(18, 4),
            ),
            "share": [None if chance.random() < 0.1 else round(chance.random(), 9) for _ in range(ROWS)],
            "rank": pl.Series([chance.choice([None, chance.randrange(-9, 64)]) for _ in range(ROWS)], dtype=pl.Int32),
            "day": [chance.choice([None, date(2020, 2, 28) + timedelta(chance.randrange(900))]) for _ in range(ROWS)],
        }
    )
    formats = ["General", "General", pl.Series([f"0.{'0' * n}" for n in decimals]), "General", "0", "dd/mm/yyyy"]
    return FrameSheet("Bảng số liệu", [f"Cột {name} <&>" for name in held.columns], held, formats, kept=2)


@pytest.fixture(scope="module")
def content(frame) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "_SLICE", 64)
        return workbook(frame, FACTS, MADE)


def plain(sheet: FrameSheet) -> list[list[object]]:
    """What a reader has to find: numbers as floats, days as days."""
    return [
        [float(cell) if isinstance(cell, Decimal | int | float) else cell for cell in row] for row in sheet.frame.rows()
    ]


def read(content: bytes, text: Callable[[str], str]) -> list[list[object]]:
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[_plain(cell.value, text) for cell in row] for row in page.iter_rows(min_row=2)]


def _plain(cell: object, text: Callable[[str], str]) -> object:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, str):
        return text(cell)
    return float(cell) if isinstance(cell, int | float) else cell


def test_openpyxl_and_calamine_read_every_row_as_it_was(frame, content):
    expected = plain(frame)
    assert read(content, unescape) == expected, "openpyxl leaves that to its user"
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0] == frame.titles
    assert [[None if cell == "" else cell for cell in row] for row in rows[1:]] == expected


def test_libreoffice_reads_and_keeps_every_row_as_it_was(frame, content, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip(NO_OFFICE)
    (tmp_path / "made.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    kept = tmp_path / "kept"
    command = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(kept)]
    subprocess.run([*command, str(tmp_path / "made.xlsx")], check=True, capture_output=True, timeout=180)
    content = Path(kept / "made.xlsx").read_bytes()
    assert read(content, str) == plain(frame), "it writes _x0041_ as it reads, without a mark"
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Bảng số liệu", "Thông tin"]
    assert book.worksheets[0].print_title_rows == "$1:$1"


def test_numbers_texts_and_cells_that_are_empty_are_written_by_their_formats(frame, content):
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    for place, row in enumerate(page.iter_rows(min_row=2)):
        assert row[2].number_format == frame.formats[2][place]
        assert [row[4].number_format, row[5].number_format] == ["0", "dd/mm/yyyy"]
        assert row[1].value is None or row[1].data_type == "s"
        assert bool(row[1].quotePrefix) == (row[1].value in ("=1+1", "\u200b=1"))


def test_the_same_rows_of_the_same_build_give_the_same_bytes_however_they_are_sliced_and_held(frame, content):
    assert workbook(frame, FACTS, MADE) != content or frame.height < writer._SLICE  # pieces are compressed apart
    assert workbook(frame, FACTS, MADE) == workbook(frame, FACTS, MADE)
    parts, again = _parts(workbook(frame, FACTS, MADE)), _parts(content)
    assert parts == again
    as_rows = Sheet(frame.name, frame.titles, frame.frame.rows(), [_each(each) for each in frame.formats], kept=2)
    assert _parts(workbook(as_rows, FACTS, MADE)) == parts


def _each(written: str | pl.Series) -> list[str]:
    return [written] * ROWS if isinstance(written, str) else written.to_list()


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert {part.date_time for part in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: book.read(name) for name in book.namelist()}


def test_a_workbook_is_dated_by_its_build_and_names_nobody(frame, content):
    about = load_workbook(io.BytesIO(content)).properties
    assert [when.replace(tzinfo=UTC) for when in (about.created, about.modified)] == [MADE, MADE]
    assert (about.creator or "", about.lastModifiedBy or "") == ("", "")
    later = _parts(workbook(frame, FACTS, MADE + timedelta(days=1)))
    assert [name for name, part in _parts(content).items() if later[name] != part] == ["docProps/core.xml"]


def test_a_sheet_without_rows_has_its_titles():
    empty = FrameSheet("Trống", ["Mã", "Giá trị"], pl.DataFrame(schema={"a": pl.String, "b": pl.Float64}))
    page = load_workbook(io.BytesIO(workbook(empty, FACTS, MADE))).worksheets[0]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [["Mã", "Giá trị"]]
    assert csv_machine(empty) == "Mã,Giá trị\r\n".encode()


def test_a_column_that_nothing_is_known_of_is_empty():
    sheet = Sheet("A", ["a", "b"], [[1, None], [2, None]])
    assert csv_machine(sheet) == b"a,b\r\n1,\r\n2,\r\n"
    page = load_workbook(io.BytesIO(workbook(sheet, FACTS, MADE))).worksheets[0]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [["a", "b"], [1, None], [2, None]]


def test_what_is_no_number_is_no_cell_and_what_is_no_cell_is_refused():
    held = pl.DataFrame({"a": [1.5, float("nan"), float("inf")]})
    assert csv_machine(FrameSheet("A", ["a"], held)).split() == [b"a", b"1.5", b'""', b'""']
    with pytest.raises(TypeError):
        csv_machine(FrameSheet("A", ["a"], pl.DataFrame({"a": [[1]]})))


def test_a_csv_of_a_frame_says_what_pythons_own_writer_says(frame):
    def written(delimiter: str, mark: str, code: str) -> str:
        buffer = io.StringIO()
        out = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
        out.writerow(frame.titles)
        for row in frame.frame.rows():
            out.writerow([_field(cell, mark, code) for cell in row])
        return buffer.getvalue()

    assert csv_machine(frame).decode() == written(",", ".", "{}")
    assert csv_vietnamese(frame).decode("utf-8-sig") == written(";", ",", '="{}"')


def _field(cell: object, mark: str, code: str) -> str:
    if isinstance(cell, str):
        return code.format(cell) if cell in ("08", "7.10") or cell.isdecimal() else f"'{cell}" if "=1" in cell else cell
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, date) else str(cell).replace(".", mark)
