"""The real server on a free port, with a build of all real data, as people reach it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.serving import serving

DRAWN = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.getAttribute('data-test-script-state') === 'notRunning'
    && !document.querySelector('[data-testid="stSkeleton"]')
    && document.querySelector('h1');
}"""


@pytest.fixture(scope="session")
def server(warehouse: Path) -> Iterator[str]:
    """Address of the server that all tests of a worker visit."""
    with serving(DTI_WAREHOUSE_DIR=str(warehouse)) as address:
        yield address


@pytest.fixture(scope="session")
def server_without_build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server on a machine where nothing has been built."""
    with serving(DTI_WAREHOUSE_DIR=str(tmp_path_factory.mktemp("nothing_built"))) as address:
        yield address


@pytest.fixture
def window(chromium, server: str) -> Iterator[Callable]:
    """Open an address in a new window, as if a link had been pasted there, and wait until it is drawn."""
    contexts = []

    def open_window(address: str, width: int = 1366, scheme: str = "light"):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale="vi-VN"
        )
        contexts.append(context)
        page = context.new_page()
        page.foreign, page.faults = [], []
        page.on("request", lambda request: _note_foreign(page, request.url, server))
        page.on("console", lambda message: _note_fault(page, message))
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.goto(address if address.startswith("http") else server + address)
        drawn(page)
        return page

    yield open_window
    for context in contexts:
        context.close()


def drawn(page) -> None:
    """Wait until the page stands still."""
    page.wait_for_timeout(300)
    page.wait_for_function(DRAWN, timeout=60_000)


def sentence(page) -> str:
    """The answer, the first thing that a page says."""
    return page.locator("h2").first.inner_text()


def title(page) -> str:
    """Which page this is."""
    return page.locator("h1").first.inner_text()


def answers(page) -> list[str]:
    """All that a page says, in its text and in its pictures."""
    return page.locator("h1, h2, [data-testid=stMarkdownContainer] p, svg text").all_text_contents()


def marks(page) -> list[object]:
    """What a view shows, whatever its language: rows of its tables, marks of its pictures, the buttons pressed."""
    page.locator(".js-plotly-plot").first.wait_for()
    drawn(page)
    tables = [table.get_attribute("aria-rowcount") for table in page.locator("table[role=grid]").all()]
    pictures = [picture.locator(".point").count() for picture in page.locator(".js-plotly-plot").all()]
    pressed = page.locator("[role=radio]").evaluate_all(
        "all => all.map(one => one.checked || one.getAttribute('aria-checked'))"
    )
    return [tables, pictures, pressed[2:]]


def choices(page) -> dict[str, str]:
    """The choices that the address names."""
    return dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))


def go(page, place, heading: str) -> None:
    """Follow a link of a page to the page of that heading, and wait until it is drawn."""
    place.click()
    page.get_by_role("heading", level=1, name=heading, exact=True).wait_for()
    drawn(page)


def navigation(page, name: str):
    """The link of the navigation with this name."""
    return page.locator("[data-testid=stTopNavLink]").filter(has_text=name)


def pick(page, label: str, option: str) -> None:
    """Choose an option of a picker, two clicks, and wait until the address says so."""
    before = page.url
    picker = page.get_by_role("combobox", name=label, exact=True)
    picker.click()
    page.wait_for_timeout(200)
    if page.get_by_role("option").count() == 0:
        picker.press("ArrowDown")  # after a popover was open, Streamlit spends the first click on the focus
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_function("before => location.href !== before", arg=before)
    drawn(page)


def press(page, name: str) -> None:
    """Choose a view or part by its button, one click, and wait until the address says so."""
    before = page.url
    page.get_by_role("radio", name=name, exact=True).click()
    page.wait_for_function("before => location.href !== before", arg=before)
    drawn(page)


def _note_foreign(page, address: str, server: str) -> None:
    if not address.startswith((server, server.replace("http", "ws"), "data:", "blob:")):
        page.foreign.append(address)


def _note_fault(page, message) -> None:
    # Streamlit looks for its server below the page's own path first, and finds it one level up.
    is_probe = "/_stcore/" in (message.location or {}).get("url", "")
    if message.type == "error" and not is_probe:
        page.faults.append(message.text)
