"""The tasks page, run whole: on the real plans as of today, and on made-up ones that went through the real loader."""

import io
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from tests.pages import planned
from text import template
from text.catalogue import say
from warehouse import connection

from .conftest import lead_of, sentence_of, table_called, texts_of

TUYEN_QUANG = {"edition": "dti.2021.vn63", "unit": "vn63.08", "lang": "vi"}
CAO_BANG = {"edition": "dti.2024.vn34", "unit": "vn34.04", "lang": "vi"}
PLAN = ("dti_2021", "2022", "vn63")
NONE = "không có hạn nào còn hiệu lực"


@pytest.fixture(autouse=True)
def november_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.visit.current_day", lambda: date(2026, 11, 30))


@pytest.fixture
def tasks(open_sound: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the page; see `open_sound`."""
    return partial(open_sound, "tasks")


@pytest.fixture(scope="module")
def office(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Folders of the build of all real data with a made-up plan beside it, and of what was loaded."""
    root = tmp_path_factory.mktemp("plans")
    shutil.copytree(warehouse, root / "warehouse")
    planned.load_tasks(root / "warehouse", root / "loaded")
    connection.close_all()
    return root / "warehouse", root / "loaded"


def test_a_date_that_passed_without_a_status_is_said_and_why_none_is_left(tasks):
    page = tasks(**TUYEN_QUANG)
    answer = "Tuyên Quang: 81 việc trong kế hoạch; 2 việc, báo cáo đã qua hạn, chưa ghi kết quả"
    assert sentence_of(page).startswith(answer)
    assert lead_of(page).startswith("Không có hạn nào còn hiệu lực: hạn 15/12/2022, 31/12/2025 đã qua; 15 việc")
    assert lead_of(page).endswith("7 chỉ số 0 điểm của 2021 chưa có việc")
    [button] = [button for button in page.button if button.key == "tasks_calendar_none"]
    assert button.disabled and NONE in button.label
    rows, _ = table_called(page, "tasks")
    assert sorted({row["task_state"] for row in rows}) == [
        "31/12/2025: đã qua hạn, chưa ghi kết quả", "theo nhịp, không có ngày", "—",
    ]  # fmt: skip


@pytest.mark.parametrize("unit", ["vn34.51", "vn34.68", "vn34.48", "vn34.08"])
def test_no_date_of_todays_plans_is_in_force_and_those_of_a_district_say_that_it_ended(tasks, unit):
    page = tasks(edition="dti.2024.vn34", unit=unit, lang="vi")
    assert lead_of(page).startswith("Không có hạn nào còn hiệu lực:")
    assert ("2 hạn có ngày thuộc Huyện Minh Long, phạm vi đã kết thúc ngày 01/07/2025" in lead_of(page)) == (
        unit == "vn34.51"
    )


def test_tasks_of_scopes_that_ended_are_said_to_be_history(tasks):
    page = tasks(edition="dti.2024.vn34", unit="vn34.51", lang="vi")
    assert sentence_of(page).startswith("Quảng Ngãi: 120 việc trong kế hoạch, đều của phạm vi đã kết thúc")
    assert "Xã Tịnh Trà (cấp xã) kết thúc ngày 01/07/2025, nay thuộc Quảng Ngãi" in texts_of(page)
    assert "Căn cứ: Nghị quyết 1677/NQ-UBTVQH15" in texts_of(page)


def test_shared_leads_stand_once_and_an_agency_says_what_it_is_now(tasks):
    rows, heads = table_called(tasks(**TUYEN_QUANG), "tasks")
    assert len(rows) == sum(head["count"] for head in heads) == 81
    assert len({head["title"] for head in heads}) == len(heads)
    [own] = [head for head in heads if head["title"] == "Sở Thông tin và Truyền thông"]
    assert (own["count"], own["notes"]) == (
        35, ["Sở Thông tin và Truyền thông (nay là Sở Khoa học và Công nghệ, từ 01/03/2025)"],
    )  # fmt: skip
    shared, _ = table_called(tasks(**TUYEN_QUANG, agency="so_tai_chinh", view="date"), "tasks")
    assert len(shared) == 5


def test_zeros_without_a_task_and_who_answers_for_zeros(tasks):
    page = tasks(**TUYEN_QUANG, view="zeros")
    rows, _ = table_called(page, "tasks_without")
    assert [row["indicator_code"] for row in rows] == ["1.4", "2.2", "2.4", "3.4", "4.12", "4.13", "7.10"]
    agencies, _ = table_called(page, "tasks_agencies")
    assert [(row["zero_count"], row["partial_count"], row["at_most"]) for row in agencies[:8]] == [
        ("28", "10", "dưới 715,15"), ("9", "2", "dưới 358,06"), ("6", "0", "dưới 78,55"), ("5", "0", "dưới 373,68"),
        ("4", "0", "dưới 433,68"), ("2", "0", "dưới 129,64"), ("2", "0", "dưới 129,64"), ("2", "0", "dưới 62,50"),
    ]  # fmt: skip
    assert agencies[1]["agency_name"] == "Không nêu cơ quan"
    assert agencies[7]["agency_name"] == "Đài Phát thanh và Truyền hình tỉnh"


def test_zeros_of_a_unit_without_statuses_are_not_made_up(tasks):
    page = tasks(edition="dti.2024.vn34", unit="vn34.08", lang="vi", view="zeros")
    assert "chưa biết điểm 0 nào chưa có việc" in page.info[0].value


def test_evidence_is_a_list_to_tick_off(tasks):
    rows, heads = table_called(tasks(**TUYEN_QUANG, view="evidence"), "tasks")
    assert len(rows) == 13 and all(row["evidence"] != "—" for row in rows)
    assert heads[0]["title"] == "1. Nhận thức số"


@pytest.mark.parametrize("choice", ["state", "scope", "agency", "main", "view"])
def test_a_choice_that_is_not_there_is_told_and_everything_shown(tasks, choice):
    page = tasks(**TUYEN_QUANG, **{choice: "nowhere"})
    assert [warning.value for warning in page.warning] == [say("vi", f"tasks_unknown_{choice}", asked="nowhere")]
    assert len(table_called(page, "tasks")[0]) == 81


def test_a_unit_without_plans_is_told_so(tasks):
    assert sentence_of(tasks(edition="dti.2021.vn63", unit="vn63.01", lang="vi")) == (
        "Hà Nội: chưa nạp kế hoạch nào có nhiệm vụ"
    )


def test_ended_scopes_give_a_template_for_the_province_of_today_that_loads(tasks, offered, warehouse, tmp_path):
    tasks(**TUYEN_QUANG)
    name, make = offered["tasks_template_vn34_08"]
    assert name == "mau-nhiem-vu_dti_2022_vn63_tuyen-quang_tuyen-quang.xlsx"
    content = make()
    planned.check(warehouse, tmp_path, "mau.xlsx", content, "08", ("dti_2021", "2022", "vn34"))
    book = load_workbook(io.BytesIO(content))
    sheet = book[template.SHEETS["tasks"][0]]
    titles = [cell.value for cell in sheet[1]]
    assert titles == list(template.TASKS.values())
    rows = [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert len(rows) == 81
    assert {row["Hệ đơn vị"] for row in rows} == {"vn34"}
    assert {(row["Thời hạn như in"], row["Kết quả"]) for row in rows} == {(None, None)}


def test_results_are_recorded_by_loading_the_file_again_and_no_task_is_doubled(
    tasks, offered, warehouse, tmp_path, open_sound
):
    tasks(**TUYEN_QUANG, state="overdue")
    book = load_workbook(io.BytesIO(offered["tasks_record"][1]()))
    sheet = book[template.SHEETS["tasks"][0]]
    titles = [cell.value for cell in sheet[1]]
    assert sheet.max_row == 2
    sheet.cell(2, titles.index("Kết quả") + 1).value = "Đã xong"
    sheet.cell(2, titles.index("Kết quả tính đến ngày") + 1).value = date(2025, 12, 20)
    filled = io.BytesIO()
    book.save(filled)
    shutil.copytree(warehouse, tmp_path / "warehouse")
    planned.publish(tmp_path / "warehouse", tmp_path / "loaded", "ket qua.xlsx", filled.getvalue(), "08", PLAN)
    page = open_sound("tasks", tmp_path / "warehouse", **TUYEN_QUANG)
    rows, _ = table_called(page, "tasks")
    assert len(rows) == 81
    assert [row["task_state"] for row in rows if "31/12/2025" in row["task_state"]] == [
        "31/12/2025: đã xong (tính đến 20/12/2025)"
    ]
    assert sentence_of(page).startswith("Tuyên Quang: 81 việc trong kế hoạch; 1 việc, báo cáo đã qua hạn")
    assert [row["status_on"] for row in table_called(page, "tasks_statuses")[0]] == ["20/12/2025"]


def test_the_calendar_opens_and_taken_in_twice_doubles_nothing(open_sound, offered, office):
    page = open_sound("tasks", office[0], **CAO_BANG)
    assert lead_of(page).startswith("Hạn tới: 20/12/2026")
    name, make = offered["tasks_calendar"]
    assert name == "lich-nhiem-vu_dti_vn34_cao-bang.ics"
    content = make()
    assert content.count(b"\n") == content.count(b"\r\n")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines) and [line.decode() for line in lines]
    assert b"RRULE" not in content and b"VTODO" not in content
    events = Calendar.from_ical(content).walk("VEVENT")
    assert [(event["DTSTART"].dt, event["DTEND"].dt) for event in events] == [
        (date(2026, 12, 20), date(2026, 12, 21)), (date(2026, 12, 31), date(2027, 1, 1)),
    ]  # fmt: skip
    assert planned.LONG_NAME.strip() in events[0]["SUMMARY"]
    assert "Ngày cuối còn kịp: 19/12/2026." in events[0]["DESCRIPTION"]
    assert {alarm["TRIGGER"].dt for event in events for alarm in event.walk("VALARM")} == {timedelta(days=-7)}
    assert {event["DTSTAMP"].dt.utcoffset() for event in events} == {timedelta()}
    taken_in = {event["UID"]: event for _ in range(2) for event in Calendar.from_ical(make()).walk("VEVENT")}
    assert len(taken_in) == len(events) == 2
    assert b"DTSTAMP:" + datetime.now(UTC).strftime("%Y").encode() in content


def test_reports_that_come_back_are_events_of_their_own_until_their_scope_ends(tasks, offered, monkeypatch):
    monkeypatch.setattr("ui.visit.current_day", lambda: date(2024, 11, 30))
    page = tasks(edition="dti.2021.vn63", unit="vn63.51", lang="vi")
    assert lead_of(page).startswith("Hạn tới: 10/12/2024 · Đơn vị chủ trì · Báo cáo năm; 20/12/2024")
    events = Calendar.from_ical(offered["tasks_calendar"][1]()).walk("VEVENT")
    assert [f"{event['DTSTART'].dt:%d/%m/%Y} {event['SUMMARY'].split(' –')[0]}" for event in events] == [
        "10/12/2024 Báo cáo năm", "20/12/2024 Báo cáo quý", "20/03/2025 Báo cáo quý", "20/06/2025 Báo cáo quý",
    ]  # fmt: skip
    monkeypatch.setattr("ui.visit.current_day", lambda: date(2024, 12, 9))
    assert lead_of(tasks(edition="dti.2021.vn63", unit="vn63.51", lang="vi")).startswith("Hạn tới: 10/12/2024")
    monkeypatch.setattr("ui.visit.current_day", lambda: date(2024, 12, 10))
    assert lead_of(tasks(edition="dti.2021.vn63", unit="vn63.51", lang="vi")).startswith("Hạn tới: 20/12/2024")


def test_a_calendar_of_one_agency_has_what_it_leads(open_sound, offered, office):
    open_sound("tasks", office[0], **CAO_BANG, agency="so_khoa_hoc_va_cong_nghe")
    name, make = offered["tasks_calendar"]
    assert name == "lich-nhiem-vu_dti_vn34_cao-bang_so-khoa-hoc-va-cong-nghe.ics"
    assert len(Calendar.from_ical(make()).walk("VEVENT")) == 1


def test_overdue_and_coming_depend_on_the_last_day_in_time(open_sound, office, monkeypatch):
    rows, _ = table_called(open_sound("tasks", office[0], **CAO_BANG, view="date"), "tasks")
    assert [row["task_state"] for row in rows] == [
        "15/11/2026: đã qua hạn, chưa ghi kết quả", "20/12/2026: chưa tới hạn, chưa ghi kết quả",
        "31/12/2026: chưa tới hạn, chưa ghi kết quả", "theo nhịp, không có ngày",
    ]  # fmt: skip
    monkeypatch.setattr("ui.visit.current_day", lambda: date(2026, 12, 20))
    rows, heads = table_called(open_sound("tasks", office[0], **CAO_BANG, view="date"), "tasks")
    assert heads[0] == {"count": 2, "title": "Quá hạn", "side": "2 việc", "notes": []}


def test_a_plan_of_today_is_told_without_an_end(open_sound, office):
    page = open_sound("tasks", office[0], **CAO_BANG)
    assert "kết thúc ngày" not in texts_of(page)
    assert not [button for button in page.get("download_button") if button.key.startswith("tasks_template")]


def test_the_overview_has_the_next_dates_of_plans_or_says_that_none_is_in_force(open_sound, office):
    assert "Hạn tới: 20/12/2026 · Sở Khoa học và Công nghệ" in texts_of(open_sound("overview", office[0], **CAO_BANG))
    assert "Không có hạn nào còn hiệu lực: hạn 15/12/2022" in texts_of(open_sound("overview", **TUYEN_QUANG))
    without = open_sound("overview", edition="dti.2021.vn63", unit="vn63.01", lang="vi")
    assert "hiệu lực" not in texts_of(without) and "Hạn tới" not in texts_of(without)
