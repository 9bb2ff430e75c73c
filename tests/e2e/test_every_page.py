"""Every page at every width: nothing fails, comes from outside, overflows, is in English; odd addresses are told."""

import re

import pytest

from text.catalogue import say

from .conftest import drawn, fits, title, turn

PAGES = ("overview", "ranking", "profile", "comparison", "components", "simulator", "targets", "tasks", "documents")
CHOICES = "?lang=vi&index=dti&year=2021&cohort=vn63&unit=08"
UNIT = {"comparison": "units"}  # what addresses call the units that a page is about; `unit` on the others
WIDTHS = (320, 341, 390, 683, 768, 1366, 1920)  # 341 and 683 are a laptop at 400 % and 200 %
ENGLISH = re.compile(r"\b(Loading|Rank|Value|Year|Download|Source)\b")
# What is read: text on the page, in tables and pictures, and what pickers and buttons are called.
READ = """() => [
  document.body.innerText,
  ...[...document.querySelectorAll('svg text')].map(element => element.textContent),
  ...[...document.querySelectorAll('*')].flatMap(element => [...element.shadowRoot?.querySelectorAll('table') ?? []])
    .map(element => element.innerText),
  ...[...document.querySelectorAll('[data-testid=stMain] *')].flatMap(element =>
    ['aria-label', 'title', 'placeholder', 'alt', 'data-title'].map(name => element.getAttribute(name))),
].filter(Boolean)"""


@pytest.mark.parametrize("name", [*PAGES, "data", "method", "dictionary", "coverage", "changes", "reconciliation"])
def test_a_page_stands_at_every_width(document, name):
    page = document(f"/{name}{CHOICES}", WIDTHS[0])
    assert title(page) == say("vi", f"{name}_title")
    for width in WIDTHS:
        fits(page, width)
    assert page.foreign == []
    assert page.faults == []
    assert [words for words in page.evaluate(READ) if ENGLISH.search(words)] == []


@pytest.mark.parametrize("name", PAGES)
def test_an_odd_address_gets_a_sentence(document, name):
    unit = f"index=dti&year=2021&cohort=vn63&{UNIT.get(name, 'unit')}=zz9"
    for odd, asked in ((unit, "zz9"), ("index=dti&year=1999", "1999"), ("index=zz9", "zz9")):
        page = document(f"/{name}?lang=vi&{odd}")
        _says(page, asked)
        assert page.faults == []


def _says(page, asked: str) -> None:
    """A sentence names what was asked in vain and where to choose instead; nothing broke."""
    told = " ".join(page.locator("[data-testid=stAlert]").all_inner_texts())
    assert f"“{asked}”" in told
    assert "Chọn" in told
    assert page.locator("[data-testid=stAlertContentError], [data-testid=stException]").count() == 0
    assert "Traceback" not in page.locator("body").inner_text()


def test_without_a_build_every_page_says_what_to_do(window, server_without_build):
    page = window(f"{server_without_build}/")
    for name in PAGES:
        turn(page, f"/{name}?lang=vi")
        assert title(page) == say("vi", f"{name}_title")
        [told] = page.locator("[data-testid=stAlert]").all_inner_texts()
        assert say("vi", "no_build").replace("`", "") in told
        assert page.get_by_text(say("vi", "footer_no_build")).is_visible()
    assert page.faults == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_scale_of_a_profile_is_whole_on_a_tablet(document, language):
    page = document(f"/profile?lang={language}&edition=dti.2022.vn63&unit=vn63.08", 768)
    table = page.locator("table:has(.spine)").first
    drawn(page)
    assert table.evaluate("table => table.offsetWidth <= table.closest('.frame').clientWidth")
