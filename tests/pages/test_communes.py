"""Communes on the pages: those of the reader's province by default, all of them by one choice, and repeated names that
say their province. All communes and figures are synthetic (``tests/communes.py``).
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from statistics import median

import pytest
from streamlit.testing.v1 import AppTest

from etl.staging import load
from tests import communes as made
from tests.drawn_tables import tables_of
from tests.exported import made_of
from text import formats
from text.catalogue import counted, say
from text.folding import unit_key
from warehouse import builds, connection, paths

from .conftest import as_read, as_said, lead_of, sentence_of
from .test_own_unit import box_of, remembering  # noqa: F401 - a fixture

OWN = "00004"
ADDRESS = f"communes.{OWN}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a build of synthetic communes."""
    yield made.build(tmp_path_factory.mktemp("communes"))
    connection.close_all()


@pytest.fixture
def ask(folder: Path) -> Callable[..., list[dict]]:
    """Rows of that build, to hold against what a page shows."""
    build_id = builds.current_id(folder)
    return lambda sql, **values: connection.query(build_id, sql, values, folder).to_dicts()


@pytest.fixture
def see(open_page: Callable[..., AppTest], folder: Path) -> Callable[..., AppTest]:
    """Open a page on that build, of the year in which all communes have figures."""
    return lambda name, **choices: open_page(name, folder, **({"edition": made.WHOLE} | choices))


@pytest.fixture
def own(ask: Callable[..., list[dict]]) -> dict:
    """The own commune's row."""
    [row] = ask(
        "select * from mart.unit_ranking where edition_code = $edition and unit_code = $code"
        " and indicator_code = 'index'",
        edition=made.WHOLE, code=OWN,
    )  # fmt: skip
    return row


def together(own: dict) -> set[str]:
    """The codes of the communes of the own one's province."""
    first = (int(own["unit_code"]) - 1) % 34
    return {f"{number:05d}" for number in range(1, made.COUNT + 1) if (number - 1) % 34 == first}


def addresses(page: AppTest, key: str) -> set[str]:
    """The codes of the units that the rows of a table lead to."""
    [table] = [table for table in tables_of(page) if table.key == key]
    return {address.rpartition(".")[2] for address in table.addresses if address}


def test_the_ranking_of_a_reader_from_a_commune_is_that_of_the_province_with_ranks_among_all(see, own):
    page = see("ranking", unit=ADDRESS)
    parent = f"vn34.{own['parent_unit_code']}"
    assert page.query_params["within"] == parent
    assert addresses(page, "ranking") == together(own)
    table = as_read(page)
    assert set(table["rank"].str.removeprefix("= ").str.partition("/")[2]) == {str(made.COUNT)}
    # the place in the province, counted by hand from the values of the generator
    values = {code: made.value_of(int(code), 2025) for code in together(own)}
    place = 1 + sum(value > values[OWN] for value in values.values())
    told = say("vi", "place_in_parent", place=place, units=counted("vi", "units", 6), parent=own["parent_name_vi"])
    assert told in lead_of(page)
    names = table.index[table["place_in_parent"] == f"{place}/6"]
    assert len(names) >= 1
    assert f"{own['rank']}/{made.COUNT}" in sentence_of(page)


def test_a_place_in_the_province_is_never_called_a_rank(see, own):
    lead = lead_of(see("ranking", unit=ADDRESS))
    [part] = [part for part in lead.split(" · ") if own["parent_name_vi"] in part]
    assert "hạng" not in part
    lead = lead_of(see("ranking", unit=ADDRESS, lang="en"))
    [part] = [part for part in lead.split(" · ") if own["parent_name_en"] in part]
    assert "rank" not in part


def test_one_choice_shows_all_communes_and_it_stays_in_the_next_year_and_on_the_next_page(see):
    page = see("ranking", unit=ADDRESS)
    page.button(key="within_other").click().run()
    assert page.query_params["within"] == "all"
    assert len(addresses(page, "ranking")) == made.COUNT
    assert "parent_name" in as_read(page)
    page.selectbox(key="pick_edition").set_value(made.GAP).run()
    assert page.query_params["within"] == "all"
    page.button(key="within_other").click().run()
    assert page.query_params["within"].startswith("vn34.")
    assert len(addresses(page, "ranking")) == 6


def test_the_address_alone_opens_another_province(see, ask):
    page = see("ranking", within="vn34.08")
    [first] = ask(
        "select * from mart.unit_ranking where edition_code = $edition and indicator_code = 'index'"
        " and parent_unit_code = '08' and place_in_parent = 1",
        edition=made.WHOLE,
    )
    assert first["parent_name_vi"] in sentence_of(page)
    assert f"{first['rank']}/{made.COUNT}" in sentence_of(page)
    assert len(addresses(page, "ranking")) == 6


def test_a_province_that_is_not_there_is_refused_and_the_default_shown(see):
    page = see("ranking", within="vn34.99")
    [warning] = page.warning
    assert "vn34.99" in as_said(warning.value)
    assert len(addresses(page, "ranking")) == made.COUNT
    assert page.query_params["within"] == "vn34.99"


@pytest.mark.parametrize("name", ["Tuyên Quang", "Hà Giang"])
def test_a_reader_of_a_province_or_of_one_that_became_part_of_it_sees_its_communes(see, remembering, name):  # noqa: F811
    remembering(["province", name, ""])
    assert see("ranking").query_params["within"] == "vn34.08"


def test_without_a_unit_all_communes_are_shown(see):
    page = see("ranking")
    assert page.query_params["within"] == "all"
    assert len(addresses(page, "ranking")) == made.COUNT
    assert not [button for button in page.button if button.key == "within_other"]


@pytest.mark.parametrize("view", ["years", "two_years"])
def test_movement_follows_the_province(see, own, view):
    page = see("ranking", unit=ADDRESS, view=view)
    assert addresses(page, view) == together(own)
    called = say("vi", "unit_in_parent", unit=own["unit_name_vi"], parent=own["parent_name_vi"])
    pictures = [json.dumps(json.loads(each.proto.spec), ensure_ascii=False) for each in page.get("plotly_chart")]
    for said in (*pictures, *tables_of(page)[0].shown["unit_name"].to_list()):
        assert "Xã giả định" not in said or own["parent_name_vi"] in said
    assert pictures and called in "".join(pictures).replace("<br>", " ")


def test_profile_and_comparison_offer_the_communes_of_the_province_or_all(see, own):
    page = see("profile", unit=ADDRESS)
    beside = together(own) - {OWN}
    against = page.selectbox(key="pick_against")
    named = {option for option in against.options if option.startswith("Xã ")}
    assert len(named) == len(beside)
    assert len(see("profile", unit=ADDRESS, within="all").selectbox(key="pick_against").options) > made.COUNT
    page = see("comparison", unit=ADDRESS)
    assert set(page.query_params["units"].split(".")) <= together(own)
    assert len(page.selectbox(key="pick_comparison_units").options) == 3
    everyone = see("comparison", unit=ADDRESS, within="all")
    assert len(everyone.selectbox(key="pick_comparison_units").options) == made.COUNT - 3


def test_files_have_the_communes_shown_and_all_with_their_province_and_place(see, offered, own):
    see("ranking", unit=ADDRESS)
    shown, everyone = (made_of(offered[f"export_{scope}_xlsx"][1]) for scope in ("shown", "all"))
    titles, *rows = shown
    assert {row[titles.index("Mã đơn vị")] for row in rows} == together(own)
    assert {row[titles.index("Thuộc")] for row in rows} == {own["parent_name_vi"]}
    assert {row[titles.index("Trong tỉnh")] for row in rows} <= set(range(1, 7))
    assert {row[titles.index("Số đơn vị cùng tỉnh")] for row in rows} == {6}
    assert len(everyone) == 1 + made.COUNT


def test_a_name_that_is_in_several_provinces_says_which(see, own):
    page = see("ranking", unit=ADDRESS)
    called = say("vi", "unit_in_parent", unit=own["unit_name_vi"], parent=own["parent_name_vi"])
    assert called in sentence_of(page)
    [option] = [each for each in box_of(page)["options"] if each["code"] == OWN]
    assert option["name"] == called
    assert unit_key(f"{own['unit_name_vi']} {own['parent_name_vi']}") in option["keys"]


def test_a_commune_visited_is_found_again_though_others_bear_its_name(see, ask):
    rows = ask("select unit_code from mart.units where unit_system = 'communes' and unit_name_vi = 'Xã giả định 2'")
    assert len(rows) > 1
    for row in rows:
        address = f"communes.{row['unit_code']}"
        page = see("ranking", unit=address)
        page.query_params.clear()
        page.run()
        assert page.query_params["unit"] == address


def test_where_a_commune_lacks_figures_others_keep_their_places_and_nobody_gets_a_rank(see, ask):
    page = see("ranking", edition=made.GAP, unit=ADDRESS)
    assert lead_of(page).startswith("Thứ ")
    assert set(as_read(page)["rank"]) == {"—"}
    [row] = ask("select distinct parent_unit_code from mart.units where unit_system = 'communes' and unit_code = $code",
                code=f"{made.LACKING:05d}")  # fmt: skip
    beside = see("ranking", edition=made.GAP, within=f"vn34.{row['parent_unit_code']}")
    assert "place_in_parent" not in as_read(beside)
    assert "chưa xếp được thứ tự trong 6 đơn vị" in sentence_of(beside)


def picture_of(page: AppTest) -> str:
    """All that the picture of the page says, its broken lines joined."""
    [picture] = page.get("plotly_chart")
    return json.dumps(json.loads(picture.proto.spec), ensure_ascii=False).replace("<br>", " ")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_map_has_the_median_rank_of_the_communes_of_each_province(see, ask, language):
    page = see("ranking", unit=ADDRESS, view="map", within="all", lang=language)
    ranks = defaultdict(list)
    for number in range(1, made.COUNT + 1):
        value = made.value_of(number, 2025)
        above = sum(made.value_of(other, 2025) > value for other in range(1, made.COUNT + 1))
        ranks[(number - 1) % 34].append(1 + above)
    rows = ask("select * from mart.units where unit_system = 'communes'")
    of_commune = {int(row["unit_code"]) - 1: row for row in rows}
    [drawn] = [table for table in tables_of(page) if table.key == "parents"]
    shown = drawn.shown.set_index("unit_name")
    assert len(shown) == 34
    for first, of_province in ranks.items():
        row = shown.loc[of_commune[first][f"parent_name_{language}"]]
        middle = formats.points(Decimal(str(median(of_province))), language)
        assert row["median_rank"] == middle
        fifths = [-(-rank * 5 // made.COUNT) for rank in of_province]
        assert [row[f"fifth_{fifth}_count"] for fifth in range(1, 6)] == [str(fifths.count(n)) for n in range(1, 6)]
    assert shown.index[drawn.own] == of_commune[int(OWN) - 1][f"parent_name_{language}"]
    assert {address.partition("within=")[2] for address in drawn.addresses} == {
        f"vn34.{row['parent_unit_code']}" for row in of_commune.values()
    }


def test_where_a_rank_is_missing_the_map_says_how_many_are_known_and_gives_no_colour(see):
    page = see("ranking", edition=made.GAP, view="map")
    [drawn] = [table for table in tables_of(page) if table.key == "parents"]
    assert not {"median_rank", "rank_fifth"} & set(drawn.shown)
    assert say("vi", "parent_map_hover_gap", unit="Cao Bằng", known="0/6") in picture_of(page)


def test_a_map_without_communes_in_a_province_says_so(tmp_path, open_page):
    folder = made.build(tmp_path, count=30)
    page = open_page("ranking", folder, edition=made.WHOLE, view="map")
    [drawn] = [table for table in tables_of(page) if table.key == "parents"]
    counts = list(drawn.shown["parent_unit_count"])
    assert counts.count("0") == 4
    assert [address is None for address in drawn.addresses] == [count == "0" for count in counts]
    assert picture_of(page).count(say("vi", "parent_map_hover_none", unit="")) >= 4
    connection.close_all()


def test_provinces_have_no_such_choice(open_page):
    page = open_page("ranking", edition="dti.2024.vn34", unit="vn34.08", within="vn34.08")
    assert "within" not in page.query_params
    assert not {"place_in_parent", "parent_name"} & set(as_read(page))


@pytest.mark.parametrize(
    ("cells", "refused"),
    [
        ({"unit": "Xã giả định 1", "unit_code": "00005"}, ()),
        ({"unit": "Xã giả định 1"}, ("name_ambiguous",)),
        ({"unit": "Xã giả định 1", "unit_code": "00006"}, ("unit_code_differs",)),
    ],
)
def test_a_file_that_names_a_commune_of_a_repeated_name_says_its_code(tmp_path, cells, refused):
    data = made.lay_out(tmp_path, made.COUNT)
    row = {"unit": "", "unit_code": "", "indicator": "index", "value": "0.5000"} | cells
    data.figures("2025", made.INDEX, made.COHORT, [row])
    loaded = load(data.raw, data.reference, paths.LAYOUTS_DIR, None)
    assert tuple(problem.code for problem in loaded.problems if problem.blocks) == refused
