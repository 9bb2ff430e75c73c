"""The analyst's way in a real browser: template, two mistakes, both named, mended, previewed, published, taken back."""

import hashlib
import io
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.pages import filled
from tests.serving import serving
from text.catalogue import say
from warehouse import builds, compare, connection, paths

from .conftest import drawn, fits, go, sentence, title, violations
from .test_accessibility import GRAVE

KEY = secrets.token_urlsafe(32)
LOAD = "/load?lang=vi&kind=main_values&framework=dti_2024&for_year=2025&for_cohort=vn34"
NAME = "Lê Thị An"
WIDTHS = (390, 768, 1366)


@pytest.fixture(scope="module")
def directory(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a build of all real data that these tests may change."""
    copy = tmp_path_factory.mktemp("office") / "warehouse"
    shutil.copytree(warehouse, copy)
    return copy


@pytest.fixture(scope="module")
def server(directory: Path) -> Iterator[str]:
    """Address of a server whose loading key is `KEY`."""
    places = {"DTI_WAREHOUSE_DIR": str(directory), "DTI_LOADED_DIR": str(directory.parent / "loaded")}
    with serving(**places, key=KEY) as address:
        yield address


@pytest.fixture
def analyst(window, server: str):
    """Open an address in a window that has followed the link with the key."""

    def open_window(address: str, width: int = 1366, scheme: str = "light"):
        page = window(f"/start?key={KEY}", width, scheme)
        page.goto(server + address)
        drawn(page)
        return page

    return open_window


def _answers(directory: Path) -> dict[str, str]:
    """What every table of data of the current build holds, row by row, as a hash."""
    build_id = builds.current(directory).build_id
    found = {}
    for mart in compare.marts(paths.SQL_DIR):
        rows = connection.query(build_id, f"select * from {mart.full_name} order by all", directory=directory)
        found[mart.name] = hashlib.sha256(rows.write_json().encode()).hexdigest()
    return found


def _hand_in(page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": content})
    page.wait_for_timeout(500)
    drawn(page)


def _write(page, label: str, text: str) -> None:
    page.get_by_role("textbox", name=label, exact=True).fill(text)
    page.wait_for_timeout(900)
    drawn(page)


def _press(page, label: str) -> None:
    page.get_by_role("button", name=label).click()
    page.wait_for_timeout(500)
    drawn(page)


def _give_name(page) -> None:
    """Say once whose name acts go under."""
    _write(page, say("vi", "access_name"), NAME)
    _press(page, say("vi", "access_name_keep"))
    page.get_by_role("button", name=NAME).wait_for()


def _stands(page, scheme: str = "light") -> None:
    """The page fits every width, and axe finds nothing grave at the narrowest and the widest."""
    for width in WIDTHS:
        fits(page, width)
        if width != WIDTHS[1]:
            broken = [rule for rule in violations(page, scheme) if rule["impact"] in GRAVE]
            assert [f"{rule['id']} {node['target']}" for rule in broken for node in rule["nodes"]] == []


def _take(page, label: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("button", name=label).click()
    return started.value.path().read_bytes()


def _sees(page, words: str) -> bool:
    """Wait until the words are on the page."""
    page.get_by_text(words).first.wait_for(timeout=60_000)
    drawn(page)
    return True


def test_an_analyst_loads_a_year_mends_two_mistakes_publishes_and_takes_it_back(analyst, window, directory):
    before = _answers(directory)
    page = analyst(LOAD)
    template = _take(page, say("vi", "load_template"))
    _write(page, say("vi", "load_source_title"), "Số liệu tự đặt để thử")
    _write(page, say("vi", "load_source_publisher"), "Cơ quan thử")

    _hand_in(page, "dti 2025.xlsx", filled.main_values(template, {"H5": 1.5, "I6": "abc"}))
    assert _sees(page, "2 lỗi phải sửa.")
    told = page.get_by_role("table", name="2 lỗi").inner_text()
    assert "H5" in told
    assert "I6" in told
    marked = load_workbook(io.BytesIO(_take(page, "có đánh dấu lỗi")))["Số liệu"]
    assert marked["H5"].comment
    assert marked["I6"].comment
    assert _answers(directory) == before
    _stands(page)

    page.get_by_role("button", name=say("vi", "load_uploader_remove")).first.click()
    page.wait_for_timeout(500)
    drawn(page)
    _hand_in(page, "dti 2025.xlsx", filled.main_values(template))
    assert _sees(page, say("vi", "load_all_sound"))
    _give_name(page)
    _press(page, say("vi", "load_preview"))
    assert _sees(page, "408 số liệu thêm, 0 sửa, 0 bỏ; 0 thứ hạng thay đổi.")
    assert _sees(page, "Không đổi trước năm 2025.")
    assert _answers(directory) == before
    assert len(list((directory / "handed_in").iterdir())) == 1
    _write(page, say("vi", "load_note"), "Nạp thử DTI 2025")
    _press(page, say("vi", "load_publish"))
    assert _sees(page, "Đã công bố.")
    assert list((directory / "handed_in").iterdir()) == [], "a copy goes as soon as its file is published"
    go(page, page.get_by_role("link", name="Xếp hạng DTI cấp tỉnh 2025"), say("vi", "ranking_title"))
    assert sentence(page).startswith("Năm 2025")
    visitor = window("/ranking?lang=vi&index=dti&year=2025&cohort=vn34&unit=01")
    assert "Hà Nội xếp 34/34" in sentence(visitor)

    page.goto(page.url.split("/ranking")[0] + "/history?lang=vi")
    drawn(page)
    assert _sees(page, "Lê Thị An (khóa nạp)")
    _write(page, say("vi", "load_note"), "Đưa về như cũ")
    page.get_by_text("Đúng, lấy bản").click()
    _press(page, say("vi", "builds_back"))
    assert _sees(page, "Đã quay lại.")
    assert _answers(directory) == before
    visitor.reload()
    drawn(visitor)
    assert "2025" in visitor.locator("[data-testid=stAlert]").first.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["load", "history", "history?part=difference", "history?part=releases"])
def test_the_pages_stand_at_every_width_and_axe_finds_nothing_grave(document, name, scheme):
    page = document(f"/{name}{'&' if '?' in name else '?'}lang=vi", scheme=scheme, begin=f"/start?key={KEY}")
    assert title(page) == say("vi", f"{name.split('?')[0]}_title")
    _stands(page, scheme)
    assert page.foreign == []
    assert page.faults == []


def test_on_a_phone_an_open_column_is_settled_by_one_press_and_what_contradicts_is_ticked(
    analyst, directory, monkeypatch
):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(directory))
    page = analyst(LOAD, 390, "dark")
    template = _take(page, say("vi", "load_template"))
    _write(page, say("vi", "load_source_title"), "Số liệu tự đặt để thử")
    _write(page, say("vi", "load_source_publisher"), "Cơ quan thử")
    _hand_in(page, "bảng lạ.xlsx", filled.unknown_shape(directory))
    assert _sees(page, "còn 1 cột chưa rõ là gì")
    _stands(page)
    page.set_viewport_size({"width": 390, "height": 900})
    _press(page, say("vi", "load_map_apply"))
    assert _sees(page, "đã đọc theo lựa chọn của bạn")
    assert page.get_by_role("table", name="1 tệp").evaluate("table => table.classList.contains('stacking')")

    page.get_by_role("button", name=say("vi", "load_uploader_remove")).first.click()
    page.wait_for_timeout(500)
    drawn(page)
    _hand_in(page, "dti 2025.xlsx", filled.main_values(template, {"D5": 0.9, "D8": 0.5}))
    page.get_by_text(say("vi", "load_accept", count=2)).click()
    page.wait_for_timeout(500)
    drawn(page)
    _give_name(page)
    _press(page, say("vi", "load_preview"))
    assert _sees(page, say("vi", "load_reviewed", count=2))
    _stands(page)
    _write(page, say("vi", "load_note"), "Chưa xem")
    _press(page, say("vi", "load_publish"))
    assert _sees(page, say("vi", "load_reviewed_missing"))


def test_a_window_whose_right_has_ended_keeps_everything_and_goes_on_after_signing_in_again(analyst, directory, server):
    before = builds.current(directory).build_id
    page = analyst(LOAD)
    template = _take(page, say("vi", "load_template"))
    _write(page, say("vi", "load_source_title"), "Số liệu tự đặt để thử")
    _write(page, say("vi", "load_source_publisher"), "Cơ quan thử")
    _hand_in(page, "dti 2025.xlsx", filled.main_values(template))
    assert _sees(page, say("vi", "load_all_sound"))
    _give_name(page)
    kept = set((directory / "handed_in").iterdir())

    other = page.context.new_page()
    other.goto(server + "/history?lang=vi")
    drawn(other)
    other.get_by_role("button", name=NAME).click()
    other.get_by_role("button", name=say("vi", "access_sign_out")).click()
    other.get_by_text(say("vi", "access_how_key")).first.wait_for()
    assert kept - set((directory / "handed_in").iterdir()), "no copy stays of whoever has signed out"
    _press(page, say("vi", "load_preview"))
    assert _sees(page, say("vi", "again_by_key"))
    assert builds.current(directory).build_id == before

    other.goto(f"{server}/start?key={KEY}")
    drawn(other)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_text(say("vi", "again_by_key")).wait_for(state="detached")
    drawn(page)
    _give_name(page)
    _press(page, say("vi", "load_preview"))
    assert _sees(page, "408 số liệu thêm, 0 sửa, 0 bỏ; 0 thứ hạng thay đổi.")
    assert page.get_by_role("textbox", name=say("vi", "load_source_title")).input_value() == "Số liệu tự đặt để thử"
    assert page.faults == []


def test_a_window_without_the_key_finds_neither_page(window):
    for name in ("load", "history"):
        page = window(f"/{name}?lang=vi")
        assert page.locator("input[type=file]").count() == 0
        assert say("vi", f"{name}_title") not in page.locator("h1").all_inner_texts()
