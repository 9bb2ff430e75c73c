"""The leader and the planner walk their way in a real browser: each answer within three clicks of the one before."""

import csv
import io
from collections.abc import Sequence

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from text import formats
from text.catalogue import column_title, say

from .conftest import answers, choices, go, marks, navigation, pick, press, sentence, title

MOST_CLICKS = 3
LEADER = "/?lang=vi&index=dti&year=2022&cohort=vn63&unit=08"
PLANNER = "/components?lang=vi&index=dti&year=2021&cohort=vn63&unit=08"
FILTERS = "components_filters"
NO_EVIDENCE = "Không có tài liệu, số liệu kiểm chứng"


class Visitor:
    """A person in front of a page. Every click counts until the next answer is found."""

    def __init__(self, page):
        self.page = page
        page.evaluate("() => { clicks = 0; addEventListener('click', event => { clicks += event.isTrusted }, true) }")

    def finds(self, answer: str, *, clicks: int) -> None:
        """The answer is on the screen, after so many clicks since the one before; that is few enough."""
        place = self.page.get_by_text(answer).first
        place.scroll_into_view_if_needed()
        assert place.is_visible()
        assert self.page.evaluate("clicks") == clicks <= MOST_CLICKS
        self.page.evaluate("() => { clicks = 0 }")


def test_a_leader_goes_from_a_link_to_the_sentence_the_own_row_the_reason_and_two_years(window, ask):
    page = window(LEADER)
    leader = Visitor(page)
    leader.finds("Năm 2022, Tuyên Quang xếp 48/63, tăng 10 bậc so với 2021", clicks=0)
    leader.finds("Giá trị 0,5320, tăng 0,2471", clicks=0)

    go(page, page.get_by_role("link", name=say("vi", "overview_to_ranking")), say("vi", "ranking_title"))
    own = page.locator("tr.own").first
    assert own.locator("td").all_text_contents()[:2] == ["48/63", "Tuyên Quang"]
    assert own.evaluate("row => row.getBoundingClientRect().bottom <= innerHeight"), "on the first screen"
    leader.finds("Giá trị 0,5320", clicks=1)

    go(page, navigation(page, say("vi", "profile_title")), say("vi", "profile_title"))
    press(page, say("vi", "profile_part_change"))
    steps = ask(
        "select contribution from mart.value_waterfall where index_code = 'dti' and year = 2022"
        " and cohort_code = 'vn63' and unit_code = '08' and step_kind = 'main'"
    )
    assert steps
    for step in steps:
        told = formats.number(abs(step["contribution"]), "vi", 5)
        assert page.locator(".js-plotly-plot").get_by_text(told).first.is_visible(), told
    leader.finds(say("vi", "profile_value_heading"), clicks=2)

    go(page, navigation(page, say("vi", "ranking_title")), say("vi", "ranking_title"))
    press(page, say("vi", "ranking_view_two_years"))
    assert choices(page)["with"] == "dti.2021.vn63"
    ranks = page.locator(".js-plotly-plot").first.get_by_text("Tuyên Quang")
    assert [text.replace("\xa0", " ") for text in ranks.all_text_contents()] == ["Tuyên Quang 58", "Tuyên Quang 48"]
    leader.finds("Tuyên Quang: hạng 58", clicks=2)


def test_a_planner_sees_what_scored_zero_and_why_and_takes_exactly_that_away(window, ask):
    page = window(PLANNER)
    planner = Visitor(page)
    planner.finds("14 đạt tối đa, 17 chưa tối đa, 64 không đạt điểm trên 95, 3 không đánh giá", clicks=0)

    planner.finds("64 chỉ số thành phần đang hiển thị, giữ từ 143,33 đến dưới 715,15 điểm", clicks=0)
    _has_rows(page, 64)
    rows = _csv_rows(_take(page, "download_csv_machine"))
    assert _codes(rows) == _codes(ask(f"{COMPONENTS} and status = 'zero'"), "indicator_code")
    assert {row[column_title("vi", "status")] for row in rows} == {"Không đạt điểm"}

    press(page, say("vi", "components_tab_all", count=98))
    planner.finds("98 chỉ số thành phần đang hiển thị, giữ đúng 715,15 điểm", clicks=3)
    pick(page, say("vi", "components_pick_reason"), f"{NO_EVIDENCE} (19)", FILTERS)
    planner.finds("Đang hiển thị 19/98 chỉ số thành phần", clicks=3)
    assert page.get_by_text("cho 19 chỉ số thành phần, trong đó 5 chắc chắn").is_visible()
    _has_rows(page, 19)
    wanted = ask(f"{COMPONENTS} and list_contains(reason_codes, 'no_evidence')")
    for rows in (_csv_rows(_take(page, "download_csv_machine")), _workbook_rows(_take(page, "download_xlsx"))):
        assert _codes(rows) == _codes(wanted, "indicator_code")
        certain = [row for row in rows if row[say("vi", "components_field_certainty")] == "chắc chắn"]
        assert len(certain) == 5
        assert _codes(certain) == _codes([row for row in wanted if row["is_reason_certain"]], "indicator_code")


COMPONENTS = (
    "select indicator_code, status, is_reason_certain from mart.component_status where index_code = 'dti'"
    " and year = 2021 and cohort_code = 'vn63' and unit_code = '08'"
)


def _has_rows(page, count: int) -> None:
    """The table is painted after the sentence about it: wait for as many rows."""
    expect(page.locator("table").first.locator("tbody tr:not(.group)")).to_have_count(count)


def _codes(rows: Sequence[dict], column: str = say("vi", "components_column_code")) -> list[str]:
    return sorted(row[column] for row in rows)


def _take(page, kind: str) -> bytes:
    """The file of the rows shown, as the browser saves it."""
    page.get_by_role("button", name=say("vi", "download")).first.click()
    with page.expect_download() as started:
        page.get_by_role("button", name=say("vi", kind)).first.click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name=say("vi", kind)).first.wait_for(state="hidden")
    return started.value.path().read_bytes()


def _csv_rows(file: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8"))))


def _workbook_rows(file: bytes) -> list[dict]:
    titles, *rows = load_workbook(io.BytesIO(file)).worksheets[0].values
    return [dict(zip(titles, row, strict=True)) for row in rows]


def _walk_to_years(page) -> None:
    press(page, say("vi", "ranking_view_years"))
    pick(page, say("vi", "pick_region"), "Tây Nguyên")


def _walk_to_two_years(page) -> None:
    press(page, say("vi", "ranking_view_two_years"))
    pick(page, say("vi", "series_pick_with"), "2022 · 63 tỉnh, thành phố (đến 30/06/2025)")


def _walk_to_lost_points(page) -> None:
    press(page, say("vi", "profile_part_points"))
    pick(page, say("vi", "pick_against"), say("vi", "profile_leader"))


def _walk_to_reasons(page) -> None:
    press(page, say("vi", "components_tab_all", count=98))
    pick(page, say("vi", "components_pick_reason"), f"{NO_EVIDENCE} (19)", FILTERS)
    press(page, say("vi", "components_view_heat"))


@pytest.mark.parametrize(
    ("name", "walk", "chosen"),
    [
        ("ranking", _walk_to_years, {"view": "years", "region": "tay_nguyen"}),
        ("ranking", _walk_to_two_years, {"view": "two_years", "with": "dti.2022.vn63"}),
        ("profile", _walk_to_lost_points, {"part": "points", "against": "leader"}),
        ("components", _walk_to_reasons, {"reason": "no_evidence", "view": "heat"}),
    ],
    ids=["years", "two_years", "lost_points", "reasons"],
)
def test_a_link_pasted_in_a_new_window_or_language_restores_the_view(window, name, walk, chosen):
    first = window(f"/{name}?lang=vi&index=dti&year=2021&cohort=vn63&unit=08")
    walk(first)
    assert choices(first).items() >= chosen.items()

    pasted = window(first.url)
    assert choices(pasted) == choices(first)
    assert answers(pasted) == answers(first)
    assert marks(pasted) == marks(first)

    english = window(first.url.replace("lang=vi", "lang=en"))
    assert title(english) == say("en", f"{name}_title")
    assert "Tuyen Quang" in sentence(english)
    assert choices(english) == choices(first) | {"lang": "en"}
    assert marks(english) == marks(first)
