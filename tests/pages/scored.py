"""Made-up score sheets of provinces, loaded as an analyst loads them; nobody was ever given these points."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from etl.deliveries.deliveries import Purpose, Source
from etl.folders import Folders
from etl.uploads import loading
from warehouse import builds
from warehouse.connection import query

SOURCE = Source("Bảng điểm tự đặt", "Cơ quan thử", "plan", document_number="01/TĐ")
# unit, component: maximum, self-assessed, first round, final points, reason; empty = the sheet says nothing
LONG = {
    "02": {  # a first round alone
        "1.1": ("10", "10", "4", "", "Thiếu quyết định ban hành"),
        "1.2": ("10", "5", "5", "", ""),
        "2.1": ("10", "8", "", "", ""),
    },
    "04": {"1.1": ("10", "9", "", "", ""), "1.2": ("10", "7.5", "", "", "")},  # before any appraisal
    "06": {  # both rounds
        "1.1": ("10", "9", "4", "6", "Bổ sung minh chứng, công nhận một phần"),
        "1.2": ("10", "5", "5", "5.5", ""),
        "2.1": ("20", "20", "12", "12", "=Không có tài liệu"),
        "2.2": ("10", "8", "3", "", ""),
        "3.1": ("10", "", "", "7", ""),
    },
    "10": {"1.1": ("10", "", "", "7", "")},  # appraised, own points unknown
}
_COLUMNS = ("index", "year", "cohort", "unit", "unit_code", "indicator", "value", "score", "first_round_score")
_COLUMNS += ("self_score", "max_score", "rank", "rank_of", "places_gained", "value_change", "reason_text")
_COLUMNS += ("source_address", "section", "note")


def load_score_sheets(directory: Path, loaded: Path) -> None:
    """Publish the sheets beside what the installation has: the long table of several units, the workbook of one."""
    folders = Folders(warehouse=directory, loaded=loaded)
    several = loading.Upload("bang diem.csv", _long(directory))
    own = loading.Upload("bang diem tuyen quang.xlsx", workbook(directory))
    for upload, unit_code in ((several, None), (own, "08")):
        purpose = Purpose("dti_2021", "2021", "vn63", "components", SOURCE, unit_code)
        checked = loading.check([upload], purpose, folders=folders)
        assert checked.is_sound, checked.problems
        loading.publish(loading.preview(checked, "anna", folders=folders), "bảng điểm thử", "anna", folders=folders)


def points_of(place: int) -> tuple[float, float, float]:
    """Of 10 points, what the workbook's component at this place gave itself, and what each of two rounds gave it."""
    own = 4 + place % 7
    return own, own - (place % 5) / 2 - (place % 3) / 2, own - (place % 5) / 2


def workbook(directory: Path) -> bytes:
    """A province's score sheet as it keeps it: a title, two heading rows, one row per component, remarks, a total."""
    book = Workbook()
    page = book.active
    page.append(["BẢNG ĐIỂM TỰ ĐẶT, KHÔNG PHẢI SỐ LIỆU THẬT"])
    page.append(["STT", "Tiêu chí", "Điểm tối đa", "Tự đánh giá", "Điểm thẩm định", None, "Lý do trừ điểm", "Ghi chú"])
    page.append([None, None, None, None, "Vòng 1", "Vòng 2", None, None])
    for place, (code, name) in enumerate(_components(directory)):
        own, first, last = points_of(place)
        told = "Minh chứng chưa hợp lệ" if last < own else None
        page.append([code, name, 10, own, first, last, told, "trang 3" if place == 0 else None])
        page.cell(page.max_row, 1).number_format = "@"
    page.append([None, "Tổng cộng", 950, 1, 1, 1])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _components(directory: Path) -> Sequence[tuple[str, str]]:
    rows = "select indicator_code, indicator_name_vi from reference.indicators where framework_code = 'dti_2021'"
    scored = f"{rows} and indicator_level = 'component' and is_scored order by position"
    return query(builds.current_id(directory), scored, directory=directory).rows()


def _long(directory: Path) -> bytes:
    names = "select unit_code, unit_name_vi from reference.units where unit_system = 'vn63'"
    units = dict(query(builds.current_id(directory), names, directory=directory).rows())
    lines = io.StringIO(newline="")
    writer = csv.DictWriter(lines, _COLUMNS, restval="")
    writer.writeheader()
    for unit_code, components in LONG.items():
        edition = {"index": "dti", "year": 2021, "cohort": "vn63", "unit": units[unit_code], "unit_code": unit_code}
        for code, (maximum, own, first, last, reason) in components.items():
            points = {"max_score": maximum, "self_score": own, "first_round_score": first, "score": last}
            writer.writerow({**edition, "indicator": code, **points, "reason_text": reason})
    return lines.getvalue().encode()
