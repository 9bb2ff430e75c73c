"""The server ends and comes back while a window is open: the window says so, goes on, and its files can be had."""

import secrets
import shutil

import pytest

from tests.pages import filled
from tests.serving import free_port, serving
from text.catalogue import say
from warehouse import builds

from .conftest import DRAWN, drawn

LOAD = "/load?lang=vi&kind=main_values&framework=dti_2024&for_year=2025&for_cohort=vn34"

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


def test_an_analyst_in_mid_load_stays_told_what_ended_with_his_words_and_nothing_published(
    chromium, warehouse, tmp_path
):
    directory = tmp_path / "warehouse"
    shutil.copytree(warehouse, directory)
    places = {"DTI_WAREHOUSE_DIR": str(directory), "DTI_LOADED_DIR": str(tmp_path / "loaded")}
    port, keys = free_port(), [secrets.token_urlsafe(32) for _ in range(2)]
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="vi-VN")
    page = context.new_page()
    title = page.get_by_role("textbox", name=say("vi", "load_source_title"), exact=True)
    with serving(port=port, key=keys[0], **places) as address:
        page.goto(f"{address}/start?key={keys[0]}")
        page.goto(address + LOAD)
        drawn(page)
        with page.expect_download() as template:
            page.get_by_role("button", name=say("vi", "load_template")).click()
        title.fill("Số liệu tự đặt để thử")
        page.get_by_role("textbox", name=say("vi", "load_source_publisher"), exact=True).fill("Cơ quan thử")
        page.wait_for_timeout(900)
        drawn(page)
        content = filled.main_values(template.value.path().read_bytes())
        file = {"name": "dti 2025.xlsx", "mimeType": "", "buffer": content}
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_text(say("vi", "load_all_sound")).first.wait_for(timeout=60_000)
        before = builds.current(directory).build_id
    with serving(port=port, key=keys[1], **places):
        page.get_by_text(say("vi", "again_by_key")).wait_for(timeout=60_000)  # nothing is pressed
        drawn(page)
        assert title.input_value() == "Số liệu tự đặt để thử"
        assert page.get_by_text("dti 2025.xlsx").count() == 0, "the new server does not have this file"
        other = context.new_page()
        other.goto(f"{address}/start?key={keys[1]}")
        drawn(other)
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        page.get_by_text(say("vi", "again_by_key")).wait_for(state="detached", timeout=60_000)
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_text(say("vi", "load_all_sound")).first.wait_for(timeout=60_000)
        assert title.input_value() == "Số liệu tự đặt để thử"
        assert builds.current(directory).build_id == before
    context.close()
