"""Names are never markup, in a real browser: what it shows is letter by letter what the name holds."""

from collections.abc import Iterator

import pytest

from tests import hostile
from tests.serving import serving

from .conftest import sentence

# Every text of a name's container, and everything in it that is more than text; our own link and bold are meant.
SHOWN = """box => ({
  texts: [...box.querySelectorAll('h1, [data-testid=stMarkdownContainer]')]
    .filter(each => !each.querySelector('h1, [data-testid=stMarkdownContainer]'))
    .map(each => each.innerText.replace(/\\s+/g, ' ').trim()),
  made: [...box.querySelectorAll('[data-testid=stMarkdownContainer], h1')].flatMap(each => [...each.querySelectorAll(
    'a, img, svg, code, em, del, h2, h3, blockquote, table, input, hr, sup, script, .katex, [role=img], ' +
    '.stMarkdownBadge, .stMarkdownColoredBackground, .stMarkdownShimmer')])
    .filter(each => !each.matches('a[href^="https://dti.gov.vn/"]') && !each.closest('[class*=stBadge]'))
    .map(each => each.outerHTML),
})"""
MADE = """() => [...document.querySelectorAll('[data-testid=stMain] a, [data-testid=stMain] img')]
  .map(each => each.href || each.src).filter(address => /\\/\\/([^/]*\\.)?e\\.vn|mailto:/.test(address))
  .concat([...document.querySelectorAll('[data-testid=stMain] .katex, [data-testid=stMain] svg a')],
    [...document.querySelectorAll('code')].filter(each => each.textContent === 'k')).map(String)"""


@pytest.fixture(scope="module")
def names_page() -> Iterator[str]:
    """Address of the page of names."""
    with serving(script="tests/e2e/names_page.py") as address:
        yield address


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the dashboard, on a build in which every name ends with a hostile text."""
    directory = tmp_path_factory.mktemp("hostile")
    hostile.build(directory)
    with serving(DTI_WAREHOUSE_DIR=str(directory)) as address:
        yield address


def test_a_browser_shows_every_hostile_name_letter_by_letter(windows, names_page):
    page = windows.open(1366, "light")
    page.goto(names_page)
    page.get_by_text("drawn", exact=True).wait_for(timeout=60_000)
    page.wait_for_timeout(1000)
    for number, name in enumerate(hostile.NAMES):
        shown = page.locator(f".st-key-name_{number}").evaluate(SHOWN)
        assert set(shown["texts"]) == {" ".join(name.split())}
        assert len(shown["texts"]) > 12
        assert shown["made"] == []
    links = page.locator('[data-testid=stMarkdownContainer] a[href^="https://dti.gov.vn/?"]')
    assert {link.get_attribute("href") for link in links.all()} == {
        "https://dti.gov.vn/?a=1&copy;=%3C2%3E%5D%28x%29%3Ared-background%5BR%5D%3Amaterial/home%3A"
    }
    assert links.count() == len(hostile.NAMES)
    windows.leave(page)


@pytest.mark.parametrize(
    "address", ["ranking?unit=08", "profile?unit=08", "comparison?units=01.08", "overview?unit=08"]
)
def test_pages_of_hostile_names_hold_no_link_picture_or_formula_of_them(document, address):
    page = document(f"/{address}&lang=vi&index=dti&year=2022&cohort=vn63")
    page.locator(".js-plotly-plot:visible").first.wait_for()
    assert hostile.MARK in sentence(page)
    assert page.evaluate(MADE) == []
