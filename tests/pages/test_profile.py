"""The profile, run whole on real builds: what it says equals the warehouse, what it cannot say it names."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from io import BytesIO

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from tests.charts.told import told
from tests.drawn_tables import tables_of
from text import formats
from text.catalogue import CATALOGUES, say
from ui.profile.view import PARTS

from .conftest import as_read, as_said, sentence_of, texts_of

TUYEN_QUANG = {"index": "dti", "year": "2023", "cohort": "vn63", "unit": "08"}
OF_2021 = TUYEN_QUANG | {"year": "2021"}
MERGED = {"index": "dti", "year": "2024", "cohort": "vn34", "unit": "08"}
DA_NANG = TUYEN_QUANG | {"unit": "48"}
HAU_GIANG = TUYEN_QUANG | {"unit": "93"}
DAK_NONG = {"index": "ict_index", "year": "2017", "cohort": "vn63", "unit": "67"}
FINANCE = {"index": "dti_ministry", "year": "2021", "cohort": "ministries_service", "unit": "bo_tai_chinh"}
WITHOUT_FIGURES = HAU_GIANG | {"year": "2020"}


@pytest.fixture
def profile(open_sound: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the page; see `open_sound`."""
    return partial(open_sound, "profile")


def _said(page: AppTest) -> str:
    return "\n".join([texts_of(page), *(box.value for box in (*page.info, *page.warning))])


def _charts(page: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]


def _words(page: AppTest) -> str:
    return "\n".join(told(chart["layout"]) for chart in _charts(page))


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (TUYEN_QUANG, "Năm 2023, Tuyên Quang xếp 38/63, tăng 10 bậc so với 2022. Giá trị 0,6735, tăng 0,1415"),
        (TUYEN_QUANG | {"lang": "en"},
         "In 2023, Tuyen Quang ranks 38/63, up 10 places from 2022. Value 0.6735, up 0.1415"),
        (OF_2021,
         "Năm 2021, Tuyên Quang xếp 58/63, giảm 14 bậc so với 2020. Giá trị 0,2849, tăng 0,0135, theo công bố"),
        (DAK_NONG, "Năm 2017, xét ICT Index, Đắk Nông xếp 49/63, giảm 5 bậc so với 2016; nguồn không in giá trị"),
    ],
)
def test_the_page_opens_with_the_answer(profile, choices, sentence):
    assert sentence_of(profile(**choices)) == sentence


def test_the_sheet_shows_rank_change_and_value_of_every_indicator_of_the_warehouse(profile, ask):
    rows = ask(
        "select * from mart.unit_ranking join mart.measures using (index_code, year, cohort_code, indicator_code)"
        " where index_code = 'dti' and year = 2023 and cohort_code = 'vn63' and unit_code = '08'"
        " and (value is not null or rank is not null) order by mart.measures.indicator_position"
    )
    [table] = tables_of(profile(**TUYEN_QUANG))
    assert len(rows) == len(table.shown) > 5
    for row, (_, shown) in zip(rows, table.shown.iterrows(), strict=True):
        assert shown["rank"] == formats.rank(row["rank"], 63)
        assert shown["value"] == formats.value(row["value"], "vi", row["value_decimals"])
        gained = row["places_gained"]
        assert ("—" if gained is None else str(abs(gained))) in shown["places_gained"] or gained == 0
    assert table.own == 0, "the index stands out"


def test_a_change_quoted_from_a_document_says_so(profile):
    def index(unit: str) -> dict[str, str]:
        return as_read(profile(**OF_2021 | {"unit": unit}, part="change")).iloc[0].to_dict()

    assert index("84")["places_gained"] == "▲ tăng 8 (công bố)"
    assert "value_change" not in index("84"), "of which nothing is known"
    own = index("08")
    assert (own["places_gained"], own["value_change"]) == ("▼ giảm 14", "+0,0135 (công bố)")


def test_a_merged_unit_shows_the_restated_change_marked_as_such(profile, ask):
    rows = ask(
        "select * from mart.unit_ranking where edition_code = 'dti.2024.vn34' and unit_code = '08'"
        " and restated_places_gained is not null order by indicator_position"
    )
    assert all(row["places_gained"] is None for row in rows)
    page = profile(**MERGED, part="change")
    table = tables_of(page)[0]
    assert len(rows) == len(table.shown) == 8
    mains = [row for row in rows if row["indicator_level"] == "main"]
    mains.sort(key=lambda row: row["restated_places_gained"])
    in_order = [row for row in rows if row["indicator_level"] != "main"] + mains  # who lost most first
    for row, (_, shown) in zip(in_order, table.shown.iterrows(), strict=True):
        assert shown["restated_previous_rank"] == f"{row['restated_previous_rank']}/34"
        assert str(abs(row["restated_places_gained"])) in shown["restated_places_gained"]
    marked = [title for title in table.titles if "quy đổi" in title]
    assert marked == [
        "Hạng kỳ trước (quy đổi)", "Tăng giảm (quy đổi)", "Giá trị kỳ trước (quy đổi)", "Đổi giá trị (quy đổi)",
    ]  # fmt: skip
    assert "Không so hạng với năm 2023" in texts_of(page)


@pytest.mark.parametrize(
    ("choices", "finding"),
    [
        (MERGED, "Trong 4/8 chỉ số chính so được, hạng giảm nhiều nhất ở 8. Hoạt động xã hội số (10 → 27), "
                 "3. Hạ tầng số (25 → 28); tăng nhiều nhất ở 6. Hoạt động chính quyền số (28 → 17)"),
        (TUYEN_QUANG, "Trong 4/8 chỉ số chính so được, hạng tăng nhiều nhất ở 7. Hoạt động kinh tế số (54 → 24), "
                      "3. Hạ tầng số (58 → 34)"),
        (DAK_NONG, "Hạng giảm 5 bậc chủ yếu do 1.1. Hạ tầng kỹ thuật xã hội (43 → 55), 3.2."),
        (OF_2021, "Thay đổi so với năm 2020"),
    ],
)  # fmt: skip
def test_why_begins_with_what_moved_most(profile, ask, choices, finding):
    page = profile(**choices, part="change")
    assert any(as_said(head.value).startswith(finding) for head in page.header)


def test_the_sheet_says_where_the_unit_is_furthest_below_its_mark(profile):
    heads = [as_said(head.value) for head in profile(**MERGED).header]
    assert heads[0] == "Thấp hơn trung bình cả nước ở 4/8 chỉ số chính, nhiều nhất ở 8. Hoạt động xã hội số (−0,0593)"
    heads = [as_said(head.value) for head in profile(**MERGED, against="01").header]
    assert "Hà Nội" in heads[0]


def test_mains_stand_beside_the_mean_of_the_country_with_the_difference(profile, ask):
    table = as_read(profile(**TUYEN_QUANG))
    means = ask(
        "select indicator_code, value from mart.benchmarks where index_code = 'dti' and year = 2023"
        " and cohort_code = 'vn63' and benchmark_kind = 'country' and value is not null"
    )
    means = {row["indicator_code"]: row["value"] for row in means}
    assert table.loc["3. Hạ tầng số", "against_value"] == formats.value(means["3"], "vi")
    assert table.loc["3. Hạ tầng số", "against_gap"] == formats.change(Decimal("0.6904") - means["3"], "vi")
    assert "1. Nhận thức số" not in table.index
    assert "Chưa có số liệu: 1. Nhận thức số" in texts_of(profile(**TUYEN_QUANG))


@pytest.mark.parametrize(
    ("against", "where"),
    [
        ("leader", "benchmark_kind = 'leader'"),
        ("region", "benchmark_kind = 'region' and region_code = (select any_value(region_code) from mart.unit_ranking"
                   " where year = 2023 and cohort_code = 'vn63' and unit_code = '08')"),
    ],
)  # fmt: skip
def test_the_mark_can_be_the_region_or_the_highest_value(profile, ask, against, where):
    [mark] = ask(
        "select value from mart.benchmarks where index_code = 'dti' and year = 2023 and cohort_code = 'vn63'"
        f" and indicator_code = '8' and {where}"
    )
    shown = as_read(profile(**TUYEN_QUANG, against=against)).loc["8. Hoạt động xã hội số", "against_value"]
    assert shown == formats.value(mark["value"], "vi")


def test_a_mark_printed_with_fewer_decimals_makes_the_difference_as_coarse_and_says_so(profile):
    page = profile(**OF_2021, against="62")
    index = as_read(page).iloc[0]
    assert list(index[["value", "against_value", "against_gap"]]) == ["0,2849", "0,33", "−0,05"]
    assert say("vi", "comparison_precision") in texts_of(page)
    assert say("vi", "comparison_precision") not in texts_of(profile(**TUYEN_QUANG, against="48"))


def test_the_mark_can_be_another_unit_and_says_what_that_lacks(profile, ask):
    [other] = ask(
        "select value from mart.unit_ranking where index_code = 'dti' and year = 2023 and cohort_code = 'vn63'"
        " and indicator_code = '8' and unit_code = '48'"
    )
    table = as_read(profile(**TUYEN_QUANG, against="48"))
    assert table.loc["8. Hoạt động xã hội số", "against_value"] == formats.value(other["value"], "vi")
    lacking = profile(**DA_NANG, against="08")
    assert "Chưa biết giá trị của đơn vị được so sánh: 1. Nhận thức số" in texts_of(lacking)


def test_a_spread_is_drawn_only_of_whole_cohorts_and_the_rest_is_named(profile, ask):
    page = profile(**TUYEN_QUANG)
    known = ask(
        "select count(*) as number from mart.cohort_spread where index_code = 'dti' and year = 2023"
        " and cohort_code = 'vn63'"
    )
    spine = _charts(page)[1]
    assert len(spine["layout"]["yaxis"]["ticktext"]) == known[0]["number"]
    assert "Không vẽ vì chưa đủ giá trị của cả nhóm: 1. Nhận thức" in _words(page)
    refused = profile(**OF_2021)
    assert say("vi", "profile_no_spread") in _said(refused)
    assert say("vi", "profile_unknown_all") in texts_of(refused)


@pytest.mark.parametrize(
    "choices", [TUYEN_QUANG, MERGED, DA_NANG, {"edition": "chi_so_766.2024.vn34", "unit": "vn34.08"}]
)
def test_the_bands_of_the_sheet_lie_on_its_scale(profile, choices):
    [table] = [table for table in tables_of(profile(**choices)) if table.key == "profile_standing_table"]
    [spread] = [column for column in table.columns if column["key"] == "spread"]
    places = [at for spans in spread["spans"] for at in spans if at is not None]
    assert places
    assert all(0 <= at <= 1 for at in places)
    assert [at for at, _ in spread["ticks"]][:: len(spread["ticks"]) - 1] == [0, 1]


def test_the_steps_of_the_value_are_exact_and_told_in_order(profile, ask):
    page = profile(**DA_NANG, part="change")
    steps = ask(
        "select * from mart.value_waterfall where index_code = 'dti' and year = 2023 and unit_code = '48'"
        " order by step_position"
    )
    shown = as_read(page, 1)["contribution"]
    assert list(shown) == [
        ("+" if step["contribution"] > 0 else "") + formats.number(step["contribution"], "vi", 6) for step in steps
    ]
    assert list(shown.index)[-1] == "Làm tròn"
    assert sum(step["contribution"] for step in steps) == Decimal("0.0338")


def test_unknown_mains_stand_together_and_are_named(profile):
    page = profile(**TUYEN_QUANG, part="change")
    assert "Các chỉ số chưa biết đủ hai năm" in as_read(page, 1).index
    assert "Chưa biết đủ hai năm: 1. Nhận thức số" in _words(page)


def test_a_change_of_rank_is_split_in_one_sentence(profile):
    assert (
        "Với giá trị mới 0,6735, nếu các đơn vị khác đứng yên, Tuyên Quang sẽ từ hạng 48 lên hạng 8 (tăng 40 bậc). Các "
        "đơn vị khác tiến lên nên mất 30 bậc. Tính chung: tăng 10 bậc, xếp 38/63."
        in texts_of(profile(**TUYEN_QUANG, part="change"))
    )


@pytest.mark.parametrize(
    ("choices", "reasons"),
    [
        (OF_2021, ("Quyết định 922/QĐ-BTTTT, năm 2020 theo Quyết định 1726/QĐ-BTTTT",)),
        (MERGED, ("hạng và giá trị theo nguyên nhân: năm 2023 xếp hạng một nhóm đơn vị khác",)),
        (DAK_NONG, ("cần giá trị của đủ các đơn vị", "chưa có đủ giá trị của Đắk Nông")),
        (WITHOUT_FIGURES, ("không có kỳ trước để so sánh",)),
    ],
)
def test_what_cannot_be_explained_is_refused_with_its_reason(profile, choices, reasons):
    page = profile(**choices, part="change")
    told = texts_of(page) + "\n".join(as_said(box.value) for box in page.info)
    assert all(reason in told for reason in reasons)
    assert len(_charts(page)) <= 1, "the years only"


def test_value_and_rank_moving_apart_is_told_for_indicators_below_the_index(profile):
    told = texts_of(profile(**DAK_NONG, part="change"))
    assert "2.2. Hạ tầng nhân lực các CQNN: giá trị giảm (0,2005 → 0,1317) nhưng hạng tăng (51 → 48)" in told


def test_a_merged_unit_lists_the_units_it_comes_from_with_their_own_figures(profile):
    table = as_read(profile(**MERGED, part="change"), 1)
    assert list(table.loc["Tuyên Quang"]) == ["49/63", "0,6432"]
    assert list(table.loc["Hà Giang"]) == ["25/63", "0,7292"]


def test_lost_points_come_most_first(profile):
    table = as_read(profile(**OF_2021, part="points"))
    assert list(table["lost_score"]) == ["144,12", "129,64", "99,92", "83,33", "78,55", "62,50", "60,00", "57,09"]
    assert list(table["max_score"]) == ["150", "200", "150", "100", "100", "100", "100", "100"]
    assert list(table.loc["6. Hoạt động chính quyền số", ["full_count", "partial_count", "zero_count"]]) == [
        "3",
        "5",
        "14",
    ]


def test_derived_maxima_are_marked_and_explained(profile):
    page = profile(**MERGED, part="points")
    assert as_read(page)["max_score"].str.endswith("*").all()
    assert "* Điểm tối đa được suy ra" in _words(page)


def test_the_file_of_lost_points_says_which_maxima_are_derived(profile, offered):
    profile(**MERGED, part="points")
    [titles, *rows] = list(load_workbook(BytesIO(offered["export_all_xlsx"][1]())).worksheets[0].values)
    assert {row[titles.index("Cơ sở của điểm tối đa")] for row in rows} == {"suy ra"}


def test_strengths_and_weaknesses_are_as_few_as_they_are_and_a_zero_is_no_strength(profile):
    told = texts_of(profile(**OF_2021, part="points")).replace("\\", "")
    assert "4. Nhân lực số: hạng 31/63, giá trị 0,2145" in told
    weak = ["8. Hoạt động xã hội số", "5. An toàn thông tin mạng", "1. Nhận thức số"]
    assert [told.index(name) for name in weak] == sorted(told.index(name) for name in weak)
    assert say("vi", "profile_unranked_mains") in texts_of(profile(**FINANCE, part="points"))


def test_components_are_counted_by_status_where_they_are_loaded(profile):
    told = texts_of(profile(**OF_2021, part="points"))
    for words in ("14 đạt tối đa", "17 chưa tối đa", "64 không đạt điểm", "3 không đánh giá", "95 chỉ số thành phần"):
        assert words in told
    assert say("vi", "profile_no_statuses") in texts_of(profile(**TUYEN_QUANG, part="points"))


def test_targets_are_as_printed_with_range_and_result(profile, ask):
    page = profile(**DAK_NONG, part="targets")
    rows = ask("select * from mart.targets where unit_system = 'vn63' and unit_code = '67'")
    table = tables_of(page)[0].value
    assert sorted(table["printed_text"]) == sorted(row["printed_text"] for row in rows)
    own = table[table["measure"] == "Thứ hạng ICT Index của tỉnh"]
    assert set(own["asked"]) == {"hạng từ 40 đến 44", "hạng từ 30 đến 40"}
    assert set(own["progress"]) == {"chưa có số liệu"}
    assert "trên 50%" in set(tables_of(profile(**TUYEN_QUANG, part="targets"))[0].value["asked"])


def test_a_merged_unit_keeps_the_targets_of_the_units_it_comes_from(profile):
    table = tables_of(profile(**MERGED, part="targets"))[0].value
    assert set(table["document_number"]) == {"187/KH-UBND"}
    assert set(table["scope_name"]) == {"Tuyên Quang (cấp tỉnh)"}


QUANG_NGAI = TUYEN_QUANG | {"unit": "51"}


def test_plans_of_districts_and_communes_are_found_on_the_profile_of_their_province(profile):
    page = profile(**QUANG_NGAI, part="targets")
    assert "Huyện Minh Long (cấp huyện), Xã Tịnh Trà (cấp xã)" in _said(page)
    tables = [frame.value for frame in tables_of(page)]
    assert [len(table) for table in tables] == [49, 120, 4]
    assert {scope for table in tables for scope in table["scope_name"]} == {
        "Huyện Minh Long (cấp huyện)",
        "Xã Tịnh Trà (cấp xã)",
    }
    merged = profile(**MERGED | {"unit": "51"}, part="targets")
    assert [len(frame.value) for frame in tables_of(merged)] == [49, 120, 4]


def test_a_scope_narrows_every_table_and_stays_in_the_address(profile):
    page = profile(**QUANG_NGAI, part="targets")
    page.selectbox(key="profile_pick_scope").set_value("huyen_minh_long").run()
    assert page.query_params["scope"] == "huyen_minh_long"
    assert [len(frame.value) for frame in tables_of(page)] == [20, 60, 2]
    assert "cao nhất" in " ".join(tables_of(page)[0].value["printed_text"])


@pytest.mark.parametrize("name", ["scope", "agency"])
def test_a_scope_or_agency_without_a_plan_is_told(profile, name):
    page = profile(**QUANG_NGAI, part="targets", **{name: "nowhere"})
    assert say("vi", f"profile_unknown_{name}", asked="nowhere") in _said(page)
    assert len(tables_of(page)[0].value) == 49


def test_a_filter_by_agency_finds_every_spelling_of_it(profile):
    page = profile(**TUYEN_QUANG, part="targets", agency="so_cong_thuong")
    tasks = tables_of(page)[1].value
    assert len(tasks) == 2
    assert set(tasks["lead_agencies_shown"]) == {"Sở Công Thương"}
    unnamed = tables_of(profile(**TUYEN_QUANG, part="targets", agency="none"))[1].value
    assert list(unnamed["coordinating_agencies_shown"]) == ["Các địa phương"]


@pytest.mark.parametrize(
    ("language", "derived", "rhythm"),
    [
        ("vi", "cuối năm 2025 (hạn 31/12/2025, suy ra từ cuối năm được in)", "hàng năm (theo nhịp, không có ngày)"),
        (
            "en",
            "cuối năm 2025 (due 31 Dec 2025, derived from the printed end of a year)",
            "hàng năm (a rhythm, no day)",
        ),
    ],
)
def test_a_deadline_says_what_kind_it_is(profile, language, derived, rhythm):
    page = profile(**TUYEN_QUANG, part="targets", lang=language)
    assert derived in set(tables_of(page)[0].value["due_text"])
    assert {rhythm, "—"} <= set(tables_of(page)[1].value["due_text"])
    assert tables_of(page)[2].value["rhythm"].tolist() == [
        {"vi": "một lần, trước ngày 15/12/2022", "en": "once, before 15 Dec 2022"}[language]
    ]


def test_the_state_before_stands_beside_the_targets_and_in_a_table_of_its_own(profile):
    page = profile(**DAK_NONG, part="targets")
    table = tables_of(page)[0].value.set_index("measure")
    assert table.loc["Tỷ lệ người lớn biết đọc, biết viết", "baseline"] == "94,7%"
    assert tables_of(page)[3].value["asked"].tolist() == ["100%", "khoảng 97,63%", "52%", "94,7%", "93%"]


def test_a_province_without_plans_says_so(profile):
    page = profile(**HAU_GIANG, part="targets")
    assert say("vi", "profile_no_plans", unit="Hậu Giang") in _said(page)


def test_every_figure_has_its_source_basis_and_verdict(profile, ask):
    [computed] = ask(
        "select value_rule from mart.unit_ranking where index_code = 'dti' and year = 2021 and unit_code = '08'"
        " and indicator_code = 'P2' and value_basis = 'computed'"
    )
    table = tables_of(profile(**OF_2021, part="sources"))[0].value.set_index("indicator_name")
    index = table.loc["Chỉ số chuyển đổi số cấp tỉnh (DTI)"]
    assert index["value_basis"] == "công bố"
    assert index["value_verdict"] == "bằng nhau ở số chữ số in (làm tròn)"
    assert "187/KH-UBND" in index["value_source_address"]
    pillar = table.loc["Trụ cột Kinh tế số"]
    assert pillar["value_basis"] == "tính lại"
    assert pillar["value_source_address"] == say("vi", f"rule_{computed['value_rule']}")


def test_a_stray_printed_rank_is_named_where_it_differs(profile):
    page = profile(**HAU_GIANG, part="sources")
    assert sentence_of(page).startswith("Năm 2023, Hậu Giang xếp 20/63")
    assert "Một nguồn in hạng 19; trang này ghi 20/63" in texts_of(page)
    assert "hạng: Báo Bạc Liêu in hạng 19; theo giá trị là hạng 20" in texts_of(page)
    assert "Một nguồn in hạng" not in texts_of(profile(**TUYEN_QUANG))


@pytest.mark.parametrize("choices", [TUYEN_QUANG, MERGED, DAK_NONG, FINANCE, WITHOUT_FIGURES])
def test_every_part_has_something_to_read_in_both_languages(profile, choices):
    page = profile(**choices)
    for lang in ("vi", "en"):
        for part in PARTS:
            page.query_params.update(lang=lang, part=part)
            page.run()
            assert not page.exception
            assert not page.error, (part, lang)
            assert page.info or tables_of(page), (part, lang)
            assert page.query_params["part"] == part


def test_a_unit_without_figures_is_told_and_its_other_years_are_shown(profile):
    page = profile(**WITHOUT_FIGURES)
    assert "chưa có số liệu" in sentence_of(page)
    assert "Chưa có số liệu chỉ số chính nào của Hậu Giang" in page.info[0].value
    [years] = _charts(page)
    assert list(years["layout"]["xaxis"]["ticktext"]) == ["2022", "2023", "2024"]


def test_without_a_chosen_unit_the_page_asks_and_leads_to_every_unit(profile):
    page = profile(index="dti", year="2023", cohort="vn63")
    assert sentence_of(page).startswith("Năm 2023, Đà Nẵng dẫn đầu 63 đơn vị")
    assert "unit" not in page.query_params
    links = [link.proto for link in page.get("page_link")]
    assert len(links) == 63
    assert links[0].label == "Đà Nẵng · 1/63"
    assert "unit=vn63.48" in links[0].query_string
    assert not page.metric


def test_where_the_first_rank_is_not_known_nobody_leads(profile):
    page = profile(index="ict_index", year="2017", cohort="vn63")
    assert sentence_of(page).startswith("Năm 2017, xét ICT Index, mới biết hạng của 4/63 đơn vị")


def test_where_an_index_has_groups_only_they_stand_in_for_main_indicators(profile, ask):
    page = profile(index="ict_index", year="2006", cohort="vn64", unit="01")
    rows = ask(
        "select value from mart.unit_ranking where index_code = 'ict_index' and year = 2006 and unit_code = '01'"
        " and indicator_level = 'group' order by indicator_position"
    )
    assert len(rows) == 5
    bars = next(chart for chart in _charts(page) if chart["data"][0]["type"] == "bar")
    assert bars["data"][1]["x"] == [float(row["value"]) for row in rows]
    assert "các nhóm chỉ số so với mốc" in bars["layout"]["meta"]["title"]
    assert "Chưa có mốc nào" in texts_of(page)


def test_unknown_codes_in_the_address_are_named_with_the_next_step(profile):
    page = profile(**TUYEN_QUANG)
    for name, code, said in (
        ("unit", "99", "đơn vị “99”"),
        ("year", "1999", "kỳ “1999”"),
        ("index", "gdp", "chỉ số “gdp”"),
        ("against", "mars", "mốc so sánh “mars”"),
        ("part", "x", "phần “x”"),
    ):
        page.query_params.clear()
        page.query_params.update(TUYEN_QUANG | {"against": "country", "part": "standing"} | {name: code})
        page.run()
        assert not page.error
        assert said in page.warning[0].value
        assert page.query_params[name] == code, "stays until another is chosen"


def test_the_address_says_everything_that_was_chosen(profile):
    page = profile(**TUYEN_QUANG)
    written = {name: code for name, code in page.query_params.items() if code}
    assert written.keys() == {"lang", "edition", "unit", "against", "part"}


def test_picking_the_unit_that_it_was_compared_with_falls_back_to_the_mean(profile):
    page = profile(**TUYEN_QUANG, against="48")
    page.query_params["unit"] = "vn63.48"
    page.run()
    assert page.selectbox(key="pick_against").value == "country"
    assert not page.warning


def test_a_unit_that_another_edition_lacks_leads_to_its_successor_and_it_is_told(profile):
    page = profile(**TUYEN_QUANG | {"unit": "93"})
    page.selectbox(key="pick_edition").select("dti.2024.vn34").run()
    assert "Hậu Giang nay thuộc Cần Thơ (19/34)." in page.info[0].value
    assert sentence_of(page).startswith("Năm 2024, Cần Thơ xếp 19/34")


def _facts(offered: dict) -> list[tuple[str, str]]:
    book = load_workbook(BytesIO(offered["export_all_xlsx"][1]()))
    return list(book.worksheets[1].values)


def test_a_file_carries_title_notes_and_sources_of_its_own_table(profile, offered):
    profile(**MERGED, part="points")
    facts = _facts(offered)
    assert (
        "Bảng",
        "Tuyên Quang · DTI cấp tỉnh 2024 · 34 tỉnh, thành phố (từ 01/07/2025): điểm mất theo chỉ số chính",
    ) in facts
    assert ("Lưu ý", say("vi", "profile_lost_derived")) in facts
    assert ("Bộ lọc", "không lọc") in facts, "no mark matters here"
    assert not any(say("vi", "profile_lost_note") in told for _, told in facts), "a file has no bars"
    profile(**TUYEN_QUANG, part="change")
    told = "\n".join(f"{item}: {content}" for item, content in _facts(offered))
    assert "Lưu ý: Chưa biết đủ hai năm: 1. Nhận thức số" in told
    assert "giá trị thay đổi do đâu" in told
    profile(**OF_2021, against="62")
    facts = _facts(offered)
    assert ("Bộ lọc", "so với: Kon Tum") in facts
    assert ("Lưu ý", say("vi", "comparison_precision")) in facts


def test_the_file_of_steps_cites_both_years_and_that_of_targets_its_plans(profile, offered):
    profile(**TUYEN_QUANG)
    this_year = {content for item, content in _facts(offered) if item == "Nguồn"}
    profile(**TUYEN_QUANG, part="change")
    assert this_year < {content for item, content in _facts(offered) if item == "Nguồn"}
    profile(**DAK_NONG, part="targets")
    plans = [content for item, content in _facts(offered) if item == "Nguồn"]
    assert plans
    assert all("UBND" in plan for plan in plans)


@pytest.mark.parametrize(("language", "name"), [("vi", "ho-so-diem-mat"), ("en", "profile-points-lost")])
def test_a_file_is_named_in_the_language_of_the_page(profile, offered, language, name):
    profile(**OF_2021, part="points", lang=language)
    assert offered["export_all_xlsx"][0] == f"{name}_dti_2021_vn63_tuyen-quang.xlsx"


def test_one_province_alone_still_has_a_profile(profile, lone_province):
    page = profile(lone_province, **OF_2021)
    for part in PARTS:
        page.query_params["part"] = part
        page.run()
        assert not page.error
        assert "Tuyên Quang" in sentence_of(page)
    assert "không xếp hạng vì mới có giá trị của 1/63 đơn vị" in sentence_of(page)


def test_without_a_build_the_page_says_what_to_do(profile, tmp_path):
    assert "python -m etl build" in profile(tmp_path, **TUYEN_QUANG).info[0].value


def test_both_languages_have_the_same_words():
    own = {key for key in CATALOGUES["vi"] if key.startswith("profile_")}
    assert own == {key for key in CATALOGUES["en"] if key.startswith("profile_")}


def test_the_sources_of_a_unit_are_those_of_its_figures_only(profile):
    told = texts_of(profile(**OF_2021, part="sources"))
    assert told.count("187/KH") == 1
    assert "dti.gov.vn" not in told, "that is where other units' figures of 2021 and its own of 2022 come from"
    assert "4 nguồn khác" in _words(profile(**OF_2021)), "the line of years has theirs"


def test_how_firm_a_rank_is_under_other_weights_is_told_to_whoever_asks_and_is_not_official(profile):
    page = profile(**MERGED)
    assert say("vi", "profile_noise_not_official") not in texts_of(page)
    page.toggle(key="profile_noise").set_value(True).run()
    assert page.query_params["noise"] == "on"
    told = as_said(texts_of(page))
    assert re.search(r"Hạng 22/34; khi mỗi trọng số lệch ngẫu nhiên đến 25% \(10.000 lần rút\), 90% số lần ở hạng"
                     r" \d+(–\d+)?/34", told)  # fmt: skip
    assert say("vi", "profile_noise_not_official") in texts_of(page)


def test_main_indicators_that_are_not_known_count_as_one_block(profile):
    told = as_said(texts_of(profile(**TUYEN_QUANG | {"year": "2022"}, noise="on")))
    assert "Các chỉ số chính 1, 2, 4, 5 chưa đủ số liệu" in told


def test_where_not_every_value_is_known_there_is_no_interval_and_that_is_said(profile):
    told = as_said(texts_of(profile(**OF_2021, noise="on")))
    assert "90%" not in told
    assert "Chưa biết giá trị" in told or "chưa biết" in told.lower()


@pytest.mark.parametrize(
    ("against", "peers", "codes"),
    [
        ("above", "", "select unit_code from own where value > 0.6862 order by value limit 10"),
        ("chosen", "01.04.22.24.31", "select unnest(['01', '04', '22', '24', '31']) as unit_code"),
    ],
)
def test_a_unit_is_held_against_the_mean_of_a_group_of_others(profile, ask, against, peers, codes):
    shown = as_read(profile(**MERGED, against=against, peers=peers, part="standing"))
    [wanted] = ask(
        "with own as (select unit_code, value from mart.unit_ranking where edition_code = 'dti.2024.vn34'"
        f" and indicator_code = 'index'), peers as ({codes})"
        " select round(avg(value), 4) as mean from own join peers using (unit_code)"
    )
    [own] = [row for row in shown.to_dict("records") if row["rank"] == "22/34"]
    gap = Decimal("0.6862") - Decimal(str(wanted["mean"]))
    assert own["against_gap"] == formats.change(gap, "vi")


def test_a_group_of_fewer_than_five_is_no_mark(profile):
    assert profile(**MERGED, against="chosen", peers="01.04").warning
