"""Synthetic systems of units, and figures for them, as workbooks an analyst would fill in: districts of Quảng Ngãi,
whose framework is real, and communes of the 34 provinces.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import polars as pl
from openpyxl import Workbook, load_workbook

from etl.deliveries.deliveries import Purpose, Source
from etl.kinds.registry import FRAMEWORK, UNITS
from etl.kinds.template import write_template

SOURCE = Source("Số liệu tự đặt", "Cơ quan thử", "ministry")
HEADING_ROW = 3
DISTRICTS, DISTRICT_COHORT, DISTRICT_FRAMEWORK = "huyen_thu", "huyen_thu_2023", "dti_district_quang_ngai_2023"
COMMUNES, COMMUNE_FRAMEWORK = "xa_thu", "xa_thu_2025"
_LEVELS = {"district": "Cấp huyện", "commune": "Cấp xã"}
_KINDS = {"district": "Huyện", "commune": "Xã"}


def purpose_of_units(system: str) -> Purpose:
    """What a file of a system of units is loaded for."""
    return Purpose("", "2026", "", UNITS, SOURCE, unit_system=system)


def purpose_of_figures(framework: str, period_code: str, cohort: str) -> Purpose:
    """What a file of main values is loaded for."""
    return Purpose(framework, period_code, cohort, "main_values", SOURCE)


def purpose_of_framework(framework: str) -> Purpose:
    """What a framework's file is loaded for."""
    return replace(purpose_of_figures(framework, "2026", ""), kind=FRAMEWORK)


def rows_of_units(level: str, count: int, parent_system: str, parents: Sequence[str]) -> list[dict[str, object]]:
    """Synthetic units dealt out over their parents, their codes with zeros in front."""
    return [
        {"Mã đơn vị": f"{number:05d}", "Tên tiếng Việt": f"{_KINDS[level]} giả định {number}",
         "Tên tiếng Anh": f"Synthetic {level} {number}", "Loại đơn vị": _KINDS[level], "Cấp": _LEVELS[level],
         "Hệ của đơn vị cấp trên": parent_system, "Mã đơn vị cấp trên": parents[number % len(parents)]}
        for number in range(1, count + 1)
    ]  # fmt: skip


def row_of_cohort(code: str, name: str) -> dict[str, object]:
    """A cohort of all units of the file."""
    return {"Mã nhóm": code, "Tên tiếng Việt": name, "Tên tiếng Anh": f"Synthetic {code}", "Họ nhóm": code,
            "Có xếp hạng": "Có", "Gồm mọi đơn vị của hệ": "Có"}  # fmt: skip


def template(system: str, reference: Mapping[str, pl.DataFrame]) -> Workbook:
    """The template of a system of units, opened."""
    return load_workbook(io.BytesIO(write_template(UNITS, system, "2026", "", reference)))


def districts(reference: Mapping[str, pl.DataFrame], count: int = 13, **sheets: list[dict[str, object]]) -> Workbook:
    """The template of the districts, filled: all of them lie in the former province 51, Quảng Ngãi."""
    book = template(DISTRICTS, reference)
    fill(book, "Các đơn vị", rows_of_units("district", count, "vn63", ["51"]))
    fill(book, "Nhóm xếp hạng", [row_of_cohort(DISTRICT_COHORT, "Huyện giả định của Quảng Ngãi")])
    for name, rows in sheets.items():
        fill(book, name, rows)
    return book


def communes(reference: Mapping[str, pl.DataFrame], count: int) -> Workbook:
    """The template of the communes, filled, which lie in the 34 provinces."""
    book = template(COMMUNES, reference)
    provinces = reference["units"].filter(unit_system="vn34")["unit_code"].to_list()
    fill(book, "Các đơn vị", rows_of_units("commune", count, "vn34", provinces))
    fill(book, "Nhóm xếp hạng", [row_of_cohort(COMMUNES, "Xã giả định")])
    return book


def framework_of_communes(reference: Mapping[str, pl.DataFrame]) -> Workbook:
    """The template of a synthetic framework for communes, filled: an index of two main indicators."""
    book = load_workbook(io.BytesIO(write_template(FRAMEWORK, COMMUNE_FRAMEWORK, "2026", "", reference)))
    fill(book, "Bộ chỉ số", [{"Mã chỉ số tổng hợp": "xa_thu", "Cấp được đánh giá": "Cấp xã",
                              "Văn bản ban hành": "Quyết định giả định", "Cách tính giá trị": "Chỉ dùng số công bố"}])
    fill(book, "Chỉ số tổng hợp", [{"Mã chỉ số tổng hợp": "xa_thu", "Tên tiếng Việt": "Chỉ số giả định cấp xã",
                                    "Tên tiếng Anh": "Synthetic index", "Tên ngắn tiếng Việt": "DTI xã giả định",
                                    "Tên ngắn tiếng Anh": "Synthetic DTI", "Chiều xếp hạng": "Cao nhất là hạng 1",
                                    "Thang số liệu": "Giá trị từ 0 đến 1", "Số chữ số thập phân": 4}])
    rows = [("index", None, "Chỉ số tổng hợp"), ("1", "index", "Chỉ số chính"), ("2", "index", "Chỉ số chính")]
    fill(book, "Chỉ tiêu", [{"Mã chỉ số": code, "Mã chỉ số cha": parent, "Cấp chỉ số": level, "Có chấm điểm": "Có",
                             "Tên tiếng Việt": f"Phần giả định {code}"} for code, parent, level in rows])
    return book


def values(reference: Mapping[str, pl.DataFrame], purpose: Purpose, first: float = 0.9) -> Workbook:
    """The template for main values, filled: the index of each unit, falling from `first`."""
    codes = (purpose.framework_code, purpose.period_code, purpose.cohort_code)
    book = load_workbook(io.BytesIO(write_template("main_values", *codes, reference)))
    sheet = book["Số liệu"]
    column = next(cell.column for cell in sheet[HEADING_ROW] if cell.value == "index")
    rows = sheet.max_row - HEADING_ROW
    for number in range(rows):
        sheet.cell(HEADING_ROW + 1 + number, column).value = round(first - 0.4 * number / rows, 4)
    return book


def fill(book: Workbook, name: str, rows: Iterable[Mapping[str, object]], first: int | None = None) -> None:
    """Write rows by heading into a sheet, the first of them into `first`, by default the first row to fill."""
    sheet = book[name]
    columns = {cell.value: cell.column for cell in sheet[HEADING_ROW]}
    for number, row in enumerate(rows, start=HEADING_ROW + 1 if first is None else first):
        for heading, value in row.items():
            sheet.cell(number, columns[heading]).value = value


def content(book: Workbook) -> bytes:
    """The workbook as a file."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
