"""The components page, run whole on real builds: the planner's list, its filters, files, heat map and refusals."""

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from etl.staging import load
from tests.drawn_tables import tables_of
from text import formats
from text.catalogue import say
from text.folding import code_of
from ui.choices.declared import UNIT, parts_of
from warehouse import build as warehouse_build
from warehouse import builds, paths

from .conftest import as_read, as_said, lead_of, sentence_of, texts_of, told_in

TUYEN_QUANG_2021 = {"index": "dti", "year": "2021", "cohort": "vn63", "unit": "08"}
EVERYTHING = TUYEN_QUANG_2021 | {"status": "all"}
EVERY_CHOICE = {"lang", "edition", "unit", "main", "status", "reason", "agency", "q", "view"}
ROWS = (
    "select * from mart.component_status where index_code = 'dti' and year = 2021 and cohort_code = 'vn63'"
    " and unit_code = '08'"
)
MAINS = (
    "select * from mart.main_status where index_code = 'dti' and year = $year and cohort_code = 'vn63'"
    " and unit_code = '08' order by indicator_code"
)


@pytest.fixture
def components(open_sound: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the page; see `open_sound`."""
    return partial(open_sound, "components")


@pytest.fixture(scope="module")
def more_units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a build where the statuses of Tuyên Quang 2021 also stand for Hà Giang 2021 and Tuyên Quang 2022.

    In Hà Giang everything that scored zero is full; in 2022 the statuses of main indicator 9 are not told.
    """
    directory = tmp_path_factory.mktemp("more_units")
    loaded = load(paths.RAW_DIR, paths.REFERENCE_DIR, paths.LAYOUTS_DIR, None)
    own = loaded.staging["component_statuses"]
    status = pl.when(pl.col("status") == "zero").then(pl.lit("full")).otherwise(pl.col("status"))
    neighbour = own.with_columns(status=status, unit_code=pl.lit("02"), row_number=pl.col("row_number") + 1000)
    later = own.with_columns(edition_code=pl.lit("dti.2022.vn63"), row_number=pl.col("row_number") + 2000)
    statuses = pl.concat(
        [own, neighbour.cast(own.schema), later.filter(~pl.col("indicator_code").str.starts_with("7."))]
    )
    frames = {f"reference.{name}": frame for name, frame in loaded.reference.items()}
    frames |= {f"staging.{name}": frame for name, frame in loaded.staging.items()}
    unfinished, build_id = directory / "made.building", builds.new_build_id("1" * 8)
    warehouse_build.write(unfinished, frames | {"staging.component_statuses": statuses}, paths.SQL_DIR)
    stamp = builds.Stamp(build_id, datetime.now(UTC).isoformat(timespec="seconds"), None, "1" * 8)
    builds.keep(directory, unfinished, stamp)
    builds.publish(directory, build_id)
    return directory


def _codes(page: AppTest) -> list[str]:
    return list(as_read(page).index)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("vi", "Tuyên Quang 2021: 14 đạt tối đa, 17 chưa tối đa, 64 không đạt điểm trên 95, 3 không đánh giá"),
        ("en", "Tuyen Quang 2021: 14 full, 17 partial, 64 without points, of 95 assessed; 3 not assessed"),
    ],
)
def test_the_page_opens_with_the_counts_of_the_unit(components, language, sentence):
    assert sentence_of(components(**TUYEN_QUANG_2021, lang=language)).startswith(sentence)


def test_every_row_of_the_list_equals_the_warehouse(components, ask):
    page = components(**EVERYTHING)
    table, rows = as_read(page), ask(ROWS)
    assert len(table) == len(rows) == 98
    for row in rows:
        shown = table.loc[row["indicator_code"]]
        assert shown["indicator_name"] == row["indicator_name_vi"]
        assert shown["letter"] == say("vi", f"components_status_{row['status']}")
        assert shown["lead_agency_shown"] == (row["lead_agency_shown"] or "—")
    [letters] = [column["fills"] for column in tables_of(page)[0].columns if column["key"] == "letter"]
    assert [fill[0] for fill in letters[:8]] == ["0"] * 4 + ["M"] * 3 + ["Đ"], "8.1, 8.2 … 8.4"


def test_the_page_opens_with_the_zeros_and_says_what_they_hold(components):
    page = components(**TUYEN_QUANG_2021)
    assert page.query_params["status"] == "zero"
    assert set(as_read(page)["letter"]) == {"Không đạt điểm"}
    assert lead_of(page) == "64 chỉ số thành phần đang hiển thị, giữ từ 143,33 đến dưới 715,15 điểm"
    [tabs] = [group for group in page.get("button_group") if group.key == "components_pick_status"]
    assert [option.content for option in tabs.proto.options] == [
        "0 điểm 64", "Chưa tối đa 17", "Tối đa 14", "KĐG 3", "Tất cả 98",
    ]  # fmt: skip


def test_each_view_begins_with_a_status_of_its_own(components, as_served):
    page = components(**TUYEN_QUANG_2021, view="heat")
    assert page.query_params["status"] == "all"
    page.segmented_control(key="components_pick_view").set_value("list").run()
    assert page.query_params["status"] == "zero"


def groups(page: AppTest) -> list[dict]:
    """The heads of the list."""
    [told] = [
        json.loads(json.loads(part.proto.json)) for part in page.get("bidi_component") if part.key == "components"
    ]
    return told["groups"]


def test_components_stand_under_their_main_indicator_the_one_that_lost_most_first(components):
    heads = groups(components(**TUYEN_QUANG_2021))
    assert [head["title"][:2] for head in heads] == ["8.", "6.", "7.", "5.", "4.", "1.", "2.", "3."]
    assert sum(head["count"] for head in heads) == 64
    assert heads[0]["side"] == "được 5,88/150 · mất 144,12 điểm"
    assert heads[0]["notes"] == [
        "4 chỉ số thành phần mất điểm, cùng giữ dưới 144,12 điểm. Lý do chung của danh sách, mỗi chỉ số một hoặc vài "
        "lý do: Không có tài liệu, số liệu kiểm chứng; Tài liệu kiểm chứng không được công nhận."
    ]
    [second] = [head for head in heads if head["title"].startswith("2.")]
    assert second["notes"][0].startswith("7 chỉ số thành phần mất điểm, cùng giữ đúng 60,00 điểm.")


@pytest.mark.parametrize(
    ("choices", "lead"),
    [
        ({"reason": "not_issued"}, "7 chỉ số thành phần đang hiển thị, giữ đúng 60,00 điểm"),
        ({"q": "1.7"}, "1 chỉ số thành phần đang hiển thị, giữ dưới 62,50 điểm"),
        ({"status": "all"}, "98 chỉ số thành phần đang hiển thị, giữ đúng 715,15 điểm"),
        ({"status": "full"}, "14 chỉ số thành phần"),
    ],
)
def test_the_line_of_the_sum_follows_every_filter(components, choices, lead):
    assert lead_of(components(**TUYEN_QUANG_2021, **choices)) == lead


def test_every_option_says_how_many_it_leaves(components):
    page = components(**TUYEN_QUANG_2021, reason="no_evidence")
    agencies = next(box for box in page.selectbox if box.key == "components_pick_agency")
    counts = {option: int(re.search(r"\((\d+)\)$", option)[1]) for option in agencies.options[1:]}
    for option, count in counts.items():
        agency = option.rsplit(" (", 1)[0]
        code = "none" if agency == say("vi", "components_no_agency") else code_of(agency)
        page = components(**TUYEN_QUANG_2021, reason="no_evidence", agency=code)
        assert count == (len(_codes(page)) if tables_of(page) and tables_of(page)[0].key == "components" else 0)
        if count > 3:
            break


def test_one_button_clears_every_condition(components, as_served):
    page = components(**TUYEN_QUANG_2021, reason="no_evidence", q="so", status="all")
    next(button for button in page.button if button.key == "components_clear").click().run()
    assert {page.query_params[name] for name in ("reason", "main", "agency")} == {"all"}
    assert (page.query_params["q"], page.query_params["status"]) == ("", "zero")
    assert not [button for button in page.button if button.key == "components_clear"]


def test_a_component_has_its_facts_years_and_source_in_one_place(components):
    page = components(**TUYEN_QUANG_2021, component="1.7")
    assert "1.7. Đài Phát thanh truyền hình" in as_said(page.header[0].value)
    told = texts_of(page)
    facts = (
        "Tình trạng: Không đạt điểm", "Điểm tối đa: chưa biết, không quá 62,50", "Đài Phát thanh và Truyền hình tỉnh",
        "mục 1.3.1",
    )  # fmt: skip
    assert all(fact in told for fact in facts)
    [over] = [table for table in tables_of(page) if table.key == "component_over"]
    assert list(over.shown["Năm 2021"]) == ["Không đạt điểm"]
    [listed] = [table for table in tables_of(page) if table.key == "components"]
    assert listed.addresses[0].endswith("&unit=vn63.08&component=8.1")
    unknown = components(**TUYEN_QUANG_2021, component="77.1")
    assert "“77.1”" in as_said(unknown.warning[0].value)


@pytest.mark.parametrize(("status", "count"), [("zero", 64), ("partial", 17), ("full", 14), ("not_assessed", 3)])
def test_a_status_lists_its_components_and_what_is_not_assessed_is_never_zero(components, status, count):
    page = components(**TUYEN_QUANG_2021, status=status)
    assert set(as_read(page)["letter"]) == {say("vi", f"components_status_{status}")}
    assert len(_codes(page)) == count


def test_a_reason_matches_any_of_a_component_and_says_how_many_are_certain(components, ask):
    page = components(**EVERYTHING, reason="no_evidence")
    rows = {row["indicator_code"]: row for row in ask(ROWS) if "no_evidence" in (row["reason_codes"] or ())}
    assert set(_codes(page)) == set(rows)
    assert len(rows) == 19
    assert "được nêu cho 19 chỉ số thành phần, trong đó 5 chắc chắn" in texts_of(page)
    told = "\n".join(note for head in groups(page) for note in head["notes"])
    assert "Lý do: Không có tài liệu, số liệu kiểm chứng." in told
    assert "Lý do chung của danh sách" in told


def test_a_reason_for_some_criteria_of_a_list_is_told_as_one_of_some(components):
    page = components(**EVERYTHING, reason="evidence_rejected")
    assert "0 chắc chắn" in texts_of(page)
    [sixth] = [head for head in groups(page) if head["title"].startswith("6.")]
    [some] = [note for note in sixth["notes"] if "Lý do của một số chỉ số trong danh sách" in note]
    assert all(code in some.split(":")[0].split(", ") for code in ("6.3", "6.6", "6.7", "6.9", "6.12"))


def test_filters_narrow_each_other_and_an_agency_is_found_beside_others(components, ask):
    assert _codes(components(**TUYEN_QUANG_2021, main="8", status="full")) == ["8.4"]
    finance = set(_codes(components(**EVERYTHING, agency="so_tai_chinh")))
    agency = {row["indicator_code"]: row["lead_agency"] or "" for row in ask(ROWS)}
    named = {code: agencies for code, agencies in agency.items() if "Sở Tài chính" in agencies}
    assert finance == {code for code, agencies in named.items() if "Sở Tài chính (phối hợp)" not in agencies}
    assert {"2.6", "2.7"} == named.keys() - finance, "who co-ordinates leads nothing"
    unnamed = set(_codes(components(**EVERYTHING, agency="none")))
    assert unnamed == {row["indicator_code"] for row in ask(ROWS) if row["lead_agency"] is None}


@pytest.mark.parametrize("typed", ["tro ly ao", "TRỢ LÝ", unicodedata.normalize("NFD", "trợ lý ảo")])
def test_components_are_found_without_accents_and_in_any_normal_form(components, typed):
    assert set(_codes(components(**EVERYTHING, q=typed))) == {"6.19", "6.20"}


def test_a_component_is_found_by_its_code(components):
    assert _codes(components(**EVERYTHING, q="1.10")) == ["1.10"]


def test_doubtful_classifications_are_notes_with_their_numbers(components):
    page = components(**TUYEN_QUANG_2021)
    doubts = [line for line in texts_of(page).splitlines() if "Kiểm tra lại phân loại" in line]
    assert len(doubts) == 2
    assert "7. Hoạt động kinh tế số: 50,09/150 điểm đều từ 2 chỉ số thành phần (7.8, 7.9)" in doubts[0]
    assert "8. Hoạt động xã hội số: cả chỉ số chính chỉ được 5,88/150 điểm" in doubts[1]
    assert "(8.4) có điểm tối đa cộng lại nhiều nhất là 5,88" in doubts[1]


def test_points_lost_and_counts_per_main_indicator_equal_the_warehouse(components, ask):
    table = as_read(components(**TUYEN_QUANG_2021), 1)
    rows = ask(MAINS, year=2021)
    assert len(table) == len(rows) == 9
    for row in rows:
        shown = table.loc[f"{row['indicator_code']}. {row['indicator_name_vi']}"]
        assert shown["lost_score"] == formats.number(row["lost_score"], "vi", 2)
        assert [int(shown[f"{status}_count"]) for status in ("full", "partial", "zero", "not_assessed")] == [
            row[f"{status}_count"] for status in ("full", "partial", "zero", "not_assessed")
        ]
    assert list(table["lost_score"])[7:] == ["144,12", "—"]


def test_derived_maxima_are_marked_and_explained_on_the_page_and_in_the_file(components, offered):
    page = components(**TUYEN_QUANG_2021 | {"year": "2024"})
    assert set(as_read(page)["max_score"]) <= {"50*", "140*", "100*", "200*", "150*"}
    assert say("vi", "profile_lost_derived") in texts_of(page)
    book = load_workbook(io.BytesIO(offered["export_file_mains_all_xlsx"][1]()))
    titles, *rows = list(book.worksheets[0].values)
    assert {row[titles.index("Cơ sở của điểm tối đa")] for row in rows} == {"suy ra"}
    assert say("vi", "profile_lost_derived") in [content for _, content in book["Thông tin"].values]
    published = components(**TUYEN_QUANG_2021)
    assert say("vi", "profile_lost_derived") not in texts_of(published)
    assert list(as_read(published, 1)["max_score"])[:2] == ["100", "100"]


def test_the_bars_carry_the_doubts_and_the_source_and_a_sentence_for_who_cannot_see_them(components):
    [chart] = components(**TUYEN_QUANG_2021).get("plotly_chart")
    assert "8. Hoạt động xã hội số 144,12/150" in chart.proto.alt
    assert "187/KH-UBND" in told_in(chart)
    assert "5,88" in told_in(chart)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_files_hold_exactly_the_rows_shown(components, offered, language):
    page = components(**EVERYTHING, reason="no_evidence", lang=language)
    codes = _codes(page)
    name, make = offered["export_file_shown_xlsx"]
    book = load_workbook(io.BytesIO(make()))
    titles, *rows = list(book.worksheets[0].values)
    code = titles.index(say(language, "components_column_code"))
    certainty = titles.index(say(language, "components_field_certainty"))
    assert [row[code] for row in rows] == codes
    assert [row[certainty] for row in rows].count(say(language, "components_word_certain")) == 5
    assert name.endswith(f"_dti_2021_vn63_tuyen-quang_{say(language, 'file_shown')}.xlsx")
    facts = "\n".join(content for _, content in book[say(language, "sheet_info")].values)
    assert say(language, "components_bounds") in facts
    assert "187/KH-UBND" in facts
    assert {"vi": "lý do “Không có tài liệu", "en": "reason “No evidence submitted”"}[language] in facts
    _, make = offered["export_file_shown_csv_machine"]
    read = list(csv.reader(io.StringIO(make().decode("utf-8"), newline="")))
    assert [row[code] for row in read[1:]] == codes
    _, make = offered["export_file_all_csv_vi"]
    assert len(list(csv.reader(io.StringIO(make().decode("utf-8-sig"), newline=""), delimiter=";"))) == 99


def test_the_file_has_exact_points_and_the_reason_as_the_document_words_it(components, offered, ask):
    components(**TUYEN_QUANG_2021, q="7.1")
    _, make = offered["export_file_shown_csv_machine"]
    [row] = [row for row in csv.DictReader(io.StringIO(make().decode("utf-8"))) if row["Mã"] == "7.1"]
    [own] = [own for own in ask(ROWS) if own["indicator_code"] == "7.1"]
    assert row["Mức trần của điểm tối đa"] == "99.9150"
    assert row["Điểm tối đa"] == "", "unknown is not a number"
    assert row["Lý do như văn bản ghi"] == own["reason_text"]
    _, make = offered["export_file_mains_all_csv_machine"]
    lost = [row["Điểm mất"] for row in csv.DictReader(io.StringIO(make().decode("utf-8")))]
    assert lost[7] == "144.1200"


def test_nothing_that_matches_says_so_and_what_to_do(components):
    page = components(**TUYEN_QUANG_2021, q="xyz", main="1")
    assert "chỉ số chính 1" in page.info[0].value
    assert "“xyz”" in page.info[0].value
    assert len(tables_of(page)) == 1, "points lost still stand there"


@pytest.mark.parametrize(
    ("choices", "key"),
    [
        ({"main": "77"}, "components_unknown_main"),
        ({"status": "done"}, "components_unknown_status"),
        ({"reason": "laziness"}, "components_unknown_reason"),
        ({"agency": "so_hoa"}, "components_unknown_agency"),
        ({"view": "pie"}, "components_unknown_view"),
    ],
)
def test_an_unknown_condition_is_quoted_lets_all_through_and_stays_in_the_address(components, choices, key):
    page = components(**EVERYTHING | choices)
    [(name, asked)] = choices.items()
    assert [warning.value.replace("\\", "") for warning in page.warning] == [say("vi", key, asked=asked)]
    assert len(_codes(page)) == 98
    assert page.query_params[name] == asked


@pytest.mark.parametrize("choices", [{"index": "gdp"}, {"index": "dti", "year": "2099"}])
def test_an_unknown_index_or_year_is_refused(components, choices):
    page = components(**choices)
    assert next(iter(reversed(choices.values()))) in page.warning[0].value
    assert not tables_of(page)


@pytest.mark.parametrize("unit", ["none", "99"])
def test_without_a_known_unit_the_page_links_to_those_with_components(components, unit):
    page = components(**TUYEN_QUANG_2021 | {"unit": unit})
    assert "Chọn một đơn vị" in page.info[0].value
    assert bool(page.warning) == (unit == "99")
    [link] = page.get("page_link")
    assert link.proto.label == "Tuyên Quang 2021 · DTI cấp tỉnh (98 chỉ số thành phần)"


@pytest.mark.parametrize(("language", "words"), [("vi", "mới có số liệu của chỉ số chính"), ("en", "only main")])
def test_where_only_main_indicators_are_loaded_the_page_says_so_and_what_they_lost(components, ask, language, words):
    page = components(**TUYEN_QUANG_2021 | {"year": "2022", "lang": language})
    assert words in page.info[0].value
    rows = ask(MAINS, year=2022)
    assert list(as_read(page)["lost_score"]) == [formats.number(row["lost_score"], language, 2) for row in rows]
    assert "full" not in tables_of(page)[0].value
    assert page.get("page_link")


def test_where_nothing_is_loaded_of_a_unit_the_page_names_it(components, ask):
    [unit] = ask(
        "select unit_code, unit_name_vi from mart.unit_ranking as units where index_code = 'dti' and year = 2021"
        " and cohort_code = 'vn63' and indicator_code = 'index' and not exists (from mart.main_status as mains where"
        " mains.index_code = 'dti' and mains.year = 2021 and mains.unit_code = units.unit_code) order by 1 limit 1"
    )
    page = components(**TUYEN_QUANG_2021 | {"unit": unit["unit_code"]})
    assert f"chưa có số liệu của {unit['unit_name_vi']} năm 2021" in page.info[0].value
    assert not tables_of(page)


def test_one_province_without_any_component_says_that_none_is_loaded(components, lone_province):
    page = components(lone_province, unit="08")
    assert "mới có số liệu của chỉ số chính" in page.info[0].value
    assert say("vi", "components_loaded_none") in texts_of(page)
    assert not page.get("page_link")


def test_without_a_build_the_page_names_the_command(components, tmp_path):
    for language in ("vi", "en"):
        assert "python -m etl build" in components(tmp_path, lang=language).info[0].value


def test_every_edition_opens_with_a_unit_that_has_main_indicators_and_without_one(components, ask):
    editions = ask(
        "select index_code, year, cohort_code, coalesce(min(unit_code), 'none') as unit_code"
        " from mart.editions left join mart.main_status using (index_code, year, cohort_code) group by all order by all"
    )
    for place, edition in enumerate(editions):
        codes = {name.removesuffix("_code"): str(code) for name, code in edition.items()}
        page = components(**codes, lang=("vi", "en")[place % 2])
        assert not page.warning, edition
        assert page.info or tables_of(page), edition
        assert "None" not in texts_of(page) + "".join(info.value for info in page.info)


def test_every_choice_is_written_into_the_address_and_restores_the_view_in_the_other_language(components):
    first = components(**TUYEN_QUANG_2021, main="7", status="zero", q="doanh nghiep")
    assert set(first.query_params) == EVERY_CHOICE
    again = components(**{**first.query_params, "lang": "en", "q": ""})
    assert set(_codes(first)) < set(_codes(again))
    assert {**again.query_params, "lang": "vi", "q": "doanh nghiep"} == {**first.query_params}


def test_text_typed_on_another_page_does_not_hide_components(components):
    page = components(**TUYEN_QUANG_2021)
    page.switch_page("pages/ranking.py")
    page.query_params["q"] = "dak lak"
    page.run()
    page.query_params.clear()
    page.switch_page("pages/components.py").run()
    assert len(_codes(page)) == 64
    assert page.query_params["unit"] == "vn63.08", "the unit chosen stays"


def test_a_filter_is_chosen_by_hand_and_written_into_the_address(components):
    page = components(**TUYEN_QUANG_2021)
    page.selectbox(key="components_pick_reason").set_value("no_evidence").run()
    assert page.query_params["reason"] == "no_evidence"
    assert len(_codes(page)) == 19
    page.segmented_control(key="components_pick_view").set_value("heat").run()
    assert page.query_params["view"] == "heat"
    assert "Bản đồ nhiệt" in page.get("plotly_chart")[0].proto.alt
    assert len(_codes(page)) == 19, "the table beside the map has the same rows"
    assert "lý do “Không có tài liệu" in " ".join(told_in(page.get("plotly_chart")[0]).split()), (
        "a picture says what it leaves out"
    )


def test_the_heat_map_of_one_year_and_unit_says_that_there_is_nothing_beside_it(components):
    chart = components(**EVERYTHING, view="heat").get("plotly_chart")[0]
    assert "98 chỉ số thành phần" in chart.proto.alt
    assert say("vi", "components_one_column") in told_in(chart)


def test_the_heat_map_sets_years_of_the_unit_and_other_units_side_by_side(components, more_units):
    page = components(more_units, **TUYEN_QUANG_2021, view="heat")
    table = as_read(page)
    assert list(table.columns) == ["indicator_name", "Năm 2021", "Năm 2022", "Hà Giang"]
    assert list(table.loc["8.1", ["Năm 2021", "Năm 2022", "Hà Giang"]]) == [
        "Không đạt điểm", "Không đạt điểm", "Đạt tối đa",
    ]  # fmt: skip
    assert table.loc["7.1", "Năm 2022"] == "Chưa rõ", "what nobody told is not zero"
    assert "Hà Giang" in told_in(page.get("plotly_chart")[0])


def test_what_the_unit_before_was_filtered_by_gives_way_where_the_next_one_lacks_it(components, more_units):
    page = components(more_units, **TUYEN_QUANG_2021, reason="of_this_unit_alone", main="7")
    assert page.warning
    for part in parts_of(UNIT):
        page.query_params.pop(part.name, None)
    page.query_params["unit"] = "vn63.02"
    page.run()
    assert not page.warning
    assert page.query_params["main"] == "7"
    assert page.query_params["reason"] == "all"


def test_unknown_statuses_are_counted_apart_and_stand_behind_the_known_ones(components, more_units):
    page = components(more_units, **EVERYTHING | {"year": "2022"})
    assert "3 không đánh giá, 12 chưa rõ tình trạng." in sentence_of(page)
    assert Counter(as_read(page)["letter"])["Chưa rõ"] == 12
    assert len(_codes(components(more_units, **TUYEN_QUANG_2021 | {"year": "2022", "status": "unknown"}))) == 12


def test_each_zero_says_what_the_plan_does_about_it_and_seven_that_it_does_nothing(components):
    shown = next(table for table in tables_of(components(**TUYEN_QUANG_2021)) if table.key == "components").shown
    without = shown[shown["task_link"] == say("vi", "tasks_link_no_task")]
    assert sorted(without["indicator_code"]) == sorted(["1.4", "2.2", "2.4", "3.4", "4.12", "4.13", "7.10"])
    assert {"holder_count", "zero_period_count"}.isdisjoint(shown.columns), "no other unit and no other year is loaded"


def test_one_component_names_its_tasks_and_what_they_are_shown_by(components):
    told = "\n".join(as_said(text.value) for text in components(**TUYEN_QUANG_2021, component="2.6").markdown)
    assert "Trong kế hoạch: 1 việc" in told
    assert "chủ trì: Sở Thông tin và Truyền thông; phối hợp: Sở Tài chính; thời hạn: định kỳ hằng năm" in told


def test_who_else_holds_the_points_and_for_how_long_they_are_missed_stands_beside_them(components, more_units):
    shown = next(table for table in tables_of(components(more_units, **TUYEN_QUANG_2021)) if table.key == "components")
    assert set(shown.shown["holder_count"]) == {"1/1"}
    told = "\n".join(as_said(text.value) for text in components(
        more_units, **TUYEN_QUANG_2021, component="2.6").markdown)
    assert "1/1 đơn vị khác đã nạp đạt tối đa: Hà Giang" in told
    later = components(more_units, **TUYEN_QUANG_2021 | {"year": "2022"}, component="2.6")
    assert "0 điểm 2 kỳ liền, từ" in "\n".join(as_said(text.value) for text in later.markdown)
