"""The targets page, run whole on the real build: as printed beside as read, by year, as of a day, by scope."""

import io
import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from tests.pages import planned
from text.catalogue import say

from .conftest import sentence_of, table_called, texts_of

TUYEN_QUANG = {"edition": "dti.2021.vn63", "unit": "vn63.08", "lang": "vi"}
DAK_NONG = {"edition": "ict_index.2017.vn63", "unit": "vn63.67", "lang": "vi"}
QUANG_NGAI = {"edition": "dti.2021.vn63", "unit": "vn63.51", "lang": "vi"}


@pytest.fixture(autouse=True)
def november_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.visit.current_day", lambda: date(2026, 11, 30))


@pytest.fixture
def targets(open_sound: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the page; see `open_sound`."""
    return partial(open_sound, "targets")


def test_the_title_counts_what_is_past_due_without_data(targets):
    page = targets(**TUYEN_QUANG)
    assert sentence_of(page).startswith("Tuyên Quang: 4/8 mục tiêu đã quá hạn, chưa có số liệu. Đạt 0")


def test_what_is_past_due_depends_on_the_day(targets, monkeypatch):
    monkeypatch.setattr("ui.visit.current_day", lambda: date(2022, 12, 31))
    assert sentence_of(targets(**TUYEN_QUANG)).startswith("Tuyên Quang: đạt 0/8 mục tiêu")
    monkeypatch.setattr("ui.visit.current_day", lambda: date(2023, 1, 1))
    assert sentence_of(targets(**TUYEN_QUANG)).startswith("Tuyên Quang: 1/8 mục tiêu đã quá hạn")


def test_a_target_stands_as_printed_beside_as_read_with_the_points_its_indicator_lost(targets):
    found, _ = table_called(targets(**TUYEN_QUANG), "targets")
    rows = {row["printed_text"]: row for row in found}
    budget = next(row for text, row in rows.items() if "ngân sách" in text)
    assert (budget["asked"], budget["worth"]) == ("khoảng 1% ngân sách", "60,00 điểm")
    words = next(row for text, row in rows.items() if "xếp hạng khá" in text)
    assert (words["asked"], words["target_state"]) == ("bằng lời, xem nguyên văn", "đã quá hạn, chưa có số liệu")
    files = [row for text, row in rows.items() if "hồ sơ xử lý trực tuyến" in text]
    assert {row["way"] for row in files} == {"2022: trên 50% → 2025: 80%"}


def workbook_of(offered) -> tuple[str, dict[str, str]]:
    """The name of the workbook of all targets, and what it says of itself."""
    books = [found for key, found in offered.items() if key.startswith("export_targets_file") and "xlsx" in found[0]]
    name, make = min(books, key=lambda found: len(found[0]))  # that of the targets shown has a longer name
    about = load_workbook(io.BytesIO(make()))[say("vi", "sheet_info")]
    return name, {row[0]: row[1] for row in about.iter_rows(min_row=2, values_only=True)}


def test_a_file_is_named_by_the_years_in_which_its_targets_are_due(targets, offered, ask):
    targets(**TUYEN_QUANG)
    name, about = workbook_of(offered)
    [row] = ask(
        "select min(due_year) as first, max(due_year) as last from mart.targets"
        " where province_system = 'vn63' and province_code = '08'"
    )
    assert row["first"] < row["last"]
    assert name == f"muc-tieu_dti_{row['first']}-{row['last']}_vn63_tuyen-quang.xlsx"
    assert "dti.2021.vn63" in about[say("vi", "info_edition")], "points lost in 2021 stand beside them"


def test_a_file_of_targets_alone_names_no_edition(targets, offered):
    targets(**DAK_NONG)
    name, about = workbook_of(offered)
    assert re.fullmatch(r"muc-tieu_ict-index_20\d\d(-20\d\d)?_vn63_dak-nong\.xlsx", name) and "2017" not in name
    assert say("vi", "info_edition") not in about


def test_ranks_aimed_at_are_bands_in_the_chart_of_ranks(targets):
    page = targets(**DAK_NONG)
    charts = [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]
    assert len(charts) == 5
    layout = charts[0]["layout"]
    assert [(band["y0"], band["y1"]) for band in layout["shapes"]] == [(39.6, 44.4), (29.6, 40.4)]
    assert [note["text"] for note in layout["annotations"]] == [
        "40–44", "chưa có<br>số liệu", "30–40", "chưa có<br>số liệu",
    ]  # fmt: skip
    assert charts[0]["data"][-1]["text"] == ["44", "49"]
    headings = [header.value for header in page.header]
    assert headings[0].startswith("ICT Index của Đắk Nông: 2018 đặt ra hạng 40–44, đã quá hạn, chưa có số liệu; 2020")


def test_a_commune_has_its_targets_by_year_and_words_stay_words(targets, ask):
    page = targets(**QUANG_NGAI, scope="xa_tinh_tra")
    rows, heads = table_called(page, "targets")
    printed = ask("select printed_text, due_year, operator from mart.targets where scope_name = 'Xã Tịnh Trà'")
    assert sorted(row["printed_text"] for row in rows) == sorted(row["printed_text"] for row in printed)
    assert [head["title"] for head in heads] == ["Năm đích 2025", "Năm đích 2030"]
    assert [head["count"] for head in heads] == [
        sum(row["due_year"] == year for row in printed) for year in (2025, 2030)
    ]
    words = sum(row["asked"] == "bằng lời, xem nguyên văn" for row in rows)
    assert words == sum(row["operator"] == "words" for row in printed) == 8


def test_a_scope_that_ended_leads_to_its_province_of_today_and_stays_as_history(targets):
    page = targets(**DAK_NONG)
    assert "Đắk Nông (cấp tỉnh) kết thúc ngày 01/07/2025, nay thuộc Lâm Đồng" in texts_of(page)
    [link] = [link for link in page.get("page_link") if "Lâm Đồng" in link.proto.label]
    assert "unit=vn34.68" in link.proto.query_string
    later = targets(edition="dti.2024.vn34", unit="vn34.68", lang="vi")
    assert sentence_of(later).startswith("Lâm Đồng: 9/17 mục tiêu đã quá hạn")


def test_without_a_unit_the_page_answers_for_every_plan(targets):
    page = targets(edition="dti.2021.vn63", lang="vi")
    assert sentence_of(page).startswith("Tất cả kế hoạch: 33/79 mục tiêu đã quá hạn, chưa có số liệu")


def test_a_unit_without_plans_is_told_so_and_where_one_is_loaded(targets):
    page = targets(edition="dti.2021.vn63", unit="vn63.01", lang="vi")
    assert sentence_of(page) == "Hà Nội: chưa nạp kế hoạch nào có mục tiêu"
    assert "Nạp số liệu" in page.info[0].value


@pytest.mark.parametrize("choice", ["state", "scope", "due"])
def test_a_choice_that_is_not_there_is_told_and_everything_shown(targets, choice):
    page = targets(**TUYEN_QUANG, **{choice: "nowhere"})
    assert [warning.value for warning in page.warning] == [say("vi", f"targets_unknown_{choice}", asked="nowhere")]
    assert len(table_called(page, "targets")[0]) == 8


def test_the_search_reads_without_accents_and_says_what_it_leaves(targets):
    page = targets(**TUYEN_QUANG, q="ngan sach")
    assert len(table_called(page, "targets")[0]) == 1
    assert targets(**TUYEN_QUANG, q="xyz").info[0].value == "Không có mục tiêu nào với: có chữ “xyz”."


def test_a_range_of_ranks_is_held_against_the_rank_reached_and_says_the_points_missing(warehouse, tmp_path, open_sound):
    shutil.copytree(warehouse, tmp_path / "warehouse")
    planned.load_rank_target(tmp_path / "warehouse", tmp_path / "loaded")
    choices = {"unit": "vn63.08", "lang": "vi", "due": "2022", "q": "vào nhóm"}
    rows, _ = table_called(open_sound("targets", tmp_path / "warehouse", edition="dti.2022.vn63", **choices), "targets")
    assert [(row["asked"], row["target_state"], row["worth"]) for row in rows] == [
        ("hạng từ 40 đến 44", "chưa đạt (48/63), còn thiếu 4 bậc",
         "theo 2022: cần 15,80 điểm để vào khoảng, 31,80 tới hạng 40"),
    ]  # fmt: skip
    rows, _ = table_called(open_sound("targets", tmp_path / "warehouse", edition="dti.2023.vn63", **choices), "targets")
    assert [row["worth"] for row in rows] == ["theo 2023: đã ở trong khoảng"]
