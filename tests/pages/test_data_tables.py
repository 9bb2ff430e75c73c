"""The page of data tables: any mart, narrowed, paged, sorted, by chosen columns, and its files."""

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlencode

import duckdb
import polars as pl
import pytest
from openpyxl import load_workbook
from streamlit import config
from streamlit.testing.v1 import AppTest

from exports import package
from tests import exported
from tests.drawn_tables import tables_of
from text.catalogue import LANGUAGES, column_title, say
from ui.data_tables import choices
from ui.framed_tables import framed
from ui.table_description import Field, Table
from warehouse import builds, dictionary, paths, publications
from warehouse.publications import Publication
from warehouse.queries import tables as queries

from .conftest import as_said, table_called

MARTS = sorted(dictionary.mart_columns())
OF_2022 = {"table": "unit_ranking", "edition": "dti.2022.vn63", "indicator": "index"}


@pytest.fixture
def data(open_sound: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the page; see `open_sound`."""
    return partial(open_sound, "data")


@pytest.fixture(scope="module")
def build_id(warehouse) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DTI_WAREHOUSE_DIR", str(warehouse))
        yield builds.current(warehouse).build_id


@pytest.mark.parametrize("mart", MARTS)
def test_every_mart_opens_with_how_many_rows_it_has(data, ask, mart):
    page = data(table=mart)
    [count] = (row["count"] for row in ask(f"select count(*) as count from mart.{mart}"))
    written = f"{count:,}".replace(",", ".")
    assert as_said(page.title[0].value) == say(
        "vi", "data_answer", table=column_title("vi", f"mart.{mart}"), count=written
    )
    shown = tables_of(page)
    assert [len(table.shown) for table in shown] == ([min(count, choices.ROWS)] if count else [])
    assert bool(page.info) == (count == 0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mart", MARTS)
def test_a_file_of_many_rows_says_of_each_what_the_table_of_a_page_says(build_id, mart, language):
    """The whole frame at once, held against the rules as they are applied to one row after the other."""
    found = queries.mart(build_id, mart)
    frame = queries.rows(build_id, found, queries.Asked(), found.columns)
    fields = [Field(name) for name in choices.every_field(found)]
    at_once, by_row = (
        framed("A", fields, frame, language),
        Table(lambda _: "A", fields).sheet(frame.to_dicts(), language),
    )
    assert at_once.titles == by_row.titles
    assert list(map(list, at_once.frame.rows())) == by_row.rows
    formats = [[each] * frame.height if isinstance(each, str) else each.to_list() for each in at_once.formats]
    assert formats == [list(each) for each in by_row.formats]


FILTERS = {
    "edition": ({"edition": "dti.2022.vn63"}, "edition_code = 'dti.2022.vn63'"),
    "unit": ({"unit": "08"}, "unit_code = '08'"),
    "unit by its system": ({"unit": "vn63.08"}, "unit_code = '08'"),
    "indicator": ({"indicator": "7"}, "indicator_code = '7'"),
    "region": ({"region": "dong_nam_bo"}, "region_code = 'dong_nam_bo'"),
    "level": ({"level": "pillar"}, "indicator_level = 'pillar'"),
    "several": (
        {"edition": "dti.2022.vn63", "region": "tay_nguyen", "indicator": "index"},
        "edition_code = 'dti.2022.vn63' and region_code = 'tay_nguyen' and indicator_code = 'index'",
    ),
}


@pytest.mark.parametrize("case", FILTERS)
def test_a_filter_leaves_the_rows_that_have_it(data, ask, case):
    chosen, condition = FILTERS[case]
    [expected] = (row["count"] for row in ask(f"select count(*) as count from mart.unit_ranking where {condition}"))
    [every] = (row["count"] for row in ask("select count(*) as count from mart.unit_ranking"))
    assert 0 < expected < every
    numbers = [
        int(each.replace(".", "")) for each in re.findall(r"\d[\d.]*", data(**chosen).title[0].value.replace("\\", ""))
    ]
    assert numbers == [expected, every]


def test_statuses_and_regions_of_units_narrow_tables_that_only_name_the_unit(data, ask):
    page = data(table="component_status", status="zero", columns="indicator_code.status")
    rows, _ = table_called(page, "data")
    expected = ask("select indicator_code from mart.component_status where status = 'zero'")
    codes = sorted(row["indicator_code"] for row in expected)
    assert sorted(row["indicator_code"] for row in rows) == codes[: choices.ROWS]
    assert {row["status"] for row in rows} == {say("vi", "components_status_zero")}
    page = data(table="main_status", region="tay_nguyen")
    [expected] = ask(
        "select count(*) as count from mart.main_status join mart.editions using (edition_code) join mart.units"
        " using (unit_system, unit_code) where region_code = 'tay_nguyen'"
    )
    assert page.title[0].value.replace("\\", "").split(": ")[1].startswith(f"{expected['count']} ")


def test_columns_are_those_of_the_address_and_strangers_are_told(data, open_page):
    rows, _ = table_called(data(**OF_2022, columns="unit_name.rank.value"), "data")
    assert list(rows[0]) == ["unit_name", "rank", "value"]
    page = open_page("data", **OF_2022, columns="unit_name.nonsense")
    assert "nonsense" in page.warning[0].value
    assert list(table_called(page, "data")[0][0]) == ["unit_name"]
    [picker] = [each for each in data(table="pillars", columns="all").multiselect if each.key == "data_pick_columns"]
    assert picker.value == ["indicator_code", "framework_code", "main_count", "shared_main_count"]


@pytest.mark.parametrize("choice", ["table", "edition", "unit", "indicator", "status", "region", "level"])
def test_what_an_address_asks_for_in_vain_is_told_and_no_other_rows_are_shown(open_page, choice):
    of = {} if choice == "table" else {"table": "component_status" if choice == "status" else "unit_ranking"}
    page = open_page("data", **of, **{choice: "zz9"})
    told = as_said(page.warning[0].value)
    assert "“zz9”" in told
    assert "Chọn" in told
    assert tables_of(page) == []
    assert not [each for each in page.get("download_button") if "export" in each.proto.id]
    if choice == "table":
        return
    assert as_said(page.info[0].value) == say("vi", "data_wrong_filter")
    [without] = [each for each in page.button if each.key == "data_without_wrong"]
    without.click().run()
    assert choice not in page.query_params or page.query_params[choice] == "all"
    assert len(tables_of(page)) == 1


def test_levels_and_series_of_ranks_stand_in_words(data):
    chosen = {"table": "unit_ranking", "edition": "dti.2022.vn63", "unit": "08"}
    rows, _ = table_called(data(**chosen, columns="indicator_level.rank_series"), "data")
    assert {row["indicator_level"] for row in rows} == {
        "chỉ số tổng hợp", "nhóm chỉ số", "trụ cột", "chỉ số chính"
    }  # fmt: skip
    assert {row["rank_series"] for row in rows} <= {
        "công bố, đủ cả nhóm", "công bố cho một số đơn vị", "chưa xếp hạng", "tính lại"
    }  # fmt: skip


@pytest.mark.parametrize("sort", ["data.nonsense.up", "ranking.value.up", "data.region_name", "x", "data.rank.up.down"])
def test_an_order_that_the_table_has_not_is_told(open_page, sort):
    page = open_page("data", **OF_2022, columns="unit_name.rank", sort=sort)
    assert f"“{sort}”" in as_said(page.warning[0].value)
    assert len(table_called(page, "data")[0]) == choices.ROWS


def test_an_order_may_be_written_by_hand(data):
    by_hand = data(**OF_2022, columns="unit_name.rank", sort="rank.down")
    rows, _ = table_called(by_hand, "data")
    assert rows == table_called(data(**OF_2022, columns="unit_name.rank", sort="data.rank.down"), "data")[0]
    assert rows[0]["rank"] == "63/63"
    assert table_called(data(**OF_2022, columns="unit_name.rank", sort="rank"), "data")[0][0]["rank"] == "1/63"


def test_codes_are_in_the_order_of_their_numbers(data, ask):
    chosen = {"table": "component_status", "edition": "dti.2021.vn63", "unit": "08", "columns": "indicator_code"}
    expected = [
        row["indicator_code"]
        for row in ask(
            "select indicator_code from mart.component_status where edition_code = 'dti.2021.vn63' and unit_code = '08'"
            " order by indicator_position limit 50"
        )
    ]
    assert expected[9] == "1.10"
    for way, part in (("up", expected),):
        rows, _ = table_called(data(**chosen, sort=f"data.indicator_code.{way}"), "data")
        assert [row["indicator_code"] for row in rows] == part


@pytest.mark.parametrize(
    ("unit", "names"),
    [("vn34.44", {"Quảng Trị"}), ("vn63.44", {"Quảng Bình"}), ("44", {"Quảng Trị", "Quảng Bình"})],
)
def test_a_code_of_two_units_is_that_of_the_one_the_address_means(data, unit, names):
    page = data(table="unit_ranking", unit=unit, indicator="index", columns="unit_name")
    assert {row["unit_name"] for row in table_called(page, "data")[0]} == names
    assert page.query_params["unit"] == unit


def test_restated_rows_are_those_of_the_units_they_are_restated_for(data, ask):
    page = data(table="unit_years", unit="vn34.44", indicator="index", columns="unit_name.edition_code")
    shown = {row["unit_name"] for row in table_called(page, "data")[0]}
    assert shown == {"Quảng Trị"}
    count = ask(
        "select count(*) as n from mart.unit_years where unit_code = '44' and indicator_code = 'index'"
        " and unit_name_vi = 'Quảng Trị'"
    )[0]["n"]
    assert str(count) in page.title[0].value


def test_a_rank_has_the_size_of_its_cohort_beside(data):
    assert "cohort_size" in table_called(data(**OF_2022), "data")[0][0]


def test_another_table_is_in_its_own_order(data, as_served):
    page = data(**OF_2022, sort="data.rank.down")
    [picker] = [each for each in page.selectbox if each.key == "data_pick_table"]
    picker.select("pillars").run()
    assert "sort" not in page.query_params
    assert not page.warning


def test_the_columns_of_a_table_are_counted_once_and_alike(data):
    page = data(**OF_2022)
    [every] = [each.label for each in page.button if each.key == "data_every_column"]
    [count] = re.findall(r"\d+", every)
    assert [each for each in page.markdown if f"{count} cột" in as_said(each.value)]


def test_rows_are_sorted_before_they_are_paged(data, ask):
    places = ask(
        "select rank from mart.unit_ranking where edition_code = 'dti.2022.vn63' and indicator_code = 'index'"
        " order by rank desc"
    )
    expected = [f"{row['rank']}/63" for row in places]
    for at, part in (("1", expected[: choices.ROWS]), ("51", expected[choices.ROWS :])):
        page = data(**OF_2022, columns="unit_name.rank", sort="data.rank.down", at=at)
        assert [row["rank"] for row in table_called(page, "data")[0]] == part
    page = data(**OF_2022, columns="unit_name", sort="data.unit_name.up")
    in_order = ask(
        "select unit_name_vi from mart.unit_ranking where edition_code = 'dti.2022.vn63' and indicator_code = 'index'"
        " order by unit_name_vi collate vi limit 50"
    )
    assert [row["unit_name"] for row in table_called(page, "data")[0]] == [row["unit_name_vi"] for row in in_order]


@pytest.mark.parametrize("at", ["0", "-5", "x", "99999", "1e3", "²"])
def test_a_page_of_rows_that_is_not_there_is_the_first_and_is_told(open_page, at):
    page = open_page("data", **OF_2022, at=at)
    assert len(table_called(page, "data")[0]) == choices.ROWS
    assert as_said(page.warning[0].value) == say("vi", "data_unknown_at", asked=at, count=63)
    assert not open_page("data", **OF_2022, at="1").warning


def test_the_file_of_one_unit_is_named_after_it_and_wide_ones_keep_what_a_row_is_of(data, offered):
    data(table="unit_ranking", edition="dti.2022.vn63", unit="08", columns="all")
    name, make = offered["export_data_shown_xlsx"]
    assert name == "bang-so-lieu_unit-ranking_dti-2022-vn63_tuyen-quang_dang-hien.xlsx"
    name, _ = offered["export_data_all_xlsx"]
    assert name == "bang-so-lieu_unit-ranking.xlsx"
    sheet = load_workbook(io.BytesIO(make())).worksheets[0]
    assert sheet.freeze_panes == "E2"
    keys = ("unit_code", "unit_name", "indicator_code", "edition_code")
    assert [cell.value for cell in sheet[1][:4]] == [column_title("vi", each) for each in keys]
    assert sum(sheet.column_dimensions[letter].width for letter in "ABCD") < 100
    data(**OF_2022, columns="rank.unit_name")
    _, make = offered["export_data_shown_xlsx"]
    assert load_workbook(io.BytesIO(make())).worksheets[0].freeze_panes == "A2", "the reader's own order stays"


def test_the_ways_to_other_rows_stop_at_both_ends_and_another_filter_begins_anew(data, as_served):
    page = data(**OF_2022)
    ways = {each.key: each for each in page.button if each.key in ("data_earlier", "data_later")}
    assert (ways["data_earlier"].disabled, ways["data_later"].disabled) == (True, False)
    ways["data_later"].click().run()
    assert page.query_params["at"] == "51"
    assert len(table_called(page, "data")[0]) == 13
    ways = {each.key: each for each in page.button if each.key in ("data_earlier", "data_later")}
    assert (ways["data_earlier"].disabled, ways["data_later"].disabled) == (False, True)
    [picker] = [each for each in page.selectbox if each.key == "data_pick_indicator"]
    picker.select("7").run()
    assert "at" not in page.query_params
    assert page.query_params["indicator"] == "7"


def test_files_have_the_rows_shown_or_all_in_the_order_asked(data, offered, ask):
    chosen = OF_2022 | {"columns": "unit_code.unit_name.rank.value", "sort": "data.rank.up"}
    with patch("streamlit.runtime.context.ContextProxy.url", "https://dti.vn/so/data?lang=vi"):
        page = data(**chosen)
    assert {"Xuất 63 dòng đang hiển thị", "Xuất tất cả 9873 dòng"} <= {each.value.strip("*") for each in page.markdown}
    expected = ask(
        "select unit_code, unit_name_vi, rank, value from mart.unit_ranking where edition_code = 'dti.2022.vn63'"
        " and indicator_code = 'index' order by rank, unit_code"
    )
    name, make = offered["export_data_shown_xlsx"]
    content = make()
    assert name == "bang-so-lieu_unit-ranking_dti-2022-vn63_dang-hien.xlsx"
    assert exported.faults(name, content, None)[1] == []
    book = load_workbook(io.BytesIO(content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert rows == [[float(cell) if isinstance(cell, Decimal) else cell for cell in row.values()] for row in expected]
    assert book.worksheets[0]["D2"].number_format == "0.0000"
    told = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=2)]
    assert ["Địa chỉ của bảng", "https://dti.vn/so/data?" + page_address(page)] in told
    items = {item for item, _ in told}
    assert {
        say("vi", f"info_{each}")
        for each in ("title", "filters", "edition", "framework", "build", "time", "rows", "source", "caveat")
    } <= items

    _, make = offered["export_data_shown_csv_machine"]
    assert list(csv.reader(io.StringIO(make().decode())))[1:] == [
        [str(cell) for cell in row.values()] for row in expected
    ]
    _, make = offered["export_data_all_parquet"]
    whole = pl.read_parquet(io.BytesIO(make()))
    assert whole.height == 9873
    assert set(whole.columns) >= {"unit_code", "unit_name_vi", "unit_name_en", "rank", "value", "value_decimals"}
    for _, make in offered.values():
        assert make() == make()


@pytest.mark.parametrize("base", ["", "/so"])
def test_files_of_pages_that_show_the_current_build_lead_to_their_own_too(open_sound, offered, base):
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", base)
    try:
        with patch("streamlit.runtime.context.ContextProxy.url", f"https://dti.vn{base}/ranking?lang=vi"):
            open_sound("ranking", edition="dti.2022.vn63")
    finally:
        config.set_option("server.baseUrlPath", before)
    _, make = offered["export_shown_xlsx"]
    told = dict([cell.value for cell in row] for row in load_workbook(io.BytesIO(make())).worksheets[1])
    build_id = builds.current(paths.warehouse_dir()).build_id
    assert told[say("vi", "info_address_build")] == f"https://dti.vn{base}/data?as_of={build_id}"
    assert told[say("vi", "info_address_now")].startswith(f"https://dti.vn{base}/ranking?")
    assert say("vi", "info_address") not in told


def page_address(page: AppTest) -> str:
    """With the build in place of `now`, so that the address shows the same figures later too."""
    choices = {**page.query_params, "as_of": builds.current(paths.warehouse_dir()).build_id}
    return urlencode(sorted(choices.items()))


def test_an_indicator_is_named_as_its_edition_names_it(data):
    [picker] = [each for each in data(**OF_2022).selectbox if each.key == "data_pick_indicator"]
    assert "index · Chỉ số chuyển đổi số cấp tỉnh (DTI)" in picker.options
    [picker] = [each for each in data(table="unit_ranking").selectbox if each.key == "data_pick_indicator"]
    assert [each for each in picker.options if each.startswith("index · ") and each.endswith("…")]


def test_a_table_without_rows_says_so_and_a_filter_without_rows_names_itself(data):
    assert as_said(data(table="names").info[0].value) == say("vi", "data_empty")
    page = data(table="unit_ranking", edition="dti.2022.vn63", region="tay_nguyen", unit="01")
    assert "Tây Nguyên" in page.info[0].value


def test_a_mart_that_is_not_there_is_no_query(build_id):
    with pytest.raises(KeyError):
        queries.mart(build_id, "unit_ranking where false; --")
    found = queries.mart(build_id, "units")
    with pytest.raises(KeyError):
        queries.rows(build_id, found, queries.Asked(), ["unit_code; --"])
    with pytest.raises(KeyError):
        queries.count(build_id, found, queries.Asked((("1=1 or unit_code", "08"),)))
    assert queries.count(build_id, found, queries.Asked((("unit_code", "' or ''='"),))) == 0


@pytest.fixture
def two_builds(warehouse, tmp_path) -> tuple[Path, str, str]:
    """Folder of two publications, of the same data: the older build is kept no more, its package is."""
    directory, older = tmp_path / "warehouse", builds.current(warehouse).build_id
    shutil.copytree(warehouse, directory)
    package.make(directory, older)
    newer = builds.new_build_id("0" * 8)
    stamp = replace(builds.stamp(directory, older), build_id=newer, built_at="2030-01-02T03:04:05+00:00")
    with duckdb.connect(str(shutil.copy(builds.database_path(directory, older), directory / "b"))) as connection:
        connection.execute("delete from mart.sources")
    builds.keep(directory, directory / "b", stamp)
    builds.publish(directory, newer)
    builds.database_path(directory, older).unlink()
    (directory / f"{older}.json").unlink()
    return directory, older, newer


def test_an_older_build_is_opened_by_its_id_or_a_day_and_says_that_it_is_older(
    open_sound, offered, two_builds, monkeypatch
):
    directory, older, newer = two_builds
    log = [Publication(older, "2026-02-03T18:00:00+00:00"), Publication(newer, "2026-03-01T00:00:00+00:00")]
    monkeypatch.setattr(publications, "read", lambda _: log)
    assert "199" not in open_sound("data", directory, table="sources").title[0].value
    for asked in (older, "2026-02-04"):
        page = open_sound("data", directory, table="sources", as_of=asked)
        assert as_said(page.info[0].value).startswith(f"Đang xem bản dữ liệu {older} dựng lúc")
        assert "199" in page.title[0].value
        assert page.query_params["as_of"] == older, "a link names the build, which no later one changes"
    name, make = offered["data_package_button"]
    assert name == f"dti_{older}.zip"
    assert make() == package.given(directory, older)
    _, make = offered["export_data_all_xlsx"]
    told = load_workbook(io.BytesIO(make())).worksheets[1]
    assert older in [cell.value for cell in told["B"]]
    page = open_sound("data", directory, table="sources")
    assert not [each for each in page.info if "Đang xem" in each.value]


def test_a_build_that_is_not_there_is_told_and_nothing_of_another_is_shown(open_page):
    page = open_page("data", as_of="20010101T000000000Z-00000000")
    assert "“20010101T000000000Z-00000000”" in as_said(page.warning[0].value)
    assert tables_of(page) == []
    assert [each.label for each in page.button if each.key == "data_to_now"] == [say("vi", "data_to_now")]
    assert builds.current(paths.warehouse_dir()).build_id in "".join(as_said(each.value) for each in page.markdown)


def test_of_many_builds_the_newest_few_are_named(open_page, monkeypatch):
    there = [f"2026110{day}T000000000Z-0000000{day}" for day in (7, 6, 5, 4, 3, 2, 1)]
    monkeypatch.setattr(package, "available", lambda _: there)
    monkeypatch.setattr(package, "when", lambda *_: datetime(2026, 11, 30, tzinfo=UTC))
    [told] = [
        as_said(each.value) for each in open_page("data", as_of="2001-01-01").markdown if there[0] in each.value
    ]
    assert [each in told for each in there] == [True] * 5 + [False] * 2
    assert "….]" in told
