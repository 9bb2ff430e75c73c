"""The view of self-assessed and appraised points, on made-up score sheets that went through the real loader."""

import csv
import io
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from tests import exported
from tests.drawn_tables import tables_of
from tests.pages import scored
from text import formats
from text.catalogue import column_title, say
from warehouse import connection
from warehouse.columns import column_catalogue

from .conftest import as_read, sentence_of, texts_of, told_in

APPRAISAL = {"index": "dti", "year": "2021", "cohort": "vn63", "view": "appraisal"}
BOTH_ROUNDS, FIRST_ROUND, SELF_ASSESSED, APPRAISED, WORKBOOK = "06", "02", "04", "10", "08"


@pytest.fixture(scope="module")
def scores(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the build of all real data with the made-up score sheets beside them."""
    root = tmp_path_factory.mktemp("scores")
    shutil.copytree(warehouse, root / "warehouse")
    scored.load_score_sheets(root / "warehouse", root / "loaded")
    connection.close_all()
    return root / "warehouse"


@pytest.fixture
def view(scores: Path, open_sound: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the view for a unit."""
    return lambda unit, **choices: open_sound("components", scores, **APPRAISAL | {"unit": unit} | choices)


@pytest.mark.parametrize(
    ("unit", "language", "sentence"),
    [
        (
            BOTH_ROUNDS,
            "vi",
            "Bắc Kạn 2021: 2 chỉ số thành phần bị giảm khi thẩm định, tổng 11,00 điểm so với tự đánh giá; nhiều nhất "
            "2.1 (−8,00), 1.1 (−3,00); 1 chỉ số thành phần được tăng, tổng 0,50 điểm",
        ),
        (
            BOTH_ROUNDS,
            "en",
            "Bac Kan 2021: 2 components reduced by the appraisal, by 11.00 points in all against the self-assessment; "
            "most of all 2.1 (−8.00), 1.1 (−3.00); 1 component raised, by 0.50 points in all",
        ),
        (
            FIRST_ROUND,
            "vi",
            "Hà Giang 2021: 1 chỉ số thành phần bị giảm khi thẩm định vòng 1, tổng 6,00 điểm so với tự đánh giá; nhiều "
            "nhất 1.1 (−6,00)",
        ),
        (
            SELF_ASSESSED,
            "vi",
            "Cao Bằng 2021: 2 chỉ số thành phần đã có điểm tự đánh giá, chưa có điểm thẩm định để so",
        ),
        (APPRAISED, "en", "Lao Cai 2021: 1 component with appraised points, none self-assessed"),
    ],
)
def test_the_view_opens_with_what_was_reduced_by_how_much_and_where_most(view, unit, language, sentence):
    assert sentence_of(view(unit, lang=language)) == sentence


def test_the_list_has_every_round_and_reason_the_most_reduced_first_and_missing_points_are_no_difference(view):
    table = as_read(view(BOTH_ROUNDS))
    assert list(table.index) == ["2.1", "1.1", "1.2", "2.2", "3.1"]
    columns = (
        "appraisal_difference", "self_score", "first_round_score", "score", "second_round_difference", "reason_text",
    )  # fmt: skip
    assert list(table.loc["1.1", list(columns)]) == [
        "−3,00", "9,00", "4,00", "6,00", "+2,00", "Bổ sung minh chứng, công nhận một phần",
    ]  # fmt: skip
    assert list(table.loc["2.2", list(columns)]) == ["—", "8,00", "3,00", "—", "—", "chưa có điểm thẩm định"]
    assert list(table.loc["3.1", list(columns)]) == ["—", "—", "—", "7,00", "—", "chưa có điểm tự đánh giá"]
    assert list(table["letter"]) == ["Chưa tối đa"] * 3 + ["Chưa rõ", "Chưa tối đa"]


def test_a_round_that_nobody_printed_has_no_column(view):
    first = as_read(view(FIRST_ROUND))
    assert "first_round_score" in first and "score" not in first and "letter" not in first
    own = as_read(view(SELF_ASSESSED))
    assert "self_score" in own and "first_round_score" not in own and "score" not in own
    assert set(own["reason_text"]) == {"chưa có điểm thẩm định"}


def test_totals_by_main_indicator_say_how_many_components_are_compared_and_the_first_round_is_told(view):
    page = view(BOTH_ROUNDS)
    totals = as_read(page, 1)
    assert list(totals["appraisal_difference"]) == ["−2,50", "−8,00", "—", "−10,50"]
    assert list(totals["compared_count"]) == ["2/2", "1/2", "0/1", "3/5"]
    assert list(totals["reduced_count"]) == ["1", "1", "—", "2"]
    uncompared = "Chưa so được 2 chỉ số thành phần: 1 chưa có điểm thẩm định, 1 chưa có điểm tự đánh giá."
    assert uncompared in texts_of(page)
    assert say("vi", "appraisal_first_round") not in texts_of(page)
    assert say("vi", "appraisal_first_round") in texts_of(view(FIRST_ROUND))


def test_the_chart_has_the_main_indicators_compared_its_round_its_source_and_words_for_who_cannot_see_it(view):
    [chart] = view(BOTH_ROUNDS).get("plotly_chart")
    assert "2 chỉ số chính; giảm nhiều nhất: 2. Thể chế số 20,00 → 12,00 (−8,00)" in chart.proto.alt
    told = told_in(chart)
    assert "○ tự đánh giá" in told and "◇ vòng 1" in told and "● thẩm định" in told
    assert scored.SOURCE.publisher in told
    assert "187/KH-UBND" not in told, "the plan that states statuses gives no points"
    [chart] = view(FIRST_ROUND, lang="en").get("plotly_chart")
    assert "● first round" in told_in(chart) and "◇" not in told_in(chart)


def test_the_files_keep_the_rules_of_all_files(view, monkeypatch):
    offered = []
    monkeypatch.setattr("ui.export_menu.offer", lambda table, _, rows, *more, **named: offered.append((table, rows)))
    for unit in (BOTH_ROUNDS, FIRST_ROUND, SELF_ASSESSED):
        view(unit)
    assert len(offered) >= 4
    assert [exported.unlike_the_rules(table, rows, "vi") for table, rows in offered] == [[]] * len(offered)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_file_is_the_list_a_province_argues_about(view, offered, language):
    page = view(BOTH_ROUNDS, lang=language, main="1")
    assert list(as_read(page).index) == ["1.1", "1.2"]
    name, make = offered["export_file_appraisal_shown_xlsx"]
    stem = say(language, "components_file_appraisal")
    assert name == f"{stem}_dti_2021_vn63_bac-kan_{say(language, 'file_shown')}.xlsx"
    book = load_workbook(io.BytesIO(make()))
    titles, *rows = list(book.worksheets[0].values)
    described = column_catalogue().by_name
    called = {key: described[key].titles[language] if key in described else say(language, key) for key in FIELDS}
    at = {key: titles.index(title) for key, title in called.items()}
    first = {key: rows[0][place] for key, place in at.items()}
    assert list(first.values()) == [9, 4, 6, -3, -5, 2, "Bổ sung minh chứng, công nhận một phần", None]
    facts = "\n".join(str(content) for _, content in book[say(language, "sheet_info")].values)
    assert say(language, "appraisal_sums") in facts
    assert scored.SOURCE.publisher in facts
    _, make = offered["export_file_appraisal_all_csv_machine"]
    read = list(csv.DictReader(io.StringIO(make().decode("utf-8"))))
    assert [row[say(language, "components_column_code")] for row in read] == ["2.1", "1.1", "1.2", "2.2", "3.1"]
    difference = say(language, "appraisal_column_appraisal_difference")
    missing = column_title(language, "appraisal_reason")
    assert [row[difference] for row in read[3:]] == ["", ""], "missing is not zero"
    assert read[3][missing] == say(language, "appraisal_missing_no_appraised_score")
    assert read[0][say(language, "components_column_reason")] == "'=Không có tài liệu", "text stays text"
    _, make = offered["export_file_appraisal_all_csv_vi"]
    assert len(make().decode("utf-8-sig").splitlines()) == 6
    _, make = offered["export_file_appraisal_totals_all_xlsx"]
    assert load_workbook(io.BytesIO(make())).worksheets[0].max_row == 5


FIELDS = (
    "self_score",
    "first_round_score",
    "appraisal_column_score",
    "appraisal_column_appraisal_difference",
    "first_round_difference",
    "second_round_difference",
    "components_column_reason",
    "appraisal_reason",
)


def test_a_workbook_as_a_province_keeps_it_gives_every_component_with_its_remark(view):
    page = view(WORKBOOK)
    expected = [scored.points_of(place) for place in range(95)]
    reduced = [own - last for own, _, last in expected if last < own]
    assert sentence_of(page).startswith(
        f"Tuyên Quang 2021: {len(reduced)} chỉ số thành phần bị giảm khi thẩm định, tổng "
        f"{formats.number(sum(reduced), 'vi', 2)} điểm so với tự đánh giá"
    )
    table = as_read(page)
    assert len(table) == 95
    assert list(table.loc["1.1", ["first_round_score", "score", "reason_text"]]) == ["4,00", "4,00", "trang 3"]
    _, first, last = expected[1]
    signed = formats.change(Decimal(str(last - first)), "vi", 2)
    assert table.loc["1.2", "second_round_difference"] == signed
    assert set(table[table["appraisal_difference"].str.startswith("−")]["reason_text"]) == {"Minh chứng chưa hợp lệ"}
    assert table.loc["1.5", "lead_agency"] != "—", "who has to explain stands beside it"
    assert "compared_count" not in as_read(page, 1), "where all are compared nothing is said about it"


def test_filters_of_the_page_narrow_the_list_and_say_so(view):
    page = view(WORKBOOK, q="tro ly ao")
    assert set(as_read(page).index) == {"6.19", "6.20"}
    assert "Đang hiển thị 2/95" in texts_of(page)
    page = view(BOTH_ROUNDS, main="8")
    assert "Không có chỉ số thành phần nào khớp với bộ lọc (chỉ số chính 8" in page.info[0].value
    assert sentence_of(page).startswith("Bắc Kạn 2021: 2 chỉ số"), "the answer is about the whole unit"


def test_points_change_no_status_list_of_a_unit_and_the_other_views_stay(view):
    page = view(WORKBOOK, view="list")
    assert "trên 95, 3 không đánh giá" in sentence_of(page)
    assert "score" in as_read(page)
    page.segmented_control(key="components_pick_view").set_value("appraisal").run()
    assert page.query_params["view"] == "appraisal"
    assert "bị giảm khi thẩm định" in sentence_of(page)


@pytest.mark.parametrize("year", ["2021", "2022"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_a_score_sheet_the_view_says_what_is_missing_and_the_next_step(open_sound, year, language):
    page = open_sound("components", **APPRAISAL | {"unit": "08", "year": year, "lang": language})
    [told] = page.info
    assert {"vi": "Chưa có bảng điểm của Tuyên Quang", "en": "no score sheet of Tuyen Quang"}[language] in told.value
    assert say(language, "load_title") in told.value and say(language, "load_kind_components") in told.value
    assert len(tables_of(page)) == 1, "points lost per main indicator still stand there"


@pytest.mark.parametrize(("unit", "key"), [(SELF_ASSESSED, "no_appraised_score"), (APPRAISED, "no_self_score")])
def test_a_sheet_with_one_side_says_which_one_to_load_and_draws_no_chart(view, unit, key):
    page = view(unit)
    assert page.info[0].value == say("vi", f"appraisal_next_{key}", page=say("vi", "load_title"))
    assert not page.get("plotly_chart")
    assert len(tables_of(page)) == 1
