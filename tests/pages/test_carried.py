"""What a visitor chose, carried to another edition or page: by name, or given way, and never blamed on the link."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from .conftest import as_said

DTI_2022 = {"index": "dti", "year": "2022", "cohort": "vn63"}
LAST_BEFORE_THE_MERGER = {"index": "dti", "year": "2024", "cohort": "vn63"}
AFTER_IT = {"index": "dti", "year": "2024", "cohort": "vn34"}
EDITION_AFTER_IT = "dti.2024.vn34"
# 52 was Bình Định, which merged into Gia Lai, which had 64 and has 52 now.
BINH_DINH = GIA_LAI_NOW = "52"
GIA_LAI = "64"


def _turn(page: AppTest, name: str, **address: str) -> AppTest:
    """Open another page in the same session, through the menu or by a link."""
    page.query_params.clear()
    page.query_params.update(address)
    return page.switch_page(f"pages/{name}.py").run()


def _choose(page: AppTest, picker: str, code: str) -> AppTest:
    return page.selectbox(key=f"pick_{picker}").set_value(code).run()


def _told(page: AppTest) -> list[str]:
    return [box.value.replace("\\", "") for box in page.warning]


@pytest.fixture
def profile(open_sound: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the profile on an address; see `open_sound`."""
    return lambda **choices: open_sound("profile", **choices)


@pytest.mark.parametrize("is_moved_elsewhere", [False, True])
def test_a_unit_held_against_that_merged_away_is_named_and_never_becomes_the_one_with_its_code(
    profile, is_moved_elsewhere
):
    page = profile(**DTI_2022, unit="08", against=BINH_DINH)
    if is_moved_elsewhere:
        page = _turn(_choose(_turn(page, "ranking"), "edition", EDITION_AFTER_IT), "profile")
    else:
        page = _choose(page, "edition", EDITION_AFTER_IT)
    [told] = _told(page)
    assert told.startswith("Bình Định không còn trong nhóm 34 tỉnh")
    assert page.query_params["against"] == "country"
    assert not page.run().warning
    assert page.selectbox(key="pick_against").value == "country"


def test_a_unit_held_against_is_carried_to_another_cohort_by_its_name(profile):
    page = _choose(profile(**DTI_2022, unit="08", against=GIA_LAI), "edition", EDITION_AFTER_IT)
    assert not page.warning
    assert page.query_params["against"] == GIA_LAI_NOW
    assert _choose(page, "edition", "dti.2022.vn63").query_params["against"] == GIA_LAI


def test_units_to_colour_are_carried_to_another_cohort_by_name_and_lost_ones_named(visit):
    page = visit(**DTI_2022, view="years", units=f"15.{BINH_DINH}.{GIA_LAI}")
    _choose(page, "edition", EDITION_AFTER_IT)
    [told] = _told(page)
    assert told.startswith("Không còn trong nhóm 34 tỉnh")
    assert "Yên Bái, Bình Định" in told
    assert page.query_params["units"] == GIA_LAI_NOW
    assert not page.run().warning


def test_units_to_colour_do_not_change_while_another_view_is_open(visit):
    page = visit(**DTI_2022, view="years", units=GIA_LAI)
    page.segmented_control(key="ranking_pick_view").set_value("table").run()
    _choose(page, "edition", EDITION_AFTER_IT)
    page.segmented_control(key="ranking_pick_view").set_value("years").run()
    assert page.query_params["units"] == GIA_LAI_NOW


def test_a_link_to_an_edition_without_a_unit_keeps_the_own_unit_by_its_name(visit):
    page = _turn(visit(**DTI_2022, unit=GIA_LAI), "profile", **AFTER_IT)
    assert page.query_params["unit"] == f"vn34.{GIA_LAI_NOW}"
    assert not page.warning
    page = _turn(visit(**DTI_2022, unit=BINH_DINH), "profile", **AFTER_IT)
    assert "Bình Định nay thuộc Gia Lai" in as_said(page.info[0].value)


def test_codes_of_a_link_are_those_of_its_own_cohort_whatever_was_chosen_before(profile):
    page = profile(**AFTER_IT, unit="08", against=GIA_LAI_NOW)
    before = _turn(page, "profile", **DTI_2022, unit="08", against=BINH_DINH)
    assert before.query_params["against"] == BINH_DINH
    assert before.selectbox(key="pick_against").value == BINH_DINH
    assert not before.warning


@pytest.mark.parametrize("name", ["ranking", "overview"])
def test_a_measure_that_another_index_lacks_gives_way_on_every_page(visit, name):
    page = _turn(visit(**DTI_2022, measure="8"), "profile")
    _choose(page, "index", "ict_index")
    page = _turn(page, name)
    assert not page.warning
    assert page.title[0].value.startswith("Năm ")
    assert page.query_params["edition"].startswith("ict_index.")
    assert page.query_params["measure"] == "index"


def test_a_measure_that_the_link_itself_asks_for_is_refused_in_words(visit):
    page = _turn(visit(**DTI_2022, measure="8"), "ranking", index="ict_index", year="2017", measure="8")
    assert "“8”" in _told(page)[0]
    assert page.query_params["measure"] == "8"


def test_a_year_and_a_cohort_that_are_only_remembered_give_way_to_what_the_link_asks_for(visit):
    page = _turn(visit(**AFTER_IT), "ranking", index="dti", year="2021")
    assert not page.warning
    assert page.query_params["edition"] == "dti.2021.vn63"
    page = _turn(page, "ranking", index="dti_ministry")
    assert not page.warning
    assert page.query_params["edition"].startswith("dti_ministry.")


def test_a_unit_that_the_address_asked_for_in_vain_is_not_carried_to_other_pages(visit):
    page = visit(**DTI_2022, unit="zz", region="mars")
    assert len(_told(page)) == 2
    assert page.query_params["unit"] == "zz"
    assert page.query_params["region"] == "mars"
    assert not _turn(page, "overview").warning
    assert not _turn(page, "ranking").warning


def test_a_second_year_that_is_only_remembered_gives_way(visit):
    page = visit(**AFTER_IT, view="two_years", **{"with": "2023.vn34"})
    _choose(page, "edition", "dti.2022.vn63")
    assert not page.warning
    assert page.query_params["with"] == "dti.2021.vn63"


def test_a_language_switch_keeps_what_was_carried(profile):
    page = _choose(profile(**DTI_2022, unit="08", against=GIA_LAI), "edition", EDITION_AFTER_IT)
    before = dict(page.query_params)
    page.button(key="language_en").click().run()
    assert dict(page.query_params) == before | {"lang": "en"}
    assert not page.warning


def test_an_unknown_view_stays_in_the_address_and_is_not_carried_to_other_pages(visit):
    page = _choose(visit(**DTI_2022, view="pie"), "edition", EDITION_AFTER_IT)
    assert "“pie”" in _told(page)[0]
    assert page.query_params["view"] == "pie"
    page = _turn(_turn(page, "overview"), "ranking")
    assert not page.warning
    assert page.query_params["view"] == "table"
