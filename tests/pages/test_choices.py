"""Choices as they are declared, the codes of editions in addresses, and links from before editions had codes."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.drawn_tables import tables_of
from text.catalogue import CATALOGUES, say
from ui.choices import declared
from ui.choices.context import edition_name
from ui.choices.declared import DECLARED, parts_of
from warehouse.queries.editions import Wanted, find, short_codes

# As a link was written before editions had codes, the edition it means, and a page it opened.
OLDER_LINKS = [
    ("ranking", {"index": "dti", "year": "2022", "cohort": "vn63", "unit": "08"}, "dti.2022.vn63"),
    ("ranking", {"index": "dti", "year": "2024", "cohort": "vn34", "view": "two_years"}, "dti.2024.vn34"),
    ("overview", {"index": "dti", "year": "2021"}, "dti.2021.vn63"),
    ("profile", {"index": "ict_index", "year": "2017", "cohort": "vn63", "unit": "67"}, "ict_index.2017.vn63"),
    ("components", {"index": "dti", "year": "2021", "cohort": "vn63", "unit": "08", "status": "zero"}, "dti.2021.vn63"),
    ("comparison", {"index": "dti", "year": "2022", "cohort": "vn63", "units": "08.48"}, "dti.2022.vn63"),
]
# `synthetic`: two editions of one period, of which one is provisional, and one of the year before.
SYNTHETIC = [
    {"edition_code": "x.2.a~", "index_code": "x", "year": 2, "cohort_code": "a", "is_latest": True,
     "is_provisional": True},
    {"edition_code": "x.2.a", "index_code": "x", "year": 2, "cohort_code": "a", "is_latest": False,
     "is_provisional": False},
    {"edition_code": "x.1.a", "index_code": "x", "year": 1, "cohort_code": "a", "is_latest": True,
     "is_provisional": False},
    {"edition_code": "y.3.a~", "index_code": "y", "year": 3, "cohort_code": "a", "is_latest": True,
     "is_provisional": True},
]  # fmt: skip


def _seen(page: AppTest) -> tuple[list[str], list[str], list[list]]:
    """What a reader sees: headings, sentences, and the cells of all tables."""
    tables = [table.value.astype(str).to_numpy().tolist() for table in tables_of(page)]
    return [head.value for head in (*page.title, *page.header)], [note.value for note in page.markdown], tables


@pytest.mark.parametrize(("name", "older", "edition"), OLDER_LINKS)
def test_a_link_from_before_editions_had_codes_opens_the_same_view(
    open_sound: Callable[..., AppTest], name: str, older: dict[str, str], edition: str
):
    page = open_sound(name, **older)
    assert page.query_params["edition"] == edition
    assert not {"index", "year", "cohort"} & set(page.query_params)
    rest = {key: code for key, code in older.items() if key not in ("index", "year", "cohort")}
    assert _seen(open_sound(name, **rest, edition=edition)) == _seen(page)
    assert {key: page.query_params[key].removeprefix("vn63.") for key in rest} == rest


def test_the_code_of_an_edition_counts_before_the_parts_that_older_links_name(open_sound):
    page = open_sound("ranking", edition="dti.2022.vn63", year="2021", index="ict_index")
    assert page.query_params["edition"] == "dti.2022.vn63"
    assert page.selectbox(key="pick_index").value == "dti"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", ["overview", "ranking", "profile", "comparison", "components", "simulator"])
def test_an_edition_that_is_not_there_is_quoted_and_stays_in_the_address(open_sound, name, language):
    page = open_sound(name, edition="dti.1999.vn63", lang=language)
    [warning] = page.warning
    assert warning.value.replace("\\", "") == say(language, "unknown_edition_code", asked="dti.1999.vn63")
    assert page.query_params["edition"] == "dti.1999.vn63"
    page.selectbox(key="pick_edition").set_value("dti.2022.vn63").run()
    assert not page.warning
    assert page.query_params["edition"] == "dti.2022.vn63"


def test_another_index_begins_with_its_newest_edition(open_sound):
    page = open_sound("ranking", edition="dti.2022.vn63")
    page.selectbox(key="pick_index").set_value("ict_index").run()
    newest = page.query_params["edition"]
    assert newest == open_sound("ranking", index="ict_index").query_params["edition"]


def test_a_provisional_edition_is_shown_only_where_it_is_asked_for_or_there_is_no_official_one():
    assert find(SYNTHETIC, Wanted())["edition_code"] == "x.1.a", "the latest official one"
    assert find(SYNTHETIC, Wanted(year="2"))["edition_code"] == "x.2.a"
    assert find(SYNTHETIC, Wanted("x.2.a~"))["edition_code"] == "x.2.a~"
    assert find(SYNTHETIC, Wanted(index_code="y"))["edition_code"] == "y.3.a~"
    assert find(SYNTHETIC, Wanted(), own={"x.2.a", "x.2.a~"})["edition_code"] == "x.2.a", "ranks the unit"
    assert find(SYNTHETIC, Wanted(year="1"), own={"x.2.a"})["edition_code"] == "x.1.a", "what is asked for comes first"
    assert find(SYNTHETIC, Wanted(), own={"x.1.a", "x.2.a"})["edition_code"] == "x.2.a", "the newest of several"


@pytest.mark.parametrize(
    ("language", "period", "mark"), [("vi", "quý III/2025", "tạm thời"), ("en", "Q3 2025", "provisional")]
)
def test_the_picker_names_the_period_of_an_edition_and_says_that_it_is_provisional(language, period, mark):
    quarterly = {
        "period_code": "2025-Q3",
        "cohort_name_vi": "34 tỉnh", "cohort_name_en": "34 provinces", "is_provisional": True,
    }  # fmt: skip
    told = edition_name(quarterly, language)
    assert told.startswith(f"{period} ({mark}) · 34 ")
    assert mark not in edition_name(quarterly | {"is_provisional": False}, language)
    assert edition_name(quarterly | {"period_code": "2025"}, language).startswith("2025 (")


def test_parts_left_out_are_those_of_the_edition_before_where_there_is_such_a_one():
    before = SYNTHETIC[2]
    assert find(SYNTHETIC, Wanted(cohort_code="a"), before) is before
    assert find(SYNTHETIC, Wanted(year="2"), before)["edition_code"] == "x.2.a"
    assert find(SYNTHETIC, Wanted(index_code="y"), before)["edition_code"] == "y.3.a~"
    assert find(SYNTHETIC, Wanted(year="9"), before) is None
    assert find([], Wanted()) is None


def test_years_of_older_links_have_the_codes_of_their_editions():
    assert short_codes(SYNTHETIC[2:3]) == {"1.a": "x.1.a"}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_choice_has_its_sentences_and_no_two_of_a_page_share_a_name(language):
    for choice in DECLARED:
        for key in filter(None, (choice.unknown, choice.left)):
            assert key in CATALOGUES[language]
    places = [(choice.page, choice.name) for choice in DECLARED]
    assert len(places) == len(set(places))


def test_what_belongs_to_an_edition_or_a_unit_goes_with_it():
    gone = {part.name for part in parts_of(declared.EDITION)}
    assert {"unit", "units", "measure", "region", "against", "with", "main", "scope"} <= gone
    assert not {"lang", "q", "view", "part", "mode"} & gone
    assert {part.name for part in parts_of(declared.UNIT)} == {
        "main", "status", "reason", "agency", "scope", "component", "add", "gain", "others", "to", "kept", "due",
        "at", "within",
    }  # fmt: skip
    assert parts_of(declared.CHECK_EDITION) == []
