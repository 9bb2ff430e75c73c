"""A planner in a real browser, at a desk and with a phone: from what scored nothing to a scenario that is sent on."""

import io
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

from text.catalogue import say

from .conftest import arrived, choices, drawn, fits, pick

ZEROS = "/components?lang=vi&edition=dti.2021.vn63&unit=vn63.08"
FILTERS = "components_filters"


def _answer(page) -> str:
    return page.locator("h1").first.text_content()


@pytest.mark.parametrize("width", [1366, 390])
def test_a_planner_goes_from_a_zero_to_its_agency_to_a_rank_and_sends_the_scenario(window, width):
    page = window(ZEROS, width)
    pick(page, say("vi", "components_pick_reason"), "Chưa ban hành văn bản (7)", FILTERS)
    page.get_by_text("7 chỉ số thành phần đang hiển thị, giữ đúng 60,00 điểm").first.wait_for()
    pick(page, say("vi", "components_pick_agency"), "Sở Thông tin và Truyền thông (4)", FILTERS)

    page.get_by_role("link", name=say("vi", "components_to_simulator")).click()
    arrived(page, say("vi", "simulator_title"))
    pick(page, say("vi", "pick_edition"), "2022 · 63 tỉnh, thành phố (đến 30/06/2025)")
    assert _answer(page).startswith("Để lên hạng 47, Tuyên Quang cần thêm 8,8 điểm")
    field = page.get_by_role("textbox", name=say("vi", "simulator_pick_to"))
    field.fill("40")
    field.press("Enter")
    page.get_by_role("button", name="Tới hạng 40: thêm 31,8 điểm ở 6").click()
    page.wait_for_function("() => location.search.includes('add=')")
    drawn(page)
    assert _answer(page) == "+31,8 điểm: Tuyên Quang xếp 40/63, tăng 8 bậc"
    bar = page.get_by_text("Hạng 40/63 · 0,5638 · +31,8 điểm")
    assert bar.is_visible() == (width == 390), "at the foot of a narrow window"
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")

    page.get_by_role("button", name=say("vi", "simulator_keep")).click()
    page.wait_for_function("() => location.search.includes('kept=')")
    drawn(page)
    shown = page.locator("table", has_text="Phương án 1").first.locator("tbody tr").all()
    screen = [row.locator("td").first.text_content() for row in shown]
    assert screen == ["Như công bố", "Đang xem", "Phương án 1"]
    page.get_by_role("button", name=say("vi", "download")).first.click()
    with page.expect_download() as started:
        page.get_by_role("button", name=say("vi", "download_xlsx")).first.click()
    book = load_workbook(io.BytesIO(started.value.path().read_bytes()))
    assert [row[0] for row in book.worksheets[0].values][1:] == screen
    told = choices(page)

    address = urlsplit(page.url)
    again = window(f"{address.path}?{address.query}")
    assert _answer(again) == "+31,8 điểm: Tuyên Quang xếp 40/63, tăng 8 bậc"
    assert choices(again) == told
    again.get_by_text("Phương án 1").first.wait_for()


def test_a_planner_finds_the_zeros_without_a_task_and_begins_a_new_plan_from_the_tasks_of_the_old_one(window):
    page = window("/tasks?lang=vi&edition=dti.2021.vn63&unit=vn63.08", 1366)
    assert _answer(page) == "Tuyên Quang: 81 việc trong kế hoạch; 2 việc, báo cáo đã qua hạn, chưa ghi kết quả"
    none = page.get_by_role("button", name="Lịch (.ics): không có hạn nào còn hiệu lực")
    assert none.is_disabled()
    page.get_by_role("radio", name=say("vi", "tasks_view_zeros")).click()
    page.get_by_text("7 chỉ số 0 điểm của 2021 chưa có việc nào trong kế hoạch: 1.4, 2.2, 2.4").wait_for()
    for width in (1366, 390):
        fits(page, width)
    page.get_by_role("radio", name=say("vi", "tasks_view_date"), exact=True).click()
    page.get_by_text("31/12/2025: đã qua hạn, chưa ghi kết quả").first.wait_for()
    with page.expect_download() as started:
        page.get_by_role("button", name="Dùng làm mẫu cho Tuyên Quang").click()
    assert len(list(load_workbook(io.BytesIO(started.value.path().read_bytes())).worksheets[0].rows)) == 82
