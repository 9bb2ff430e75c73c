"""The server ends and comes back while a window is open: the window says so, goes on, and its files can be had."""

import pytest

from tests.e2e.conftest import DRAWN, drawn
from tests.serving import free_port, serving
from text.catalogue import say

CONNECTED = """() =>
  document.querySelector('[data-testid="stApp"]').getAttribute('data-test-connection-state') === 'CONNECTED'"""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_open_window_says_what_it_waits_for_and_its_files_can_be_had_after_a_restart(chromium, warehouse, language):
    port, settings = free_port(), {"DTI_WAREHOUSE_DIR": str(warehouse)}
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="vi-VN")
    page = context.new_page()
    with serving(port=port, **settings) as address:
        page.goto(f"{address}/ranking?index=dti&year=2022&lang={language}")
        drawn(page)
        before = page.locator("h2").first.inner_text()
    dialog = page.get_by_role("dialog", name=say(language, "connection_title"))
    dialog.wait_for(timeout=30_000)
    assert say(language, "connection_body") in dialog.inner_text()
    with serving(port=port, **settings):
        page.wait_for_function(CONNECTED, timeout=60_000)
        dialog.wait_for(state="detached", timeout=10_000)
        page.wait_for_timeout(500)
        page.wait_for_function(DRAWN, timeout=60_000)
        assert page.locator("h2").first.inner_text() == before
        page.get_by_role("button", name=say(language, "download"), exact=False).first.click()
        with page.expect_download(timeout=30_000) as download:
            page.get_by_role("button", name=say(language, "download_csv_machine")).first.click()
        assert download.value.suggested_filename.endswith(".csv")
    context.close()
