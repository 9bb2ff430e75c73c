"""What a click on a mark or a row opens: the page it leads to, with what it shows there."""

import pytest
from streamlit.testing.v1 import AppTest

from .conftest import sentence_of

EDITION = "dti.2024.vn34"


@pytest.fixture
def clicked(visit, as_served) -> AppTest:
    """The ranking in English, on which the reader is about to click."""
    return visit(edition=EDITION, lang="en")


def follow(page: AppTest, address: object) -> AppTest:
    """The page after a click that hands over `address`, as `ui.go.ask` keeps it."""
    page.session_state["go.asked"] = address
    return page.run()


def test_a_click_opens_the_profile_of_its_unit_in_the_language_and_edition_of_the_page(clicked):
    page = follow(clicked, f"profile?lang=en&edition={EDITION}&unit=vn34.91")
    assert sentence_of(page).startswith("In 2024, An Giang ranks 30/34")
    assert page.query_params["lang"] == "en"
    assert page.query_params["edition"] == EDITION
    assert page.query_params["unit"] == "vn34.91"


def test_a_click_is_followed_once(clicked):
    page = follow(clicked, f"profile?lang=en&edition={EDITION}&unit=vn34.91")
    assert "go.asked" not in page.session_state


@pytest.mark.parametrize(
    "asked", [None, 7, ["profile"], "", "load?kind=year", "audit", "https://example.vn/profile", "../profile?unit=1"]
)
def test_what_names_no_page_of_the_reader_is_left_alone(clicked, asked):
    before = sentence_of(clicked)
    page = follow(clicked, asked)
    assert not page.exception
    assert sentence_of(page) == before


def test_parts_of_an_address_that_we_never_write_are_left_out(clicked):
    page = follow(clicked, f"profile?edition={EDITION}&unit=vn34.91&embed=true&x=1")
    assert not page.exception
    assert not {"embed", "x"} & set(page.query_params)
