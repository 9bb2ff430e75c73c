"""The overview, run whole on real builds: its figures are those of the warehouse, and it says what is missing."""

import json
import re
from collections.abc import Callable
from functools import partial
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from tests.charts.told import told
from tests.drawn_tables import tables_of
from text import formats
from text.catalogue import say

from .conftest import lead_of, ranks_in, sentence_of, texts_of

DTI_2022 = {"index": "dti", "year": "2022", "cohort": "vn63", "measure": "index"}
DTI_2021 = DTI_2022 | {"year": "2021"}
MERGED = {"index": "dti", "year": "2024", "cohort": "vn34", "measure": "index"}
KINDS = ("xlsx", "csv_vi", "csv_machine")
RANKED = (
    "select * from mart.unit_ranking where index_code = $index and year = $year and cohort_code = $cohort"
    " and indicator_code = 'index' order by rank nulls last, value desc nulls last"
)


@pytest.fixture
def overview(open_sound: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the page; see `open_sound`."""
    return partial(open_sound, "overview")


def _figures(page: AppTest) -> dict[str, str]:
    return {figure.label: figure.value for figure in page.metric}


def _charts(page: AppTest) -> dict[str, dict]:
    """Figures of the page by the key of the element, as the browser gets them."""
    drawn = page.get("plotly_chart")
    names = ("overview_strip", "overview_map", "overview_years", "overview_shares")
    return {name: json.loads(chart.proto.spec) for chart in drawn for name in names if name in chart.proto.id}


def _said(chart: dict) -> str:
    return told(chart["layout"])


def _tiles(chart: dict) -> dict[str, str]:
    """Colour of each tile by its text on one line, without its rank."""
    return {
        re.sub(r" \d+$", "", re.sub("</?b>", "", text.replace("<br>", " "))): trace["marker"]["color"]
        for trace in chart["data"]
        for text in trace["text"]
    }


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (DTI_2022 | {"unit": "08"},
         "Năm 2022, Tuyên Quang xếp 48/63, tăng 10 bậc so với 2021. Giá trị 0,5320, tăng 0,2471"),
        (DTI_2022 | {"unit": "08", "lang": "en"},
         "In 2022, Tuyen Quang ranks 48/63, up 10 places from 2021. Value 0.5320, up 0.2471"),
        (DTI_2022 | {"unit": "48"},
         "Năm 2022, Đà Nẵng xếp 1/63, giữ nguyên hạng so với 2021. Giá trị 0,8002, tăng 0,1583"),
    ],
)  # fmt: skip
def test_the_page_opens_with_the_answer_about_the_own_unit(overview, choices, sentence):
    assert sentence_of(overview(**choices)) == sentence


def test_header_figures_equal_the_warehouse(overview, ask):
    [summary] = ask(
        "select * from mart.cohort_summary where index_code = 'dti' and year = 2022 and cohort_code = 'vn63'"
        " and indicator_code = 'index'"
    )
    page = overview(**DTI_2022)
    figures = _figures(page)
    assert figures["Trung bình"] == formats.value(summary["mean_value"], "vi") == "0,5787"
    strip = _said(_charts(page)["overview_strip"])
    ends = {formats.value(summary[f"{end}_value"], "vi") for end in ("max", "min")}
    assert ends <= set(re.findall(r"0,\d{4}", strip))
    assert not {"Dẫn đầu", "Cuối bảng"} & figures.keys(), "the strip names both ends, and nothing is said twice"
    assert figures["Đầu bảng trừ cuối bảng"] == formats.value(summary["max_value"] - summary["min_value"], "vi")
    assert "nguồn in 0,5791" in texts_of(page), "the printed mean that differs is named"
    assert len(figures) == 3


def test_the_own_unit_is_held_against_mean_and_leader(overview, ask):
    rows = {row["unit_code"]: row for row in ask(RANKED, index="dti", year=2022, cohort="vn63")}
    page = overview(**DTI_2022, unit="08")
    figures = _figures(page)
    leader = max(row["value"] for row in rows.values())
    assert figures["So với dẫn đầu"] == formats.change(rows["08"]["value"] - leader, "vi") == "−0,2682"
    assert lead_of(page).endswith("thấp hơn trung bình 63 đơn vị 0,0467 · phần năm thứ tư")
    assert len(figures) == 4


def test_where_figures_are_missing_the_coverage_comes_first(overview, ask):
    rows = ask(RANKED, index="dti", year=2021, cohort="vn63")
    figures = _figures(overview(**DTI_2021))
    assert list(figures)[:2] == ["Có giá trị", "Có hạng"]
    assert figures["Có giá trị"] == f"{sum(row['value'] is not None for row in rows)}/63"
    assert figures["Có hạng"] == f"{sum(row['rank'] is not None for row in rows)}/63"
    assert figures["Trung bình"] == "0,4014", "as published, for lack of values"
    assert "Cuối bảng" not in figures


def _lists(page) -> list[pd.DataFrame]:
    """The short lists of units, as they are painted, by the titles of their columns."""
    tables = [table for table in tables_of(page) if table.key not in ("overview_units", "overview_means")]
    return [table.shown.set_axis(table.titles, axis=1) for table in tables]


def test_leaders_and_last_are_those_of_the_warehouse(overview, ask):
    rows = ask(RANKED, index="dti", year=2022, cohort="vn63")
    first, last = _lists(overview(**DTI_2022))[:2]
    assert list(first["Đơn vị"]) == [row["unit_name_vi"] for row in rows[:5]]
    assert list(last["Đơn vị"]) == [row["unit_name_vi"] for row in rows[-5:]]
    assert list(last["Hạng"]) == [f"{row['rank']}/63" for row in rows[-5:]]
    assert list(first["Giá trị"]) == [formats.value(row["value"], "vi") for row in rows[:5]]


def test_while_ranks_are_missing_nobody_is_called_last(overview):
    page = overview(**DTI_2021)
    assert "**Hạng cao nhất đã biết**" in texts_of(page)
    assert "**Cuối bảng**" not in texts_of(page)
    assert "Chưa biết đơn vị nào cuối bảng: mới có hạng của 28/63 đơn vị." in texts_of(page)


def test_biggest_movers_equal_the_warehouse_and_carry_the_caveat(overview, ask):
    rows = [row for row in ask(RANKED, index="dti", year=2021, cohort="vn63") if row["places_gained"]]
    up = max(rows, key=lambda row: row["places_gained"])
    page = overview(**DTI_2021)
    risen, fallen = _lists(page)[1:3]
    assert risen["Đơn vị"][0] == up["unit_name_vi"]
    assert risen["Tăng giảm"][0].startswith(f"▲ tăng {up['places_gained']}")
    assert fallen["Đơn vị"][0] == "Tuyên Quang"
    assert fallen["Tăng giảm"][0] == "▼ giảm 14"
    assert "Chưa biết mức tăng giảm" in texts_of(page)
    [caveat] = [note.value for note in page.markdown if "Quyết định 1726/QĐ-BTTTT" in note.value]
    assert "Quyết định 922/QĐ-BTTTT" in caveat
    assert "Chưa biết mức tăng giảm" not in caveat, "the head says it for the whole page"


def test_the_short_lists_are_offered_as_files_or_the_whole_cohort(overview, ask):
    rows = ask(RANKED, index="dti", year=2022, cohort="vn63")
    page = overview(**DTI_2022)
    listed = {name for shown in _lists(page)[:4] for name in shown["Đơn vị"]}
    offered = {button.proto.id.rsplit("-", 1)[-1] for button in page.get("download_button")}
    assert {f"overview_units_files_{scope}_{kind}" for scope in ("shown", "all") for kind in KINDS} <= offered
    assert f"Xuất {len(listed)} dòng đang hiển thị" in texts_of(page)
    assert f"Xuất tất cả {len(rows)} dòng" in texts_of(page)


def test_a_change_that_only_a_document_prints_is_marked(overview):
    risen = _lists(overview(**DTI_2022))[2].set_index("Đơn vị")["Tăng giảm"]
    assert risen["Hà Tĩnh"] == "▲ tăng 22 (công bố)"
    assert risen["Ninh Thuận"] == "▲ tăng 26"


def test_across_cohorts_only_the_restated_moves_are_shown_and_marked(overview, ask):
    rows = ask(RANKED, index="dti", year=2024, cohort="vn34")
    assert all(row["places_gained"] is None for row in rows)
    most = max(rows, key=lambda row: row["restated_places_gained"])
    page = overview(**MERGED)
    assert "**Tăng hạng nhiều nhất (quy đổi)**" in texts_of(page)
    risen = _lists(page)[2]
    assert (risen["Đơn vị"][0], risen["Tăng giảm"][0]) == (
        most["unit_name_vi"],
        f"▲ tăng {most['restated_places_gained']}",
    )
    assert "Không so hạng với năm 2023" in texts_of(page)
    assert "Đây không phải mức tăng giảm được công bố." in texts_of(page)
    assert "quy đổi" in texts_of(page).split("giữ hạng")[0]


def test_the_strip_has_every_unit_and_marks_the_own_one(overview):
    strip = _charts(overview(**DTI_2022, unit="08"))["overview_strip"]
    others, beside, own = strip["data"]
    assert [len(marks["x"]) for marks in (others, beside, own)] == [60, 2, 1]
    assert "Tuyên Quang" in own["hovertext"][0]
    assert [text.split("<br>")[0] for text in beside["hovertext"]] == ["Đắk Nông", "Đắk Lắk"]
    assert "Trung bình 0,5787" in _said(strip)
    assert "Nguồn: Bộ Thông tin và Truyền thông" in _said(strip)


@pytest.mark.parametrize(("choices", "count"), [(DTI_2022, 63), (MERGED, 34)])
def test_the_map_has_every_unit_and_both_archipelagos_with_their_province(overview, ask, choices, count):
    page = overview(**choices)
    chart = _charts(page)["overview_map"]
    tiles = _tiles(chart)
    names = [row["unit_name_vi"] for row in ask(
        RANKED, index=choices["index"], year=int(choices["year"]), cohort=choices["cohort"]
    )]  # fmt: skip
    assert len(names) == count
    assert {name.replace(" - ", "- ") for name in names} <= tiles.keys()
    assert tiles["Hoàng Sa (Đà Nẵng)"] == tiles["Đà Nẵng"]
    assert tiles["Trường Sa (Khánh Hòa)"] == tiles["Khánh Hòa"]
    assert "Quần đảo Hoàng Sa thuộc Đà Nẵng." in _said(chart)
    alts = [drawn.proto.alt for drawn in page.get("plotly_chart")]
    assert any(f"{count} đơn vị" in alt and "Trường Sa thuộc Khánh Hòa" in alt for alt in alts)


def test_colours_of_the_map_are_fifths_of_the_ranking(overview, ask):
    tiles = _tiles(_charts(overview(**DTI_2022))["overview_map"])
    rows = ask(RANKED, index="dti", year=2022, cohort="vn63")
    colours = {}
    for row in rows:
        colours.setdefault(tiles[row["unit_name_vi"].replace(" - ", "- ")], []).append(row["rank"])
    assert [(min(ranks), max(ranks)) for ranks in colours.values()] == [(1, 12), (13, 25), (26, 37), (38, 50), (51, 63)]


def test_the_table_beside_the_charts_says_the_same(overview, ask):
    page = overview(**DTI_2022)
    rows = {row["unit_name_vi"]: row for row in ask(RANKED, index="dti", year=2022, cohort="vn63")}
    [table] = [table.value.set_index("unit_name") for table in tables_of(page) if table.key == "overview_units"]
    assert len(table) == 63
    assert all(table.loc[name, "rank"] == row["rank"] for name, row in rows.items())
    assert table.loc["Tuyên Quang", "rank_fifth"] == 4


def test_means_over_the_years_break_with_the_framework_and_tell_printed_from_computed(overview, ask):
    page = overview(**DTI_2022)
    chart = _charts(page)["overview_years"]
    index = chart["data"][0]
    assert index["text"] == ["0,3026", "", "0,4014", "0,5787", "0,6783", "", "0,6961"]
    assert index["x"] == [2020, None, 2021, 2022, 2023, None, 2024]
    assert index["marker"]["color"][0] == index["marker"]["color"][2] != index["marker"]["color"][3]
    assert len(chart["data"]) == 4, "the index and three pillars"
    said = _said(chart)
    assert "nguồn in 0,5791; tính từ 63 giá trị là 0,5787" in said
    assert "1726/QĐ-BTTTT" in said
    assert "405/QĐ-BKHCN" in said
    means = ask(
        "select year, mean_value from mart.cohort_summary where index_code = 'dti' and cohort_code = 'vn63'"
        " and indicator_code = 'P1' and mean_value is not null order by year"
    )
    assert chart["data"][1]["text"][:2] == [formats.value(row["mean_value"], "vi") for row in means[:2]]


def test_the_file_of_the_means_tells_of_all_its_years(overview, offered):
    page = overview(**DTI_2022)
    [_, *facts] = load_workbook(BytesIO(offered["overview_means_files_all_xlsx"][1]())).worksheets[1].values
    assert ("Bảng", say("vi", "overview_years_title", index="DTI cấp tỉnh")) in facts
    assert "Bộ chỉ số" not in dict(facts), "each year has its own, in a column"
    told = "\n".join(content for _, content in facts)
    assert "Quyết định 922/QĐ-BTTTT" in told
    assert "Chấm đặc" not in told, "a file has no dots"
    assert "Chấm đặc" in _said(_charts(page)["overview_years"])


def test_the_means_of_the_merged_cohort_follow_those_before_and_say_so(overview):
    chart = _charts(overview(**MERGED))["overview_years"]
    assert chart["data"][0]["text"][-1] == "0,7005"
    assert "Năm 2024 là trung bình của 34 tỉnh, thành phố" in _said(chart)


def test_status_shares_are_counted_where_components_are_loaded(overview):
    page = overview(**DTI_2021, unit="08")
    notes = texts_of(page)
    assert (
        "trong 95 chỉ số thành phần được đánh giá, 14 đạt tối đa (14,7%), 17 chưa tối đa (17,9%), "
        "64 không đạt điểm (67,4%)"
    ) in notes
    assert "3 chỉ số không đánh giá" in notes
    assert "1/63 đơn vị: Tuyên Quang" in notes
    shares = _charts(page)["overview_shares"]
    assert [part["text"][0] for part in shares["data"][:3]] == ["Đ: 14", "M: 17", "0: 64"]


def test_without_components_it_says_so(overview):
    assert "Năm 2022 chưa nạp chỉ số thành phần của đơn vị nào" in texts_of(overview(**DTI_2022))
    other = texts_of(overview(**DTI_2021, unit="48"))
    assert "Chưa nạp chỉ số thành phần của Đà Nẵng." in other
    assert "64 không đạt điểm" not in other


def test_the_nation_alone_has_values_and_nothing_that_needs_others(overview):
    page = overview(index="dti_national", year="2024", cohort="nation")
    assert _figures(page) == {"Giá trị": "0,7955", "Thay đổi so với 2023": "+0,0629", "Giá trị năm 2023": "0,7326"}
    assert set(_charts(page)) == {"overview_years"}
    assert "Giá trị qua các năm" in _said(_charts(page)["overview_years"])
    assert not _lists(page)


def test_ministries_have_no_map_and_it_says_so(overview):
    page = overview(index="dti_ministry", year="2021", cohort="ministries_service")
    assert "overview_map" not in _charts(page)
    assert "Không có bản đồ" in texts_of(page)
    assert "Không vẽ phân bố: mới có giá trị của một đơn vị." in texts_of(page)


def test_ranks_without_values_still_colour_the_map(overview, ask):
    page = overview(index="ict_index", year="2018", cohort="vn63")
    assert "chưa có giá trị của đơn vị nào" in texts_of(page)
    chart = _charts(page)["overview_map"]
    ranked = [row for row in ask(RANKED, index="ict_index", year=2018, cohort="vn63") if row["rank"]]
    empty = _tiles(chart)["chưa xếp hạng"]
    coloured = [text for text, colour in _tiles(chart).items() if colour != empty]
    assert len([text for text in coloured if "–" not in text and "(" not in text]) == len(ranked)
    assert "Chưa có trung bình của năm nào" in texts_of(page)


@pytest.mark.parametrize(
    ("choices", "quoted", "has_figures"),
    [
        ({"index": "gdp"}, "gdp", False),
        ({"index": "dti", "year": "2099"}, "2099", False),
        (DTI_2022 | {"measure": "77"}, "77", False),
        (DTI_2022 | {"unit": "99"}, "99", True),
    ],
)
def test_an_unknown_code_is_quoted_and_stays_in_the_address(overview, choices, quoted, has_figures):
    page = overview(**choices)
    assert f"“{quoted}”" in page.warning[0].value
    assert bool(page.metric) == has_figures
    parts = {"index", "year", "cohort"} if "edition" in page.query_params else set()
    kept = {name: code for name, code in choices.items() if name not in parts}
    assert {name: page.query_params[name] for name in kept} == kept


def test_the_choices_in_force_are_written_into_the_address_and_stay_on_the_next_page(overview):
    page = overview(**DTI_2022, unit="08")
    chosen = {"lang": "vi", "edition": "dti.2022.vn63", "measure": "index", "unit": "vn63.08"}
    assert dict(page.query_params) == chosen
    page.query_params.clear()
    page.switch_page("pages/ranking.py").run()
    assert page.query_params["unit"] == "vn63.08"
    assert page.query_params["edition"] == "dti.2022.vn63"


def test_the_ways_on_lead_to_the_profile_of_the_unit_and_to_the_ranking(overview):
    links = [link.proto for link in overview(**DTI_2022, unit="48").get("page_link")]
    by_page = {link.page.rsplit("/", 1)[-1]: link for link in links}
    assert by_page["profile"].label == "Vì sao? Xem hồ sơ Đà Nẵng"
    assert by_page["profile"].query_string == "unit=vn63.48&part=change"
    assert {"ranking", "comparison", "components"} <= by_page.keys()


def test_one_province_alone_is_neither_first_nor_last(overview, lone_province):
    page = overview(lone_province, unit="08")
    assert "không xếp hạng vì mới có giá trị của 1/63 đơn vị" in sentence_of(page)
    assert _figures(page)["Có giá trị"] == "1/63"
    assert not {"Dẫn đầu", "Cuối bảng"} & _figures(page).keys()
    assert not _lists(page)
    assert "Chưa có hạng nào" in texts_of(page)
    assert "chưa nạp kỳ trước để so sánh" in texts_of(page)
    assert ranks_in(texts_of(page)).isdisjoint({"1/1"})


def test_without_a_build_the_page_names_the_command(overview, tmp_path):
    assert "python -m etl build" in overview(tmp_path).info[0].value


def test_every_edition_of_the_provinces_opens_in_both_languages(overview, ask):
    for edition in ask("select index_code, year, cohort_code from mart.editions where index_code = 'dti'"):
        for language in ("vi", "en"):
            page = overview(
                lang=language,
                index=edition["index_code"],
                year=str(edition["year"]),
                cohort=edition["cohort_code"],
            )
            assert not page.warning, edition
            assert "None" not in sentence_of(page) + texts_of(page) + str(_figures(page)), edition
