"""Made-up tasks and a target of provinces, loaded as an analyst loads them; no such plan was ever made."""

import csv
import io
from pathlib import Path

from etl.deliveries.deliveries import Purpose, Source
from etl.folders import Folders
from etl.uploads import loading
from text import template

LONG_NAME = "Rà soát, cập nhật hồ sơ; nộp bản sao\\bản chính, " + "đối chiếu số liệu điện tử của từng đơn vị " * 4
TASKS = (
    {"action": LONG_NAME, "lead_agencies": "Sở Khoa học và Công nghệ; Sở Tài chính",
     "due_text": "trước ngày 20/12/2026", "evidence": "Báo cáo có chữ ký số"},
    {"action": "Trình kế hoạch năm", "lead_agencies": "Sở Tài chính", "due_text": "cuối năm 2026"},
    {"action": "Họp giao ban", "lead_agencies": "Sở Tài chính", "due_text": "hằng tháng"},
    {"action": "Công bố danh mục", "lead_agencies": "Sở Khoa học và Công nghệ", "due_text": "trước ngày 15/11/2026"},
)  # fmt: skip


def load_rank_target(directory: Path, loaded: Path) -> None:
    """Publish a target of Tuyên Quang that nobody has set: rank 40 to 44 of the 63 in 2022."""
    target = {
        "scope_name": "Tuyên Quang", "scope_level": template.CHOICES["scope_level"]["province"], "unit_system": "vn63",
        "unit_name": "Tuyên Quang", "index_code": "dti", "indicator_code": "index", "measure": "Hạng DTI",
        "kind": template.CHOICES["kind"]["level"], "operator": template.CHOICES["operator"]["between"], "low": "40",
        "high": "44", "target_unit": template.CHOICES["target_unit"]["rank"], "due_year": "2022",
        "printed_text": "vào nhóm 40 đến 44",
    }  # fmt: skip
    row = {heading: target.get(name, "") for name, heading in template.TARGETS.items()}
    content = ";".join(row) + "\n" + ";".join(row.values()) + "\n"
    publish(directory, loaded, "muc tieu.csv", content.encode(), "08", ("dti_2021", "2022", "vn63"), "targets")


def load_tasks(directory: Path, loaded: Path, *rows: dict, unit: str = "Cao Bằng", code: str = "04") -> None:
    """Publish a plan of a province of the 34 with `rows` (`TASKS` unless given), as its template says them."""
    written = io.StringIO()
    table = csv.DictWriter(written, list(template.TASKS.values()), delimiter=";", lineterminator="\n")
    table.writeheader()
    of_all = {
        "scope_name": unit, "scope_level": template.CHOICES["scope_level"]["province"], "unit_system": "vn34",
        "unit_name": unit, "framework_code": "dti_2024", "indicator_code": "1",
    }  # fmt: skip
    for row in rows or TASKS:
        table.writerow({template.TASKS[name]: text for name, text in (of_all | row).items()})
    publish(directory, loaded, "nhiem vu.csv", written.getvalue().encode(), code, ("dti_2024", "2024", "vn34"))


def check(
    directory: Path, loaded: Path, name: str, content: bytes, code: str, of: tuple[str, str, str], kind: str = "tasks"
) -> loading.Checked:
    """One file as it is judged; `of` are framework, year and system of units."""
    source = Source("Kế hoạch tự đặt", "Cơ quan thử", "plan", document_number="01/TĐ")
    purpose = Purpose(*of, kind, source, code)
    folders = Folders(warehouse=directory, loaded=loaded)
    checked = loading.check([loading.Upload(name, content)], purpose, folders=folders)
    assert checked.is_sound, checked.problems
    return checked


def publish(
    directory: Path, loaded: Path, name: str, content: bytes, code: str, of: tuple[str, str, str], kind: str = "tasks"
) -> None:
    """Publish one file."""
    checked = check(directory, loaded, name, content, code, of, kind)
    folders = Folders(warehouse=directory, loaded=loaded)
    loading.publish(loading.preview(checked, "anna", folders=folders), "kế hoạch thử", "anna", folders=folders)
