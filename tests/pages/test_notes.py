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


def test_a_sign_that_turns_the_direction_of_reading_is_shown_as_lost():
    for sign in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        assert notes.literal(f"48/63{sign}") == "48/63\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://ok.example/?a=](x)<img>", "https://ok.example/?a=%5D%28x%29%3Cimg%3E"),
        (
            "https://ok.example/a]:red-background[RANK]:material/home:/b",
            "https://ok.example/a%5D%3Ared-background%5BRANK%5D%3Amaterial/home%3A/b",
        ),
        ("http://ok.example:8080/a:8080?b=:smile:#c", "http://ok.example:8080/a%3A8080?b=%3Asmile%3A#c"),
        ("https://u:smile:p@ok.example", "https://u%3Asmile%3Ap@ok.example"),
        ("https://ok.example/\u202ea\ud800\n", "https://ok.example/%EF%BF%BDa%EF%BF%BD%0A"),
    ],
)
def test_an_address_ends_no_note_and_makes_no_colour_and_no_icon(address, written):
    assert notes.link("Bộ", address) == f"[Bộ](<{written}>)"


@pytest.mark.parametrize("address", ["https://[::1]:8501/", "https://", "https://a](x)", "ftp://ok.example"])
def test_what_is_no_address_of_a_named_host_on_the_web_is_no_link(address):
    assert notes.link("Bộ", address) == "Bộ"


def test_our_own_links_stay_links():
    def draw():
        from ui import notes

        notes.show([notes.link("Bộ [a]", "https://dti.gov.vn/?a=1&b=<2>"), notes.link("Sở", "javascript:alert(1)")])

    drawn = AppTest.from_function(draw).run().markdown[0].value
    assert "[Bộ \\[a\\]](<https://dti.gov.vn/?a=1&amp;b=%3C2%3E>)" in drawn
    assert ":small[Sở]" in drawn
