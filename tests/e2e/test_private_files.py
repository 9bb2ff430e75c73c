"""Files of pages that need a role, asked for when the right has ended: by the click and by the address."""

from pathlib import Path

import httpx

from tests.access.window import Window
from tests.serving import free_port, serving, started
from text.catalogue import say
from warehouse import audit

from .conftest import drawn

KEY = "K" * 43
LOAD = "/load?lang=en&kind=main_values&framework=dti_2024&for_year=2025&for_cohort=vn34"


def _browser(address: str) -> httpx.Client:
    return httpx.Client(base_url=address, timeout=60, trust_env=False)


def test_a_file_of_a_page_that_needs_a_role_is_refused_as_soon_as_the_right_has_ended(warehouse: Path, tmp_path: Path):
    folders = {"DTI_WAREHOUSE_DIR": str(warehouse), "DTI_LOADED_DIR": str(tmp_path)}
    with serving(**folders, key=KEY) as address, _browser(address) as browser:
        browser.get("/start", params={"key": KEY})
        _try(browser, address)
    assert '"needs_analyst"' in (tmp_path / "refused.jsonl").read_text(encoding="utf-8")


def _try(browser: httpx.Client, address: str) -> None:
    with Window(browser) as window:
        template = say("vi", "load_template")
        window.run("load")
        url = window.build(template)
        given = browser.get(url)
        assert given.status_code == 200
        assert given.content[:2] == b"PK"
        assert given.headers["cache-control"] == "no-store, private"
        assert "right" not in given.headers["content-type"]
        assert httpx.get(address + url, trust_env=False).status_code == 403, "the address alone opens nothing"
        with Window(browser) as other:
            other.run()
            other.press(say("vi", "access_sign_out"))
        assert window.build(template) == ""
        assert browser.get(url).status_code in (403, 404)  # it may have been dropped already


def test_a_click_after_the_right_has_ended_is_answered_in_the_language_of_the_page_and_leaves_no_trace_in_the_log(
    windows, warehouse: Path, tmp_path: Path
):
    folders, log = {"DTI_WAREHOUSE_DIR": str(warehouse), "DTI_LOADED_DIR": str(tmp_path)}, tmp_path / "log"
    port = free_port()
    with started(port, key=KEY, log=log, **folders):
        address = f"http://127.0.0.1:{port}"
        page = windows.open(1366, "light")
        other = page.context.new_page()
        page.goto(f"{address}/start?key={KEY}")
        page.goto(address + LOAD)
        drawn(page)
        template = page.get_by_role("button", name=say("en", "load_template"))
        with page.expect_download():
            template.click()
        other.goto(f"{address}/load?lang=en")
        drawn(other)
        other.get_by_role("button", name=say("en", "access_nameless")).click()
        other.get_by_role("button", name=say("en", "access_sign_out")).click()
        other.get_by_text(say("en", "access_how_key")).first.wait_for()
        page.bring_to_front()  # as who clicks there has it: a browser lets a window behind wait
        drawn(page)
        for _ in range(2):
            template.click()
            told = page.locator(".file-failure")
            told.get_by_text(say("en", "file_refused")).wait_for()
            assert told.count() == 1
            assert page.get_by_text(say("en", "again_by_key")).is_visible()
            assert not page.get_by_text("Failed to generate").is_visible()
            drawn(page)
        windows.leave(page)
    assert "Traceback" not in log.read_text(encoding="utf-8")
    assert "RightEnded" not in log.read_text(encoding="utf-8")


def test_a_file_of_a_page_for_everybody_is_everybody_s(warehouse: Path, tmp_path: Path):
    folders = {"DTI_WAREHOUSE_DIR": str(warehouse), "DTI_LOADED_DIR": str(tmp_path)}
    with serving(**folders) as address, _browser(address) as browser, Window(browser) as window:
        window.run("ranking")
        url = window.build(say("vi", "download_csv_machine"))
        assert httpx.get(address + url, trust_env=False).status_code == 200


def test_a_file_is_there_when_the_browser_comes_for_it_however_many_others_read_meanwhile(
    warehouse: Path, tmp_path: Path
):
    folders = {"DTI_WAREHOUSE_DIR": str(warehouse), "DTI_LOADED_DIR": str(tmp_path)}
    with serving(**folders) as address, _browser(address) as browser, Window(browser) as window:
        window.run("ranking")
        with Window(browser) as other:
            other.run()
            url = window.build(say("vi", "download_csv_machine"))
            for _ in range(4):
                other.run()
            assert browser.get(url).status_code == 200


def test_the_audit_log_comes_as_a_file_in_a_real_browser(chromium, tmp_path: Path):
    audit.record(tmp_path, "load", "an@example.vn", "analyst", "2025/main_values.xlsx")
    folders = {"DTI_WAREHOUSE_DIR": str(tmp_path / "nothing_built"), "DTI_LOADED_DIR": str(tmp_path)}
    with serving(**folders, key=KEY) as address:
        context, given = chromium.new_context(viewport={"width": 390, "height": 800}, locale="vi-VN"), []
        context.on("page", lambda opened: opened.on("download", lambda download: given.append(download)))
        page = context.new_page()
        page.goto(f"{address}/start?key={KEY}")
        page.goto(f"{address}/audit?lang=en")
        page.get_by_role("button", name=say("en", "download"), exact=True).click()
        page.get_by_role("link", name=say("en", "download_csv_machine")).click()
        for _ in range(100):
            if given:
                break
            page.wait_for_timeout(100)
        [download] = given
        assert download.suggested_filename == "audit-log_machine.csv"
        assert "2025/main_values.xlsx" in Path(download.path()).read_text(encoding="utf-8")
        context.close()
