"""The server ends and comes back while a window is open: the window says so, goes on, and its files can be had."""

import json
import secrets
import shutil
import time
from pathlib import Path

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from access.roles import LOGIN_SECONDS
from tests.access.conftest import ROLES, SECRET, auth
from tests.pages import filled
from tests.serving import free_port, serving
from text.catalogue import counted, say
from warehouse import builds

from .conftest import drawn, sentence

LOAD = "/load?lang=vi&kind=main_values&framework=dti_2024&for_year=2025&for_cohort=vn34"

CONNECTED = """() =>
  document.querySelector('[data-testid="stApp"]').getAttribute('data-test-connection-state') === 'CONNECTED'"""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_open_window_says_what_it_waits_for_and_its_files_can_be_had_after_a_restart(windows, warehouse, language):
    port, settings = free_port(), {"DTI_WAREHOUSE_DIR": str(warehouse)}
    page = windows.open(1366, "light")
    with serving(port=port, **settings) as address:
        page.goto(f"{address}/ranking?index=dti&year=2022&lang={language}")
        drawn(page)
        before = sentence(page)
    dialog = page.get_by_role("dialog", name=say(language, "connection_title"))
    dialog.wait_for(timeout=30_000)
    assert say(language, "connection_body") in dialog.inner_text()
    with serving(port=port, **settings):
        page.wait_for_function(CONNECTED, timeout=60_000)
        dialog.wait_for(state="detached", timeout=10_000)
        page.wait_for_timeout(500)
        drawn(page)
        assert sentence(page) == before
        page.get_by_role("button", name=say(language, "download"), exact=False).first.click()
        with page.expect_download(timeout=30_000) as download:
            page.get_by_role("button", name=say(language, "download_csv_machine")).first.click()
        assert download.value.suggested_filename.endswith(".csv")
    windows.leave(page)


class _ByKey:
    """Starts of a server with a key, another one each time, and a browser that opens the link with it."""

    def __init__(self, folder: Path) -> None:
        self.port, self.waits = free_port(), say("vi", "again_by_key")
        self._keys = [secrets.token_urlsafe(32) for _ in range(2)]

    def options(self, start: int) -> tuple[tuple[str, ...], dict[str, str]]:
        """How the server is started for the first or the second time."""
        return (), {"key": self._keys[start]}

    def enter(self, page, start: int) -> None:
        """Get the right to load."""
        page.goto(f"http://127.0.0.1:{self.port}/start?key={self._keys[start]}")
        drawn(page)

    def grow_old(self, context) -> None:
        """The new start has a new key."""


class _ByLogin:
    """Starts of a server with a login, and a browser that its provider has sent back as an analyst."""

    def __init__(self, folder: Path) -> None:
        self.port, self.waits = free_port(), say("vi", "again_by_login")
        self._file = folder / "secrets.toml"
        self._file.write_text(auth(self.port, "http://127.0.0.1:1") + ROLES, encoding="utf-8")

    def options(self, start: int) -> tuple[tuple[str, ...], dict[str, str]]:
        """As above, with the same secrets each time."""
        return (f"--secrets.files={self._file}",), {}

    def enter(self, page, start: int) -> None:
        """Get the right to load."""
        self._sign(page.context, time.time())
        page.goto(f"http://127.0.0.1:{self.port}/")
        drawn(page)

    def grow_old(self, context) -> None:
        """Twelve hours go by."""
        self._sign(context, time.time() - LOGIN_SECONDS)

    def _sign(self, context, issued: float) -> None:
        address = f"http://127.0.0.1:{self.port}"
        claims = {"origin": address, "is_logged_in": True, "provider": "default", "aud": "dashboard", "iat": issued}
        claims |= {"sub": "giang", "groups": ["dti-analysts"]}
        signed = create_signed_value(SECRET, USER_COOKIE_NAME, json.dumps(claims)).decode()
        context.add_cookies([{"name": USER_COOKIE_NAME, "value": signed, "url": address}])


@pytest.fixture(params=[_ByKey, _ByLogin], ids=["key", "login"])
def way(request, tmp_path):
    """A way to become an analyst."""
    return request.param(tmp_path)


@pytest.fixture
def start(way, warehouse, tmp_path):
    """Start the server of the test, with a warehouse of its own, for the first or the second time."""
    shutil.copytree(warehouse, tmp_path / "warehouse")
    places = {"DTI_WAREHOUSE_DIR": str(tmp_path / "warehouse"), "DTI_LOADED_DIR": str(tmp_path / "loaded")}

    def start_server(number: int):
        settings, options = way.options(number)
        return serving(*settings, port=way.port, **options, **places)

    return start_server


def _title(page):
    return page.get_by_role("textbox", name=say("vi", "load_source_title"), exact=True)


def _sound(page):
    return page.get_by_text(say("vi", "load_all_sound")).first


def _hand_in(page, address: str) -> None:
    """Choose, name a source and hand in a file that can be loaded."""
    page.goto(address + LOAD)
    drawn(page)
    with page.expect_download() as template:
        page.get_by_role("button", name=say("vi", "load_template")).click()
    _title(page).fill("Số liệu tự đặt để thử")
    page.get_by_role("textbox", name=say("vi", "load_source_publisher"), exact=True).fill("Cơ quan thử")
    page.wait_for_timeout(900)
    drawn(page)
    content = filled.main_values(template.value.path().read_bytes())
    page.locator("input[type=file]").set_input_files({"name": "dti 2025.xlsx", "mimeType": "", "buffer": content})
    _sound(page).wait_for(timeout=60_000)


def test_an_analyst_in_mid_load_whose_right_and_server_ended_goes_on_with_his_words_and_his_file(
    windows, way, start, tmp_path
):
    page, copies = windows.open(1366, "light"), tmp_path / "warehouse" / "handed_in"
    with start(0) as address:
        way.enter(page, 0)
        _hand_in(page, address)
        before = builds.current(tmp_path / "warehouse").build_id
        [copy] = copies.iterdir()
        assert [place.stat().st_mode & 0o777 for place in (copies, copy)] == [0o700, 0o600]
    way.grow_old(page.context)
    with start(1):
        page.get_by_text(way.waits).wait_for(timeout=60_000)  # nothing is pressed
        drawn(page)
        assert _title(page).input_value() == "Số liệu tự đặt để thử"
        assert _sound(page).count() == 0, "what was handed in is given to nobody without the right"
        other = page.context.new_page()
        way.enter(other, 1)
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        page.get_by_text(way.waits).wait_for(state="detached", timeout=60_000)
        _sound(page).wait_for(timeout=60_000)
        assert page.get_by_text("dti 2025.xlsx").count()
        assert _title(page).input_value() == "Số liệu tự đặt để thử"
        assert builds.current(tmp_path / "warehouse").build_id == before
        page.get_by_role("button", name=say("vi", "load_uploader_remove")).click()
        _sound(page).wait_for(state="detached", timeout=60_000)
        drawn(page)
        assert list(copies.iterdir()) == [], "what its owner takes back is kept no longer"
    windows.leave(page)


@pytest.mark.parametrize("way", [_ByLogin], indirect=True)
def test_a_login_that_lasts_goes_on_by_itself_and_a_file_that_was_not_kept_is_told(windows, way, start, tmp_path):
    page = windows.open(1366, "light")
    with start(0) as address:
        way.enter(page, 0)
        _hand_in(page, address)
    with start(1):
        page.wait_for_function(CONNECTED, timeout=60_000)
        _sound(page).wait_for(timeout=60_000)
        shutil.rmtree(tmp_path / "warehouse" / "handed_in")
        _title(page).fill("Nguồn khác")
        page.get_by_text(counted("vi", "load_lost", 1)).wait_for(timeout=60_000)
        assert page.get_by_text("dti 2025.xlsx").count(), "the list names the file beside the sentence"
        assert _sound(page).count() == 0
    windows.leave(page)
