"""Documents in Word in a real browser: from a scenario to the chapter, an edited one brought up to date, a template."""

import io
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from reports import documents
from reports.built_in_template import built_in
from tests.reports import reading
from tests.serving import serving
from text.catalogue import say
from warehouse.queries.editions import Wanted

from .conftest import arrived, drawn, fits

KEY = secrets.token_urlsafe(32)
OF_2022 = "lang=vi&edition=dti.2022.vn63&unit=vn63.08"


@pytest.fixture(scope="module")
def server(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server whose loading key is `KEY`, with a loaded folder of its own."""
    directory = tmp_path_factory.mktemp("office")
    shutil.copytree(warehouse, directory / "warehouse")
    places = {"DTI_WAREHOUSE_DIR": str(directory / "warehouse"), "DTI_LOADED_DIR": str(directory / "loaded")}
    with serving(**places, key=KEY) as address:
        yield address


@pytest.fixture
def holder(window, server: str):
    """Open an address in a window that has followed the link with the key."""

    def open_window(address: str, width: int = 1366):
        page = window(f"/start?key={KEY}", width)
        page.goto(server + address)
        drawn(page)
        return page

    return open_window


def taken(page, name: str) -> bytes:
    with page.expect_download(timeout=60_000) as started:
        page.get_by_role("button", name=name).first.click()
    return started.value.path().read_bytes()


def hand_in(page, place: int, name: str, content: bytes) -> None:
    page.locator("input[type=file]").nth(place).set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    drawn(page)


@pytest.mark.parametrize("width", [1366, 390])
def test_a_planner_takes_a_scenario_along_as_a_chapter(window, width):
    page = window(f"/simulator?{OF_2022}&add=8:31.8&to=40", width)
    page.get_by_role("link", name=say("vi", "simulator_to_chapter")).click()
    arrived(page, say("vi", "documents_title"))
    assert page.locator("h1").first.text_content() == "Chương phân tích của Tuyên Quang, năm 2022"
    fits(page, width)
    read = reading.read(taken(page, say("vi", "documents_chapter")))
    assert "8 | Hoạt động xã hội số | +31,80 | 0,3073 | 0,5193" in read.section("1.4.")
    assert "xếp hạng 40/63" in read.section("1.4.")
    assert "58/63" in reading.read(taken(page, say("vi", "documents_profile"))).text


def test_on_a_phone_whoever_is_logged_in_reads_what_is_looked_at(holder):
    page = holder(f"/documents?{OF_2022}", 390)
    choices = page.locator(".st-key-context_choices button").first
    assert choices.inner_text().replace("\n", " ").startswith("DTI cấp tỉnh")
    assert choices.bounding_box()["width"] > 90
    account = page.locator(".st-key-account button").first
    assert account.bounding_box()["width"] < 80
    assert say("vi", "access_nameless") in (account.text_content() or "")
    fits(page, 390)


def test_a_double_click_gives_the_chapter_and_leaves_the_page_sound(window):
    page = window(f"/documents?{OF_2022}", 1366)
    drawn(page)
    with page.expect_download(timeout=60_000) as started:
        page.get_by_role("button", name=say("vi", "documents_chapter")).first.dblclick()
    assert "48/63" in reading.read(started.value.path().read_bytes()).text
    page.wait_for_timeout(1500)
    assert page.faults == []
    assert page.locator("h1").first.text_content() == "Chương phân tích của Tuyên Quang, năm 2022"
    assert "58/63" in reading.read(taken(page, say("vi", "documents_profile"))).text


def test_an_office_edits_last_years_profile_and_brings_it_to_this_year(holder, warehouse, monkeypatch):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(warehouse))
    issued = docx.Document(io.BytesIO(documents.made("profile", Wanted("dti.2021.vn63"), "08", "vi")))
    issued.paragraphs[1].insert_paragraph_before("Ý kiến của Sở.")
    stream = io.BytesIO()
    issued.save(stream)
    page = holder(f"/documents?{OF_2022}")
    hand_in(page, 0, "ho-so.docx", stream.getvalue())
    page.get_by_text("Cập nhật sang kỳ đang xem").click()
    drawn(page)
    page.get_by_role("button", name=say("vi", "documents_update_do")).click()
    page.get_by_text("hạng · Chỉ số chuyển đổi số cấp tỉnh (DTI): 58/63 → 48/63").wait_for()
    marked = taken(page, say("vi", "documents_update_take"))
    text = reading.read(marked).text
    assert "48/63" in text and "58/63 (giảm" not in text and "Ý kiến của Sở." in text
    assert any("58/63 → 48/63" in comment.text for comment in docx.Document(io.BytesIO(marked)).comments)
    assert page.faults == []


def test_an_administrator_tries_a_template_keeps_it_and_goes_back(holder):
    own = docx.Document(io.BytesIO(built_in("chapter", "vi")))
    own.paragraphs[0].insert_paragraph_before("SỞ KHOA HỌC VÀ CÔNG NGHỆ")
    stream = io.BytesIO()
    own.save(stream)
    page = holder(f"/documents?{OF_2022}")
    page.get_by_role("heading", name=say("vi", "documents_templates")).wait_for()
    hand_in(page, 1, "mau.docx", stream.getvalue())
    trial = taken(page, say("vi", "documents_template_try"))
    assert reading.read(trial).text.startswith("SỞ KHOA HỌC VÀ CÔNG NGHỆ")
    assert not reading.read(taken(page, say("vi", "documents_chapter"))).text.startswith("SỞ")
    page.get_by_role("button", name=say("vi", "documents_template_keep")).click()
    page.get_by_text("Đã giữ mẫu chapter.vi.0001.docx").wait_for()
    assert reading.read(taken(page, say("vi", "documents_chapter"))).text.startswith("SỞ KHOA HỌC VÀ CÔNG NGHỆ")
    page.get_by_role("button", name=say("vi", "documents_template_back")).click()
    page.get_by_text("Đã giữ mẫu chapter.vi.0002.docx").wait_for()
    assert not reading.read(taken(page, say("vi", "documents_chapter"))).text.startswith("SỞ")
    assert page.faults == []
