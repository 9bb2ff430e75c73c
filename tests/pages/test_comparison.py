"""The comparison page, run whole on real builds: its figures, what it refuses, what its address keeps."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.drawn_tables import tables_of
from text import formats
from text.catalogue import say
from ui.comparison.comparison_table import MOST_UNITS, Comparison, describe, lines_of
from ui.visit import Visit
from warehouse import builds
from warehouse.queries import comparison, editions

from .conftest import as_read, sentence_of, texts_of, told_in

DTI_2022 = {"index": "dti", "year": "2022", "cohort": "vn63", "mode": "units"}
TUYEN_QUANG = {"index": "dti", "year": "2023", "cohort": "vn63", "mode": "years", "unit": "08"}
MERGED = {"index": "dti", "year": "2024", "cohort": "vn34", "mode": "years", "unit": "08", "with": "2023.vn63"}


@pytest.fixture
def compare(open_sound: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the page; see `open_sound`."""
    return partial(open_sound, "comparison")


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({**DTI_2022, "units": "08.48.22"}, "Năm 2022, trên 8 chỉ số chung của 3 đơn vị: Đà Nẵng dẫn đầu ở 8"),
        ({**DTI_2022, "units": "08.48.22", "lang": "en"},
         "In 2022, on 8 indicators shared by 3 units: Da Nang leads on 8"),
        ({**TUYEN_QUANG, "with": "2021.vn63"},
         "Tuyên Quang: năm 2021 xếp 58/63, giá trị 0,2849; năm 2023 xếp 38/63, giá trị 0,6735"
         " (tăng 20 bậc, giá trị tăng 0,3886)"),
        ({**TUYEN_QUANG, "year": "2021", "with": "2020.vn63", "lang": "en"},
         "Tuyen Quang: 2020 ranked 44/63; 2021 ranked 58/63, value 0.2849"
         " (down 14 places, value up 0.0135, as published)"),
        ({"index": "ict_index", "year": "2017", "cohort": "vn63", "mode": "years", "unit": "67"},
         "Đắk Nông: năm 2016 xếp 44/63; năm 2017 xếp 49/63 (giảm 5 bậc)"),
    ],
)  # fmt: skip
def test_the_page_opens_with_the_answer(compare, choices, sentence):
    assert sentence_of(compare(**choices)) == sentence


def test_every_cell_of_units_equals_the_warehouse(compare, ask):
    codes = ["08", "48", "22"]
    rows = ask(
        "select * from mart.unit_ranking where index_code = 'dti' and year = 2022 and cohort_code = 'vn63'"
        " and list_contains(['08', '48', '22'], unit_code) and indicator_position is not null"
        " order by indicator_position"
    )
    figures = {(row["indicator_code"], row["unit_code"]): row for row in rows}
    common = [
        code
        for code in dict.fromkeys(row["indicator_code"] for row in rows)
        if all(figures[code, unit]["value"] is not None for unit in codes)
    ]
    table = as_read(compare(**DTI_2022, units=".".join(codes)))
    assert len(table) == len(common) == 8
    for code, (_, cells) in zip(common, table.iterrows(), strict=True):
        first = figures[code, "08"]["value"]
        best = max(figures[code, unit]["value"] for unit in codes)
        for place, unit in enumerate(codes):
            row = figures[code, unit]
            sign = "★ " if row["value"] == best else ""
            assert cells[f"value_{place}"] == sign + formats.value(row["value"], "vi")
            assert cells[f"rank_{place}"] == formats.rank(row["rank"], 63)
            if place:
                assert cells[f"difference_{place}"].removeprefix("≈ ") == formats.change(row["value"] - first, "vi")


def test_the_best_is_named_in_words_and_equal_ones_are_called_equal(compare):
    table = as_read(compare(**DTI_2022, units="48.22"))
    assert table.loc["1. Nhận thức số", "best"] == "Đà Nẵng"
    assert table.loc["1. Nhận thức số", "value_0"] == "★ 1,0000"
    assert table.loc["2. Thể chế số", "best"] == "bằng nhau"
    assert "★" not in table.loc["2. Thể chế số", "value_0"]


def test_a_difference_too_small_to_judge_is_marked(compare, ask):
    [pair] = ask(
        "select one.unit_code as one, other.unit_code as other, other.value - one.value as difference"
        " from mart.unit_ranking as one join mart.unit_ranking as other using"
        " (index_code, year, cohort_code, indicator_code) where index_code = 'dti' and year = 2022"
        " and cohort_code = 'vn63' and indicator_code = 'index' and other.value > one.value"
        " and other.value - one.value <= 0.002 order by difference limit 1"
    )
    table = as_read(compare(**DTI_2022, units=f"{pair['one']}.{pair['other']}"))
    assert table.iloc[0]["difference_1"] == f"≈ {formats.change(pair['difference'], 'vi')}"


def test_indicators_that_a_unit_lacks_are_left_out_and_named(compare):
    page = compare(**DTI_2022, units="08.48")
    assert "Không so 4 chỉ số" in texts_of(page)
    assert "1. Nhận thức số, 2. Thể chế số, 4. Nhân lực số, 5. An toàn thông tin mạng" in texts_of(page)
    assert "1. Nhận thức số" not in as_read(page).index


def test_units_without_figures_are_named_and_the_others_compared(compare, ask):
    [missing] = ask(
        "select unit_code, unit_name_vi from mart.unit_ranking where index_code = 'dti' and year = 2021"
        " and cohort_code = 'vn63' group by all having count(value) + count(rank) = 0 order by unit_code limit 1"
    )
    page = compare(**DTI_2022 | {"year": "2021"}, units=f"08.{missing['unit_code']}.48")
    assert f"Chưa có số liệu (1): {missing['unit_name_vi']}" in texts_of(page)
    assert "2 đơn vị" in sentence_of(page)
    nobody = compare(**DTI_2022 | {"year": "2021"}, units=missing["unit_code"])
    assert "chưa có số liệu" in sentence_of(nobody)
    assert not tables_of(nobody)


def test_where_only_ranks_are_known_ranks_are_compared(compare):
    page = compare(**DTI_2022 | {"year": "2020"}, units="08.48")
    table = as_read(page)
    assert table.loc["DTI cấp tỉnh", "rank_1"] == "★ 1/63"
    assert table.loc["DTI cấp tỉnh", "rank_0"] == "44/63"
    assert "value_0" not in table, "nobody printed Tuyên Quang's value of 2020"


def test_eight_units_are_compared_and_nine_are_refused(compare, ask):
    rows = ask("select unit_code from mart.unit_ranking where index_code = 'dti' and year = 2022 and"
               " indicator_code = 'index' order by rank, unit_code")  # fmt: skip
    codes = [row["unit_code"] for row in rows]
    assert f"{MOST_UNITS} đơn vị" in sentence_of(compare(**DTI_2022, units=".".join(codes[:MOST_UNITS])))
    page = compare(**DTI_2022, units=".".join(codes[: MOST_UNITS + 1]))
    [warning] = page.warning
    assert f"Đã chọn {MOST_UNITS + 1} đơn vị" in warning.value
    assert not tables_of(page)
    assert len(page.pills[0].value) == MOST_UNITS + 1, "to take one out"


def test_one_unit_or_none_says_what_to_choose(compare):
    assert "Chọn thêm đơn vị" in compare(**DTI_2022, units="08").info[0].value
    page = compare(**DTI_2022, units="none")
    assert "Chưa chọn đơn vị nào" in page.info[0].value
    assert not tables_of(page)


def test_when_nobody_chose_the_own_unit_stands_against_the_leaders(compare):
    page = compare(**DTI_2022, unit="08")
    assert page.query_params["units"] == "08.48.79"
    assert compare(**DTI_2022).query_params["units"] == "48.79.22"


def test_a_change_of_two_neighbouring_years_is_that_of_the_ranking(compare, ask):
    rows = ask(
        "select * from mart.unit_ranking where index_code = 'dti' and year = 2023 and unit_code = '08'"
        " and cohort_code = 'vn63' and value_change_basis = 'difference' order by indicator_position"
    )
    table = as_read(compare(**TUYEN_QUANG, **{"with": "2022.vn63"}))
    changes = {formats.change(row["value_change"], "vi") for row in rows}
    assert len(rows) == 8
    assert set(table["difference_1"]) == changes
    assert table.iloc[0]["places_gained"] == f"▲ tăng {rows[0]['places_gained']}"


def test_years_in_either_order_are_the_same_comparison(compare):
    later = as_read(compare(**TUYEN_QUANG, **{"with": "2021.vn63"}))
    earlier = as_read(compare(**TUYEN_QUANG | {"year": "2021", "with": "2023.vn63"}))
    pd.testing.assert_frame_equal(later, earlier)


def test_across_frameworks_both_decisions_are_named_on_screen_and_in_the_picture(compare):
    page = compare(**TUYEN_QUANG | {"year": "2021", "with": "2020.vn63"})
    picture = told_in(page.get("plotly_chart")[0])
    for words in (texts_of(page), picture):
        assert "922/QĐ-BTTTT" in words
        assert "1726/QĐ-BTTTT" in words
    assert as_read(page).loc["DTI cấp tỉnh", "difference_1"] == "+0,0135 (công bố)"


def test_within_a_framework_no_decision_is_named(compare):
    assert "chỉ để tham khảo" not in texts_of(compare(**TUYEN_QUANG, **{"with": "2022.vn63"}))


def test_across_merged_cohorts_only_the_restated_year_is_compared_and_marked(compare, ask):
    [row] = ask(
        "select * from mart.unit_ranking where index_code = 'dti' and year = 2024 and cohort_code = 'vn34'"
        " and indicator_code = 'index' and unit_code = '08'"
    )
    page = compare(**MERGED)
    cells = as_read(page).iloc[0]
    assert cells["value_0"] == formats.value(row["restated_previous_value"], "vi")
    assert cells["rank_0"] == f"{row['restated_previous_rank']}/34"
    assert cells["difference_1"] == formats.change(row["restated_value_change"], "vi")
    assert "2023 (quy đổi)" in sentence_of(page)
    assert "so với mức quy đổi" in sentence_of(page)
    assert "Không so hạng với năm 2023" in texts_of(page)
    assert "405/QĐ-BKHCN" in texts_of(page)
    titles = tables_of(page)[0].titles
    assert "Tăng giảm (quy đổi)" in titles
    assert "Hạng 2023 (quy đổi)" in titles


def test_across_cohorts_that_nobody_restated_there_is_no_change(compare):
    choices = {"index": "ict_index", "year": "2023", "cohort": "vn63", "mode": "years", "unit": "48"}
    page = compare(**choices, **{"with": "2006.vn64"})
    table = as_read(page)
    assert table.loc["ICT Index", "rank_0"] == "5/64"
    assert not {"places_gained", "difference_1"} & set(table.columns)
    assert "Không so hạng với năm 2006" in texts_of(page)


def test_pillars_are_said_to_overlap_only_where_they_do(compare, ask):
    [pair] = ask(
        "select list(unit_code order by unit_code)[:2] as codes from mart.unit_ranking"
        " where index_code = 'dti' and year = 2020 and indicator_code = 'P1' and value is not null"
    )
    assert "chồng lên nhau" in texts_of(compare(**DTI_2022, units="08.48"))
    page = compare(**DTI_2022 | {"year": "2020"}, units=".".join(pair["codes"]))
    assert "Trụ cột Chính quyền số" in as_read(page).index
    assert "chồng lên nhau" not in texts_of(page)


@pytest.mark.parametrize(
    ("choices", "key", "quoted"),
    [
        ({"index": "gdp"}, "unknown_index", "gdp"),
        ({"index": "dti", "year": "2099"}, "unknown_year", "2099"),
        ({**DTI_2022, "units": "99.xx"}, "comparison_unknown_units", "99, xx"),
        ({**TUYEN_QUANG, "with": "2024.vn34"}, "comparison_unknown_with", "2024.vn34"),
        ({**TUYEN_QUANG, "unit": "99"}, "unknown_unit", "99"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_unknown_code_is_quoted_with_the_next_step_and_stays_in_the_address(compare, choices, key, quoted, language):
    page = compare(**choices, lang=language)
    [warning] = page.warning
    told = dict.fromkeys(("asked", "year", "cohort", "index"), quoted) | {"nearest": ""}
    beginning = say(language, key, **told).split("“")[0]
    assert warning.value.startswith(beginning)
    assert f"“{quoted}”" in warning.value
    assert not tables_of(page)
    parts = {"index", "year", "cohort"} if "edition" in page.query_params else set()
    kept = {name: code for name, code in choices.items() if name not in parts}
    kept |= {"unit": "vn63.08"} if kept.get("unit") == "08" else {}
    assert {name: page.query_params[name] for name in kept} == kept


def test_an_unknown_mode_is_quoted_and_the_units_are_compared(compare):
    page = compare(**DTI_2022 | {"mode": "worlds"}, units="08.22")
    [warning] = page.warning
    assert "“worlds”" in warning.value
    assert "2 đơn vị" in sentence_of(page)
    assert page.query_params["mode"] == "worlds", "stays until another is chosen"
    page.segmented_control(key="comparison_pick_mode").set_value("years").run()
    assert page.query_params["mode"] == "years"
    assert not page.warning


def test_an_unknown_unit_is_quoted_and_the_others_are_compared(compare):
    page = compare(**DTI_2022, units="08.zz.22")
    [warning] = page.warning
    assert "“zz”" in warning.value
    assert "2 đơn vị" in sentence_of(page)
    assert page.query_params["units"] == "08.zz.22", "stays until another is chosen"


def test_after_an_unknown_unit_the_others_are_ready_to_be_chosen(compare):
    page = compare(**DTI_2022, units="08.99")
    assert page.pills[0].value == ["08"]
    page.selectbox(key="pick_comparison_units").set_value("48").run()
    assert page.query_params["units"] == "08.48"
    assert not page.warning
    assert tables_of(page)


def test_every_choice_is_written_into_the_address_and_restores_the_view_in_the_other_language(compare):
    first = compare(**DTI_2022, units="08.48.22")
    assert {"lang", "edition", "mode", "units"} <= set(first.query_params)
    again = compare(**{**first.query_params, "lang": "en"})
    assert sentence_of(again).endswith("Da Nang leads on 8")
    assert {**again.query_params, "lang": "vi"} == {**first.query_params}


def test_the_year_before_is_compared_when_nobody_chose_one(compare):
    page = compare(**TUYEN_QUANG)
    assert page.query_params["with"] == "dti.2022.vn63"
    page.selectbox(key="pick_edition").set_value("dti.2024.vn34").run()
    assert page.query_params["with"] == "dti.2022.vn63@vn34", "the year stays, restated for the cohort"
    page.selectbox(key="pick_edition").set_value("dti.2021.vn63").run()
    assert page.query_params["with"] == "dti.2022.vn63"
    page.selectbox(key="pick_edition").set_value("dti.2022.vn63").run()
    assert page.query_params["with"] == "dti.2021.vn63"
    assert not page.warning


def test_a_restated_year_goes_by_its_cohort_as_on_the_ranking_and_older_links_still_lead_there(compare):
    new, old = (compare(**MERGED | {"with": code}) for code in ("2023.vn34", "2023.vn63"))
    assert new.query_params["with"] == old.query_params["with"] == "dti.2023.vn63@vn34"
    assert sentence_of(new) == sentence_of(old)
    assert not new.warning
    assert not old.warning
    options = new.selectbox(key="pick_with").options
    assert "2023 (quy đổi) · 34 tỉnh, thành phố (từ 01/07/2025)" in options


def test_an_unknown_own_unit_is_told_where_units_are_compared_and_the_others_stay(compare):
    page = compare(**DTI_2022, unit="zz9", units="08.48")
    [warning] = page.warning
    assert "“zz9”" in warning.value
    assert "Chọn lại ở ô “Đơn vị so sánh”" in warning.value
    assert page.query_params["unit"] == "zz9"
    assert len(tables_of(page)) == 1


def test_units_are_carried_to_another_cohort_by_name_and_lost_ones_named(compare, ask):
    names = "select unit_code, unit_name_vi from mart.unit_ranking where index_code = 'dti' and year = 2024"
    now = {row["unit_name_vi"]: row["unit_code"] for row in ask(f"{names} and cohort_code = 'vn34'")}
    before = {row["unit_code"]: row["unit_name_vi"] for row in ask(f"{names} and cohort_code = 'vn63'")}
    lost = next(code for code, name in before.items() if name not in now)
    page = compare(**DTI_2022, units=f"08.{lost}.48")
    page.selectbox(key="pick_edition").set_value("dti.2024.vn34").run()
    assert before[lost] in page.warning[0].value
    assert page.query_params["units"] == f"{now['Tuyên Quang']}.{now['Đà Nẵng']}"
    assert "2 đơn vị" in sentence_of(page)
    page.run()
    assert not page.warning


def test_a_cohort_of_one_opens_with_its_years_and_says_so_among_units(compare):
    page = compare(index="dti_national")
    assert page.query_params["mode"] == "years"
    assert "năm 2023" in sentence_of(page)
    assert "chỉ có một đơn vị" in compare(index="dti_national", mode="units").info[0].value


def test_an_index_of_one_year_has_no_two_years(compare):
    page = compare(index="it_application", mode="years")
    assert "năm 2017 nên chưa so được hai năm" in page.info[0].value
    assert not tables_of(page)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_one_province_in_one_year_can_be_looked_at(compare, lone_province, language):
    page = compare(lone_province, units="08.48", lang=language)
    assert tables_of(page)
    assert "0,2849" in page.get("plotly_chart")[0].proto.alt.replace("0.2849", "0,2849")
    assert compare(lone_province, mode="years", unit="08", lang=language).info


@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_a_build_the_page_names_the_command(compare, tmp_path, language):
    assert "python -m etl build" in compare(tmp_path, lang=language).info[0].value


def test_chart_and_table_have_names_for_those_who_cannot_see_them(compare):
    page = compare(**DTI_2022, units="08.48")
    assert "DTI cấp tỉnh: Tuyên Quang 0,5320, Đà Nẵng 0,8002" in page.get("plotly_chart")[0].proto.alt
    assert "8 chỉ số, so Tuyên Quang, Đà Nẵng" in tables_of(page)[0].alt


def test_sources_stand_beside_the_figures_each_once(compare):
    page = compare(index="ict_index", year="2017", cohort="vn63", mode="years", unit="67")
    assert texts_of(page).count("431/KH-UBND") == 1


def test_a_change_of_rank_quoted_from_a_document_says_so(compare):
    page = compare(index="dti", year="2021", cohort="vn63", mode="years", unit="84", **{"with": "2020.vn63"})
    assert "tăng 8 bậc, theo công bố" in page.title[0].value


def test_the_menu_offers_the_common_lines_and_all(compare):
    words = texts_of(compare(**DTI_2022, units="08.48"))
    assert "Xuất 8 dòng đang hiển thị" in words
    assert "Xuất tất cả 12 dòng" in words


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_file_holds_every_line_with_basis_and_source(warehouse, monkeypatch, language):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(warehouse))
    build_id, code = builds.current(warehouse).build_id, "dti.2022.vn63"
    edition = editions.editions(build_id).filter(index_code="dti", year=2022).row(0, named=True)
    rows = comparison.units(build_id, code, "08.48").to_dicts()
    lines = lines_of(rows, editions.measures(build_id, code).to_dicts(), edition)
    visit = Visit(build_id, language, None, edition)
    compared = Comparison(visit, "08.48", ["Tuyên Quang", "Đà Nẵng"], [], lines, None, [])
    file = describe(compared).sheet(lines, language)
    assert len(file.rows) == 12
    assert all(len(row) == len(file.titles) for row in file.rows)
    assert [row[3] for row in file.rows].count(say(language, "word_yes")) == 8
    [index] = [row for row in file.rows if row[0] == "index"]
    assert {Decimal("0.5320"), Decimal("0.8002"), Decimal("0.2682"), 48, 1} <= set(index)
    assert "https://dti.gov.vn/xep-hang-2022" in index
    assert [row[2] for row in file.rows] == ["2022"] * 12
    assert {"08", "48"} <= set(index), "each side by its code"
    assert compared.file_stem("so-sanh") == "so-sanh_dti_2022_vn63_tuyen-quang_da-nang"
    assert not any("Khả năng so sánh" in title for title in file.titles), "units of one year all compare"


@pytest.mark.parametrize(
    ("choices", "word"),
    [
        ({"year": "2024", "with": "2023.vn63"}, "đổi bộ chỉ số"),
        ({"year": "2023", "with": "2022.vn63"}, "so sánh được"),
    ],
)
def test_the_file_of_two_years_says_in_each_row_how_far_they_compare(compare, offered, choices, word):
    compare(index="dti", cohort="vn63", mode="years", unit="08", **choices)
    read = list(csv.reader(io.StringIO(offered["export_all_csv_machine"][1]().decode("utf-8"), newline="")))
    [at] = [at for at, title in enumerate(read[0]) if title.endswith("Khả năng so sánh")]
    assert {row[at] for row in read[1:]} == {word}
