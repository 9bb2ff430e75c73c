"""What the cells of a workbook carry besides their texts, in each kind of file that can hold it."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from etl.reading.readers import read_cells
from etl.reading.sheets import Sheet
from tests.etl.ods_files import ods
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


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def read(path: Path) -> Sheet:
    sheets, problems = read_cells(path)
    assert problems == []
    return sheets[0]


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


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_hidden_sheet_is_read_and_known_as_hidden(tmp_path, kind):
    def hide(book: openpyxl.Workbook) -> None:
        book.create_sheet("ẩn").append(["a", 1])
        book["ẩn"].sheet_state = "veryHidden"

    paths = {
        "xlsx": xlsx(tmp_path / "a.xlsx", hide),
        "xls": written(tmp_path / "a.xls", xls(ROWS, hidden_sheets={"ẩn": [["a", 1]]})),
    }
    sheets, _ = read_cells(paths[kind])
    assert [(sheet.name, sheet.is_hidden) for sheet in sheets] == [("Bảng 1", False), ("ẩn", True)]


def test_a_flood_of_merged_cells_is_refused(tmp_path):
    cells = (
        f'<table:table-cell table:number-columns-spanned="{pow(7, number, 9973) + 2}"/>' for number in range(100_001)
    )
    lines = f"<table:table-row>{''.join(cells)}</table:table-row>"
    sheets, [problem] = read_cells(written(tmp_path / "a.ods", ods([["x"]], lines=lines)))
    assert sheets == []
    assert (problem.code, problem.sheet, problem.found) == ("workbook_inflates", "Bảng 1", "100001 mergeCell")
