"""The views of the ranking page on real builds: over the years, two years, map; near ties in the table."""

import json
from decimal import Decimal

import pytest

from tests.drawn_tables import tables_of
from text import formats
from text.catalogue import say
from ui.ranking import ranking_tables
from warehouse import builds
from warehouse.queries import time_series

from .conftest import as_read, ranks_in, texts_of

TUYEN_QUANG_2022 = {"index": "dti", "year": "2022", "cohort": "vn63", "measure": "index", "unit": "08"}
MERGED = {"index": "dti", "year": "2024", "cohort": "vn34", "measure": "index", "unit": "08"}


def _alts(page) -> list[str]:
    return [chart.proto.alt for chart in page.get("plotly_chart")]


def _pictures(page) -> list[str]:
    """Everything that each picture of the page says, its broken lines joined."""
    charts = [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]
    return [json.dumps(chart, ensure_ascii=False).replace("<br>", " ") for chart in charts]


@pytest.mark.parametrize("view", ["table", "years", "two_years", "map"])
@pytest.mark.parametrize(("language", "sentence"), [("vi", "Năm 2022, Tuyên Quang xếp 48/63"),
                                                    ("en", "In 2022, Tuyen Quang ranks 48/63")])  # fmt: skip
def test_every_view_has_the_sentence_on_top_a_picture_a_table_and_files(visit, view, language, sentence):
    page = visit(**TUYEN_QUANG_2022, view=view, lang=language)
    assert page.title[0].value.startswith(sentence)
    assert page.query_params["view"] == view
    assert all(_alts(page))
    assert len(tables_of(page)) == 1
    assert len(page.get("download_button")) == 6
    assert not page.warning


def test_choosing_a_view_writes_it_into_the_address_and_keeps_the_rest(visit):
    page = visit(**TUYEN_QUANG_2022)
    before = dict(page.query_params)
    page.segmented_control(key="ranking_pick_view").set_value("years").run()
    assert dict(page.query_params) == before | {"view": "years", "units": "none"}


def test_an_unknown_view_is_quoted_and_the_table_is_shown(visit):
    page = visit(**TUYEN_QUANG_2022, view="pie")
    assert "“pie”" in page.warning[0].value
    assert "rank" in tables_of(page)[0].value.columns
    assert page.query_params["view"] == "pie"


def test_ranks_over_the_years_equal_the_warehouse(visit, ask):
    table = as_read(visit(**TUYEN_QUANG_2022, view="years"))
    rows = ask(
        "select year, unit_name_vi, rank, cohort_size from mart.unit_ranking where index_code = 'dti'"
        " and cohort_code = 'vn63' and indicator_code = 'index'"
    )
    assert len(rows) == 63 * 5
    for row in rows:
        shown = table.loc[row["unit_name_vi"], f"rank_{row['year']}"]
        assert shown == formats.rank(row["rank"], row["cohort_size"])


def test_breaks_and_partial_years_are_told_beside_and_in_the_picture(visit):
    page = visit(**TUYEN_QUANG_2022, view="years")
    [alt] = _alts(page)
    assert "Ngắt trước năm 2021: đổi bộ chỉ số" in alt
    assert "Tuyên Quang: 2020 hạng 44/63; 2021 hạng 58/63; 2022 hạng 48/63" in alt
    assert "2020 (28/63), 2021 (28/63)" in texts_of(page)
    [figure] = _pictures(page)
    assert "1726/QĐ-BTTTT" in figure
    assert "28/63" in figure


def test_the_merged_cohort_shows_restated_years_and_says_which_cannot_be(visit, ask):
    page = visit(**MERGED, view="years")
    restated = ask(
        "select unit_name_vi, restated_previous_rank from mart.unit_ranking where index_code = 'dti'"
        " and year = 2024 and cohort_code = 'vn34' and indicator_code = 'index'"
    )
    table = as_read(page)
    assert list(table.columns) == ["rank_2022", "rank_2023", "rank_2024"]
    for row in restated:
        assert table.loc[row["unit_name_vi"], "rank_2023"] == f"{row['restated_previous_rank']}/34"
    assert "Quy đổi (2022, 2023)" in texts_of(page)
    assert "Chưa xếp hạng được: 2020, 2021" in texts_of(page)


def test_further_units_are_coloured_and_kept_in_the_address(visit):
    page = visit(**TUYEN_QUANG_2022, view="years", units="01.31")
    [figure] = _pictures(page)
    assert all(f"{name}\u00a0" in figure for name in ("Hà Nội", "Hải Phòng"))
    page.selectbox(key="pick_series_units").set_value("79").run()
    assert page.query_params["units"] == "01.31.79"
    stranger = visit(**TUYEN_QUANG_2022, view="years", units="01.99")
    assert "“99”" in stranger.warning[0].value


def test_two_years_equal_the_warehouse(visit, ask):
    page = visit(**TUYEN_QUANG_2022, view="two_years")
    assert page.query_params["with"] == "dti.2021.vn63"
    table = as_read(page)
    rows = ask(
        "select * from mart.unit_ranking where index_code = 'dti' and year = 2022 and cohort_code = 'vn63'"
        " and indicator_code = 'index'"
    )
    before = ask("select unit_code, value_decimals from mart.unit_ranking where index_code = 'dti' and year = 2021"
                 " and cohort_code = 'vn63' and indicator_code = 'index'")  # fmt: skip
    decimals = {row["unit_code"]: row["value_decimals"] for row in before}
    assert len(table) == len(rows) == 63
    for row in rows:
        shown = table.loc[row["unit_name_vi"]]
        assert shown["later_rank"] == f"{row['rank']}/63"
        assert shown["earlier_rank"] == formats.rank(row["previous_rank"], 63)
        assert shown["earlier_value"] == formats.value(row["previous_value"], "vi", decimals[row["unit_code"]])
        assert shown["value_change"].removesuffix(" (công bố)") == formats.change(
            row["value_change"], "vi", row["value_change_decimals"]
        )


def test_units_without_a_figure_in_one_of_the_years_are_named(visit, ask):
    notes = texts_of(visit(**TUYEN_QUANG_2022, view="two_years"))
    missing = ask(
        "select unit_name_vi, rank, value from mart.unit_ranking where index_code = 'dti' and year = 2021"
        " and cohort_code = 'vn63' and indicator_code = 'index'"
    )
    assert f"Không có hạng năm 2021 ({sum(row['rank'] is None for row in missing)})" in notes
    assert f"Không có giá trị năm 2021 ({sum(row['value'] is None for row in missing)})" in notes
    assert all(row["unit_name_vi"] in notes for row in missing if row["value"] is None)


def test_the_second_year_may_be_the_later_one_and_another_framework_is_told(visit):
    page = visit(**TUYEN_QUANG_2022, view="two_years", **{"with": "2024.vn63"})
    table = as_read(page)
    assert table.loc["Tuyên Quang", "earlier_rank"] == "48/63"
    assert "405/QĐ-BKHCN" in texts_of(page)
    assert all("405/QĐ- BKHCN" in figure.replace("QĐ-BKHCN", "QĐ- BKHCN") for figure in _pictures(page))


def test_two_cohorts_are_refused_and_the_restated_year_is_one_click_away(visit, ask):
    page = visit(**MERGED, view="two_years", **{"with": "2023.vn63"})
    assert "hai nhóm xếp hạng khác nhau" in page.info[0].value
    assert not page.get("plotly_chart")
    assert not tables_of(page)
    assert "quy đổi" in page.button(key="take_other_year").label
    page.button(key="take_other_year").click().run()
    assert page.query_params["with"] == "dti.2023.vn63@vn34"
    [row] = ask(
        "select * from mart.unit_ranking where index_code = 'dti' and year = 2024 and cohort_code = 'vn34'"
        " and indicator_code = 'index' and unit_code = '08'"
    )
    shown = as_read(page).loc["Tuyên Quang"]
    assert shown["earlier_rank"] == f"{row['restated_previous_rank']}/34"
    assert shown["value_change"] == formats.change(row["restated_value_change"], "vi")
    assert "2023 (quy đổi)" in _alts(page)[0]


def test_an_unknown_second_year_is_quoted_and_nothing_is_compared(visit):
    page = visit(**TUYEN_QUANG_2022, view="two_years", **{"with": "1999.vn63"})
    assert "“1999" in page.warning[0].value.replace("\\", "")
    assert not tables_of(page)
    assert page.query_params["with"] == "1999.vn63"


def test_another_index_lets_the_second_year_give_way(visit):
    page = visit(**TUYEN_QUANG_2022, view="two_years")
    page.selectbox(key="pick_index").set_value("ict_index").run()
    assert not page.warning
    assert page.query_params["edition"] == "ict_index.2018.vn63"
    assert page.query_params["with"] == "ict_index.2017.vn63", "the year before it"


@pytest.mark.parametrize("view", ["table", "years", "two_years", "map"])
def test_search_without_accents_and_region_hold_in_every_view(visit, ask, view):
    [row] = ask("select region_code from mart.units where unit_system = 'vn63' and unit_code = '08'")
    found = visit(**TUYEN_QUANG_2022, view=view, q="tuyen quang")
    assert list(tables_of(found)[0].value["unit_name"]) == ["Tuyên Quang"]
    region = visit(**TUYEN_QUANG_2022, view=view, region=row["region_code"])
    assert len(tables_of(region)[0].value) == 14
    nothing = visit(**TUYEN_QUANG_2022, view=view, q="xyz")
    assert "tên chứa “xyz”" in nothing.info[0].value


@pytest.mark.parametrize("language", ["vi", "en"])
def test_files_of_several_years_hold_the_figures_as_numbers_with_their_basis(warehouse, monkeypatch, language):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(warehouse))
    build_id = builds.current(warehouse).build_id
    measure = ("dti.2022.vn63", "index")
    rows = time_series.unit_years(build_id, "dti.2022.vn63", "", "index").to_dicts()
    units = list({row["unit_code"]: row for row in rows}.values())
    editions = time_series.measured_editions(build_id, *measure).to_dicts()
    years = ranking_tables.all_years(editions, rows, {"indicator_code": "index"}).sheet(units, language)
    pairs = time_series.two_years(build_id, "dti.2022.vn63", "dti.2021.vn63", "index").to_dicts()
    two = ranking_tables.two_years(pairs[0]).sheet(pairs, language)
    for sheet in (years, two):
        assert len(sheet.rows) == 63
        assert all(len(row) == len(sheet.titles) for row in sheet.rows)
    [along] = [row for row in years.rows if row[0] == "08"]
    assert along[2:8] == ["index", "2020", 44, 63, {"vi": "công bố", "en": "published"}[language], None]
    assert along[15:20] == ["2022", 48, 63, {"vi": "công bố", "en": "published"}[language], Decimal("0.5320")]
    assert "1726/QĐ-BTTTT" in along[8]
    assert "922/QĐ-BTTTT" in along[20]
    [moved] = [row for row in two.rows if row[0] == "08"]
    assert moved[2:6] == ["2021", "index", "2022", "index"]
    assert moved[6:13] == [58, 63, 48, 63, Decimal("0.2849"), Decimal("0.5320"), 10]
    assert Decimal("0.2471") in moved
    assert moved[-1] == say(language, "word_comparable")


@pytest.mark.parametrize(
    ("edition", "other", "kind"),
    [
        ("dti.2024.vn63", "dti.2022.vn63", "framework_changed"),
        ("dti.2024.vn34", "dti.2023.vn63@vn34", "framework_changed"),
        ("dti.2023.vn63", "dti.2022.vn63", "comparable"),
    ],
)
def test_the_file_of_two_years_says_in_each_row_how_far_they_compare(warehouse, monkeypatch, edition, other, kind):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(warehouse))
    pairs = time_series.two_years(builds.current(warehouse).build_id, edition, other, "index").to_dicts()
    sheet = ranking_tables.two_years(pairs[0]).sheet(pairs, "vi")
    assert sheet.titles[-1] == "Khả năng so sánh"
    assert {row[-1] for row in sheet.rows} == {say("vi", f"word_{kind}")}


def test_the_measure_holds_in_every_view(visit, ask):
    rows = ask(
        "select unit_name_vi, rank from mart.unit_ranking where index_code = 'dti' and year = 2022"
        " and cohort_code = 'vn63' and indicator_code = 'P2'"
    )
    choices = TUYEN_QUANG_2022 | {"measure": "P2"}
    for view, column in (("table", "rank"), ("years", "rank_2022"), ("two_years", "later_rank"), ("map", "rank")):
        table = as_read(visit(**choices, view=view, **{"with": "2021.vn63"}))
        for row in rows:
            assert table.loc[row["unit_name_vi"], column].removeprefix("= ") == f"{row['rank']}/63"


def test_the_map_shows_both_archipelagos_whatever_the_filter(visit):
    for choices in (TUYEN_QUANG_2022, MERGED, TUYEN_QUANG_2022 | {"q": "tuyen"}):
        [figure] = _pictures(visit(**choices, view="map"))
        assert "Hoàng Sa" in figure
        assert "Trường Sa" in figure


@pytest.mark.parametrize("view", ["years", "two_years", "map"])
def test_the_newest_edition_of_every_index_and_the_oldest_one_open_in_every_view(visit, ask, view):
    editions = "select index_code, year, cohort_code from mart.editions where is_latest or cohort_code = 'vn64'"
    for edition in ask(editions):
        page = visit(view=view, index=edition["index_code"], year=str(edition["year"]), cohort=edition["cohort_code"])
        assert not page.error, edition
        assert not page.warning, edition
        assert "None" not in texts_of(page)
        assert tables_of(page) or page.info


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("view", ["years", "two_years", "map"])
def test_one_province_in_one_year_says_what_is_missing(visit, lone_province, view, language):
    page = visit(lone_province, unit="08", view=view, lang=language)
    assert not page.error
    assert page.info or view == "map"
    assert ranks_in(texts_of(page)).isdisjoint({"1/1"})


def test_without_a_build_every_view_names_the_command(visit, tmp_path):
    for view in ("years", "two_years", "map"):
        assert "python -m etl build" in visit(tmp_path, view=view).info[0].value
