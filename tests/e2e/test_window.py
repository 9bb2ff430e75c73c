"""The window around a page: no word of the library is left in English, the drawer closes, Tab comes round."""

import re

import pytest

from text.catalogue import say
from ui import browser

from .conftest import drawn, speak

OWN = "?lang=vi&edition=dti.2024.vn34&unit=vn34.08"
PAGES = [
    f"/overview{OWN}",
    f"/ranking{OWN}",
    f"/profile{OWN}",
    f"/comparison{OWN}",
    "/components?lang=vi&edition=dti.2021.vn63&unit=vn63.08",
    "/reconciliation?lang=vi",
]
SAID = """() => [...document.querySelectorAll(
    '[aria-label], [placeholder], [title], button, [data-testid=stSkipToContent]')]
  .flatMap(one => [one.ariaLabel, one.placeholder, one.title, one.childElementCount ? '' : one.textContent])
  .map(words => words?.trim()).filter(Boolean)"""
AT = """() => {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  window.stops ??= []
  const place = window.stops.indexOf(at)
  if (place < 0) window.stops.push(at)
  return [at === document.body ? 'end' : place < 0 ? 'new' : place ? 'again' : 'first', at.outerHTML.slice(0, 160)]
}"""
MOST_STOPS = 150


def _in_english(page) -> list[str]:
    """The words left in English; the script that says them in Vietnamese may come some time after the page."""
    patterns = [re.escape(words).replace(r"\*", ".+") for words in browser._LIBRARY]
    for _ in range(50):
        left = [words for words in page.evaluate(SAID) if any(re.fullmatch(pattern, words) for pattern in patterns)]
        if not left:
            break
        page.wait_for_timeout(100)
    return left


def test_no_word_of_the_library_is_left_in_english(document):
    page = document(PAGES[2])
    assert _in_english(page) == []
    page.locator(".st-key-choices button").first.click()
    picker = page.get_by_role("combobox", name=say("vi", "pick_index"), exact=True)
    picker.click()
    page.wait_for_timeout(200)
    picker.fill("zzz")
    page.get_by_text(say("vi", "library_no_results")).wait_for()
    assert _in_english(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    speak(page, "en")
    assert say("vi", "library_skip") not in page.evaluate(SAID)
    assert say("en", "library_skip") in page.evaluate(SAID)
    speak(page, "vi")
    assert _in_english(page) == []


def test_a_page_that_is_not_there_is_told_with_the_way_to_load(window):
    page = window("/load?lang=vi")
    dialog = page.get_by_role("dialog", name=say("vi", "not_found_title"))
    dialog.wait_for()
    assert say("vi", "not_found_body") in dialog.inner_text()


def test_the_drawer_of_a_phone_closes_once_a_page_is_chosen_and_its_button_names_the_page(window):
    page = window(PAGES[0], 390)
    opener = page.locator("[data-testid=stExpandSidebarButton]")
    opener.click()
    page.locator("[data-testid=stSidebarNavLink]").filter(has_text=say("vi", "ranking_title")).click()
    page.wait_for_function("() => document.querySelector('[data-testid=stSidebar]').dataset.collapsed === 'true'")
    drawn(page)
    page.wait_for_function("() => document.activeElement?.dataset.testid === 'stExpandSidebarButton'")
    named = opener.evaluate("button => getComputedStyle(button, '::after').content")
    assert named == f'"{say("vi", "ranking_title")}"'


def test_the_line_of_choices_stays_in_view_on_a_laptop_and_leaves_with_the_page_on_a_phone(document):
    for width, stays in ((1366, True), (390, False)):
        page = document(PAGES[0], width)
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 900)")
        page.wait_for_timeout(200)
        top = page.locator(".st-key-context_choices button").bounding_box()["y"]
        assert (52 <= top < 60) == stays


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        (PAGES[2], "Tuyên Quang 22/34 · DTI cấp tỉnh 2024"),
        ("/profile?lang=vi&edition=dti.2024.vn34&unit=vn34.999", "DTI cấp tỉnh 2024"),
        ("/components?lang=vi&edition=dti.2024.vn34&unit=vn34.08", "Chỉ số thành phần của Tuyên Quang năm 2024"),
        ("/reconciliation?lang=en", "1"),
    ],
)
def test_the_title_of_the_window_says_what_the_page_says_also_where_it_has_no_answer(document, address, begins):
    shown, _, name = document(address).title().rpartition(" – ")
    assert shown.startswith(begins)
    assert name in (say("vi", "profile_title"), say("vi", "components_title"), say("en", "reconciliation_title"))


@pytest.mark.parametrize("address", PAGES)
def test_tab_goes_through_every_page_and_comes_round(document, address):
    page = document(address)
    page.evaluate("window.stops = []")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        found, element = page.evaluate(AT)
        if found in ("end", "first"):
            break
        assert found == "new", f"Tab goes in circles at {element}"
    assert found in ("end", "first")
    assert page.evaluate("window.stops.length") > 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_has_the_focus_is_outlined(document, scheme):
    page = document(PAGES[2], scheme=scheme)
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("""() => {
          let at = document.activeElement
          while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
          const around = [at, at.parentElement, at.parentElement?.parentElement].filter(Boolean)
          return around.map(one => getComputedStyle(one)).some(({ outlineStyle, outlineWidth, boxShadow }) =>
            outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 || boxShadow !== 'none'
          ) || at.outerHTML.slice(0, 120)
        }""")
        assert outline is True
