"""Workbooks of made-up figures as an analyst would hand them in: our own templates filled, and shapes nobody knows."""

import io
from collections.abc import Mapping

from openpyxl import Workbook, load_workbook

from etl.kinds.template import write_template
from warehouse import builds
from warehouse.queries import loading as queries

EDITION = {"code": "dti_2024", "period_code": "2025", "cohort_code": "vn34"}


def blank(directory, kind: str = "main_values", **changed: object) -> bytes:
    """The blank template of the edition to come, made from the current build."""
    build_id = builds.current(directory).build_id
    reference = {name: queries.reference(build_id, name) for name in queries.REFERENCE}
    return write_template(kind, reference=reference, **EDITION | changed)


def main_values(template: bytes, places: Mapping[str, object] | None = None, scale: float = 1) -> bytes:
    """The template with synthetic main indicators, every unit a little better than the one above it.

    `places` puts other content into cells: `{"D7": 1.5}`.
    """
    book = load_workbook(io.BytesIO(template))
    page = book["Số liệu"]
    header = next(row for row in page.iter_rows() if row[0].value == "Mã")
    columns = {str(cell.value): cell.column for cell in header}
    for number, row in enumerate(range(header[0].row + 1, page.max_row + 1)):
        if page.cell(row, 1).value is None:
            break
        for code in "12345678":
            page.cell(row, columns[code], round((0.4 + 0.01 * number) * scale, 4))
    for place, content in (places or {}).items():
        page[place] = content
    return _bytes(book)


def unknown_shape(directory, scale: float = 1, units_heading: str = "Tên gọi") -> bytes:
    """A ranking of synthetic values with its units under a heading that no known shape has, unless told otherwise."""
    mains = ("Nhận thức số", "Thể chế số", "Hạ tầng số", "Nhân lực số", "An toàn thông tin mạng",
             "Hoạt động chính quyền số", "Hoạt động kinh tế số", "Hoạt động xã hội số")  # fmt: skip
    book = Workbook()
    page = book.active
    page.append(["Bảng tự đặt"])
    page.append(["Xếp thứ", units_heading, *mains])
    units = queries.units(builds.current(directory).build_id, "vn34")
    for number, name in enumerate(units["unit_name_vi"], start=1):
        page.append([number, name, *[round((0.9 - 0.01 * number) * scale, 4)] * len(mains)])
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
