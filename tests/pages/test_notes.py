"""What a name in the data cannot do: become a link or a picture from elsewhere; and what our own notes still can."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.hostile import NAMES
from tests.pages.conftest import as_said
from ui import notes


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_of_a_name_is_the_name(name):
    assert as_said(notes.literal(name)) == " ".join(name.split())


def test_a_literal_is_made_once():
    assert notes.literal(notes.literal("[a]")) == notes.literal("[a]")
    assert notes.bold(notes.literal("[a]")) == "**\\[a\\]**"


def test_half_a_letter_and_a_control_character_are_shown_as_lost():
    assert notes.literal("a\ud800\0b") == "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}b"


def test_a_text_is_cut_where_a_sentence_names_it():
    assert notes.short("a" * 100) == "a" * 80 + "…"


def test_our_own_links_stay_links():
    def draw():
        from ui import notes

        notes.show([notes.link("Bộ [a]", "https://dti.gov.vn/?a=1&b=<2>"), notes.link("Sở", "javascript:alert(1)")])

    drawn = AppTest.from_function(draw).run().markdown[0].value
    assert "[Bộ \\[a\\]](<https://dti.gov.vn/?a=1&amp;b=%3C2%3E>)" in drawn
    assert ":small[Sở]" in drawn
