"""A synthetic index that no shipped file knows: its framework and its years as workbooks an analyst would fill in.

Five main indicators of 18, 20, 22, 18 and 22 points, 100 in all; figures are points, nobody prints a rank.
"""

import io
from collections.abc import Mapping
from decimal import Decimal

import polars as pl
from openpyxl import Workbook, load_workbook

from etl.deliveries.deliveries import Purpose, Source
from etl.kinds.registry import FRAMEWORK
from etl.kinds.template import write_template

INDEX, CODE, COHORT = "synthetic", "synthetic_2022", "vn34"
NAME, SHORT_NAME = "Chỉ số giả định về phục vụ", "Chỉ số giả định"
MAXIMA = (18, 20, 22, 18, 22)
YEARS = (2022, 2023, 2024)
SOURCE = Source("Số liệu tự đặt", "Cơ quan thử", "ministry")
HEADING_ROW = 3
DECLARED = {
    "Mã chỉ số tổng hợp": INDEX,
    "Tên tiếng Việt": NAME,
    "Tên tiếng Anh": "Synthetic service index",
    "Tên ngắn tiếng Việt": SHORT_NAME,
    "Tên ngắn tiếng Anh": "Synthetic index",
    "Chiều xếp hạng": "Cao nhất là hạng 1",
    "Thang số liệu": "Điểm",
    "Số chữ số thập phân": 2,
}
HEAD = {
    "Mã chỉ số tổng hợp": INDEX,
    "Cấp được đánh giá": "Cấp tỉnh",
    "Văn bản ban hành": "Quyết định giả định",
    "Tổng điểm tối đa": sum(MAXIMA),
    "Cách tính giá trị": "Tổng điểm các chỉ số chính / tổng điểm tối đa",
}


def purpose(kind: str = "main_values", year: int = YEARS[0]) -> Purpose:
    """What the files are loaded for."""
    return Purpose(CODE, str(year), "" if kind == FRAMEWORK else COHORT, kind, SOURCE)


def framework(
    reference: Mapping[str, pl.DataFrame], declared: Mapping[str, object] = DECLARED, **head: object
) -> bytes:
    """The blank template of the framework, filled, with what it declares of its index."""
    book = load_workbook(io.BytesIO(write_template(FRAMEWORK, CODE, str(YEARS[0]), COHORT, reference)))
    _fill(book, "Bộ chỉ số", [HEAD | head])
    _fill(book, "Chỉ số tổng hợp", [declared])
    always = {"Căn cứ của điểm tối đa": "Công bố", "Có chấm điểm": "Có"}
    root = {"Mã chỉ số": "index", "Cấp chỉ số": "Chỉ số tổng hợp", "Tên tiếng Việt": NAME, "Điểm tối đa": sum(MAXIMA)}
    mains = [
        {"Mã chỉ số": str(number), "Mã chỉ số cha": "index", "Cấp chỉ số": "Chỉ số chính",
         "Tên tiếng Việt": f"Phần giả định {number}", "Điểm tối đa": maximum}
        for number, maximum in enumerate(MAXIMA, 1)
    ]  # fmt: skip
    _fill(book, "Chỉ tiêu", [always | row for row in (root, *mains)])
    return _bytes(book)


def points(unit: int, year: int) -> tuple[Decimal, ...]:
    """Points of the main indicators of a unit, counted from 0: all different, best first, two units change places
    between two years."""
    place = {0: 1, 1: 0}.get(unit, unit) if year % 2 else unit
    return tuple(Decimal(maximum) - Decimal(f"0.{place + 10}") * (number + 1) for number, maximum in enumerate(MAXIMA))


def main_points(reference: Mapping[str, pl.DataFrame], period_code: str) -> bytes:
    """The template for a period of the index, filled: points of the main indicators and of the whole for every unit,
    those of its year.
    """
    year = int(period_code[:4])
    book = load_workbook(io.BytesIO(write_template("main_values", CODE, period_code, COHORT, reference)))
    sheet = book["Điểm"]
    columns = {cell.value: cell.column for cell in sheet[HEADING_ROW]}
    for unit in range(sheet.max_row - HEADING_ROW):
        given = points(unit, year)
        row = HEADING_ROW + 1 + unit
        sheet.cell(row, columns["index"]).value = float(sum(given))
        for number, amount in enumerate(given, start=1):
            sheet.cell(row, columns[str(number)]).value = float(amount)
    return _bytes(book)


def _fill(book: Workbook, name: str, rows: list[Mapping[str, object]]) -> None:
    columns = {cell.value: cell.column for cell in book[name][HEADING_ROW]}
    for number, row in enumerate(rows, start=HEADING_ROW + 1):
        for heading, value in row.items():
            book[name].cell(number, columns[heading]).value = value


def _bytes(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
