"""The real server on a free port, with a build of all real data, as people reach it."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.serving import serving
from warehouse import builds, connection

FITS = """() => [document.scrollingElement, document.querySelector('[data-testid=stMain]')]
  .every(element => element.scrollWidth <= element.clientWidth)"""
OF_COLOURS = ("color-contrast", "link-in-text-block")
MOST_EMPTY = 3  # windows kept for the next test; each is a process of its own
TURN = """async address => {
  const app = document.querySelector('[data-testid="stApp"]')
  const begun = new Promise(done => {  // a run may end before its beginning is drawn
    setTimeout(done, 1000)
    new MutationObserver(done).observe(app, { attributeFilter: ['data-test-script-state'] })
  })
  history.pushState({}, '', address)
  dispatchEvent(new PopStateEvent('popstate'))
  await begun
  document.body.tabIndex = -1
  document.body.focus()
}"""
STILL = """since => {  // false until 300 ms after that moment, and after the last change of what the page says
  if (!window.watched) {
    window.changed = 0
    window.watched = new MutationObserver(() => { window.changed = Date.now() })
    window.watched.observe(document, { childList: true, characterData: true, subtree: true })
  }
  const app = document.querySelector('[data-testid="stApp"]')
  return app?.getAttribute('data-test-script-state') === 'notRunning'
    && !document.querySelector('[data-testid="stSkeleton"]')
    && document.querySelector('h1')
    && Date.now() - Math.max(since, window.changed) >= 300
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


class Windows:
    """Windows of one browser, each with cookies of its own. One that is left is emptied and opened again as a new one:
    the first page of a really new one takes the processor three times as long.
    """

    def __init__(self, browser) -> None:
        self.browser = browser
        self.empty: list = []
        self.documents: dict[tuple[str, str], Any] = {}  # by server and scheme, see `document`
        self.file: Path | None = None  # whose tests use them

    def open(self, width: int, scheme: str):
        """An empty window."""
        page = self.empty.pop() if self.empty else self.browser.new_context(locale="vi-VN").new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        return page

    def watch(self, page, server: str) -> None:
        """Note from now on what a window fetches from elsewhere, and what fails in it."""
        page.foreign, page.faults = [], []
        page.listening = {
            "request": lambda request: _note_foreign(page, request.url, server),
            "console": lambda message: _note_fault(page, message),
            "pageerror": lambda fault: page.faults.append(str(fault)),
        }
        for event, listener in page.listening.items():
            page.on(event, listener)

    def leave(self, page) -> None:
        """Forget all that was done in a window, and close what was opened from it."""
        for listening in getattr(page, "listening", {}).items():
            page.remove_listener(*listening)
        for other in page.context.pages:
            if other != page:
                other.close()
        if len(self.empty) == MOST_EMPTY:
            page.context.close()
            return
        if page.url.startswith("http"):
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        page.context.clear_cookies()
        page.goto("about:blank")
        page.mouse.move(0, 0)
        self.empty.append(page)


_WINDOWS: list[Windows] = []  # those of the browser that runs


@pytest.fixture
def windows(chromium) -> Windows:
    """The windows of the running browser."""
    if not _WINDOWS or _WINDOWS[0].browser is not chromium:
        _WINDOWS[:] = [Windows(chromium)]
    return _WINDOWS[0]


@pytest.fixture
def document(windows: Windows, server: str, request: pytest.FixtureRequest) -> Callable:
    """Turn to an address in a document that stays open, as the browser's Back and Forward do: a quarter of the work of
    loading it. For tests that come by an address with all the choices they are about, and leave no others behind; each
    file has documents of its own, because a session remembers what was chosen in it.
    """
    for key in [key for key in windows.documents if key[0] != server or windows.file != request.path]:
        windows.leave(windows.documents.pop(key))
    windows.file = request.path

    def turn_to(address: str, width: int = 1366, scheme: str = "light", begin: str = ""):
        """`begin` is where a new document begins, where that is not the address."""
        page = windows.documents.get((server, scheme))
        if page is None:
            page = windows.documents[server, scheme] = windows.open(width, scheme)
            windows.watch(page, server)
            page.goto(server + (begin or address))
            drawn(page)
            if not begin:
                return page
        page.set_viewport_size({"width": width, "height": 900})
        page.mouse.move(0, 0)
        page.foreign.clear()
        page.faults.clear()
        turn(page, address)
        return page

    return turn_to


@pytest.fixture
def window(windows: Windows, server: str) -> Iterator[Callable]:
    """Open an address in a new window, as if a link had been pasted there, and wait until it is drawn; `leave` one that
    nobody looks at any more.
    """
    opened = []

    def open_window(address: str, width: int = 1366, scheme: str = "light"):
        page = windows.open(width, scheme)
        opened.append(page)
        windows.watch(page, server)
        page.goto(address if address.startswith("http") else server + address)
        drawn(page)
        return page

    def leave(page) -> None:
        opened.remove(page)
        windows.leave(page)

    open_window.leave = leave
    yield open_window
    for page in opened:
        windows.leave(page)


def turn(page, address: str) -> None:
    """Turn to an address of the same server in the document that is open, and wait until it is drawn."""
    page.evaluate(TURN, address)
    drawn(page)


def drawn(page) -> None:
    """Wait until the page stands still, and has for a moment: between two runs of the server it is idle, too."""
    page.wait_for_function(STILL, arg=time.time() * 1000, polling=50, timeout=60_000)


def fits(page, width: int) -> None:
    """Nothing of the page is wider than a window of this width, once its pictures are drawn anew; TimeoutError for one
    that stays wider.
    """
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(500)
    page.wait_for_function(FITS, timeout=10_000)


def violations(page, scheme: str = "light") -> list[dict]:
    """The rules of axe that the page breaks; in the dark scheme, in which nothing but colours is another, those of
    colours. Telling what is in order as well would take twice the time.
    """
    if page.evaluate("() => !window.axe"):
        page.evaluate(Axe().axe_script)
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(OF_COLOURS)} if scheme == "dark" else {})
    return page.evaluate("options => axe.run(options)", options)["violations"]


def sentence(page) -> str:
    """The answer, the title of the page without the numbers of its notes, and the line below it."""
    said = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]", "", page.locator("h1").first.inner_text())
    return ". ".join([said, *(line.inner_text() for line in page.locator(".st-key-lead p").all())])


def title(page) -> str:
    """Which page this is, as the title of the window ends."""
    return page.title().rsplit(" – ", 1)[-1]


def answers(page) -> list[str]:
    """All that a page says, in its text and in its pictures."""
    return page.locator("h1, h2, [data-testid=stMarkdownContainer] p, svg text").all_text_contents()


def marks(page) -> list[object]:
    """What a view shows, whatever its language: rows of its tables, marks of its pictures, the buttons pressed."""
    page.locator(".js-plotly-plot").first.wait_for()
    drawn(page)
    tables = [table.locator("tbody tr").count() for table in page.locator("table").all()]
    pictures = [picture.locator(".point").count() for picture in page.locator(".js-plotly-plot").all()]
    pressed = page.locator("[role=radio]").evaluate_all(
        "all => all.map(one => one.checked || one.getAttribute('aria-checked'))"
    )
    return [tables, pictures, pressed]


def choices(page) -> dict[str, str]:
    """The choices that the address names."""
    return dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))


def go(page, place, name: str) -> None:
    """Follow a link of a page to the page of that name, and wait until it is drawn."""
    place.click()
    arrived(page, name)


def arrived(page, name: str) -> None:
    """Wait until the page of that name is drawn."""
    page.wait_for_function("name => document.title.endsWith(name)", arg=name)
    drawn(page)


def speak(page, language: str) -> None:
    """Switch the language, one click, and wait until the address says so."""
    page.locator(f".st-key-language_{language} button").first.click()
    page.wait_for_function("code => location.search.includes(`lang=${code}`)", arg=language)
    drawn(page)


def pick_unit(page, typed: str, name: str) -> None:
    """Choose the own unit in its box by what is typed, and wait until the address says so."""
    before = page.url
    box = page.locator(".st-key-pick_unit input")
    box.fill(typed)
    page.locator(".st-key-pick_unit li").filter(has_text=name).first.click()
    page.wait_for_function("before => location.href !== before", arg=before)
    drawn(page)


def navigation(page, name: str):
    """The link of the navigation with this name."""
    return page.locator("[data-testid=stTopNavLink]").filter(has_text=name)


def pick(page, label: str, option: str, behind: str = "choices") -> None:
    """Choose an option of a picker, two clicks, and wait until the address says so; three where it stands behind the
    button of the key `behind`.
    """
    before = page.url
    picker = page.get_by_role("combobox", name=label, exact=True)
    is_behind = not picker.is_visible()
    if is_behind:
        page.locator(f".st-key-{behind} button").first.click()
    picker.click()
    page.wait_for_timeout(200)
    if page.get_by_role("option").count() == 0:
        picker.press("ArrowDown")  # after a popover was open, Streamlit spends the first click on the focus
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_function("before => location.href !== before", arg=before)
    if is_behind:
        page.keyboard.press("Escape")
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


@pytest.fixture
def ask(warehouse) -> Callable[[str], list[dict]]:
    """Rows of the build that the pages show."""
    build_id = builds.current(warehouse).build_id
    return lambda sql: connection.query(build_id, sql, {}, warehouse).to_dicts()
