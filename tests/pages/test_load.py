"""The page that loads data, run whole: an analyst's way from two mistakes to a publication, and what is refused."""

import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from access.key import Gate
from access.logins import tickets
from access.roles import Visitor
from etl import building
from etl.uploads import loading, marked_copy
from tests.drawn_tables import tables_of
from tests.pages import filled
from tests.pages.conftest import as_said, rows_of
from text.catalogue import CATALOGUES, LANGUAGES, column_title, counted, say
from ui.access import RightEnded
from warehouse import audit, builds, connection, paths, publications

ADDRESS = {"kind": "main_values", "framework": "dti_2024", "for_year": "2025", "for_cohort": "vn34"}
ANALYST = Visitor("analyst", "analyst@example.vn")
OTHER = {"who": "other@example.vn", "role": "analyst"}


@pytest.fixture
def office(warehouse: Path, tmp_path: Path, as_served: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Folder of a build of all real data that this test alone may change; the visitor is an analyst."""
    directory = tmp_path / "warehouse"
    shutil.copytree(warehouse, directory)
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(directory))
    monkeypatch.setenv("DTI_LOADED_DIR", str(tmp_path / "loaded"))
    monkeypatch.setattr("ui.access.visitor", lambda: ANALYST)
    monkeypatch.setattr("ui.access.login.visitor_of", lambda _: ANALYST)
    yield directory
    connection.close_all()


@pytest.fixture
def start(office: Path, open_page: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the page for main indicators of 2025 with the source named, and hand in these files."""

    def hand_in(*contents: bytes, **choices: str) -> AppTest:
        page = open_page("load", office, **ADDRESS | choices)
        _name_source(page)
        for number, content in enumerate(contents, start=1):
            page.file_uploader[0].upload(f"so lieu {number}.xlsx", content)
        page.run()
        assert not page.exception
        return page

    return hand_in


def _name_source(page: AppTest, turn: int = 0) -> None:
    page.text_input(key=f"load_source_title_{turn}").set_value("Số liệu tự đặt")
    page.text_input(key=f"load_source_publisher_{turn}").set_value("Cơ quan thử").run()


def _good(office: Path, **changed: object) -> bytes:
    return filled.main_values(filled.blank(office), **changed)


def _told(page: AppTest) -> str:
    elements = (*page.markdown, *page.header, *page.warning, *page.error, *page.info, *page.success)
    return "\n".join(element.value for element in elements)


def _verdict(page: AppTest, column: str) -> str:
    """What is said of the only file."""
    [row] = rows_of(page, "load_verdicts")
    return row[say("vi", f"load_column_{column}")]


def _press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def _previewed(page: AppTest) -> AppTest:
    return _press(page, "load_preview")


def _publish(page: AppTest, note: str = "Nạp thử DTI 2025") -> AppTest:
    page.text_input(key="load_note").set_value(note)
    return _press(page, "load_publish")


def _state_of(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.glob("*") if path.is_file() and path.suffix != ".lock"}


def test_a_viewer_neither_finds_the_page_nor_loads_by_a_forged_request(office, open_page, monkeypatch):
    monkeypatch.setattr("ui.access.visitor", lambda: Visitor())
    page = open_page("load", office, **ADDRESS)
    assert say("vi", "load_step_what") not in _told(page)
    lone = AppTest.from_file(str(paths.ROOT / "pages" / "load.py"), default_timeout=60).run()
    assert not lone.exception
    assert not lone.get("file_uploader")
    assert [error.value for error in lone.error] == [
        say("vi", "access_refused", needed=say("vi", "access_role_analyst"), role=say("vi", "access_role_viewer"))
    ]


def test_a_unit_chosen_for_another_cohort_is_carried_by_its_name_or_dropped(office, open_page):
    page = open_page("load", office, **ADDRESS | {"kind": "components", "for_cohort": "vn63", "for_unit": "64"})
    page.selectbox(key="load_pick_for_cohort").set_value("vn34").run()
    assert page.query_params["for_unit"] == "52", "Gia Lai's code since 2025"
    page = open_page("load", office, **ADDRESS | {"kind": "components", "for_cohort": "vn63", "for_unit": "52"})
    page.selectbox(key="load_pick_for_cohort").set_value("vn34").run()
    assert page.query_params["for_unit"] == "none", "Bình Định, not the Gia Lai that has its code"
    assert not page.warning


def test_another_framework_lets_the_cohort_give_way(office, open_page):
    page = open_page("load", office, **ADDRESS)
    page.selectbox(key="load_pick_framework").set_value("dti_2024_ministry").run()
    assert not page.warning
    assert page.query_params["for_cohort"] != "vn34"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_right_that_ends_before_the_preview_leaves_the_page_where_it_is_and_changes_nothing(
    office, start, monkeypatch, language
):
    page = start(_good(office), lang=language)
    before = _state_of(office)
    monkeypatch.setattr("ui.access.visitor", Visitor)
    page = _press(page, "load_preview")
    assert _state_of(office) == before
    assert say(language, "again_by_key") in _told(page)
    assert say(language, "again_waits") in _told(page)
    assert page.text_input(key="load_source_title_0").value == "Số liệu tự đặt"
    assert [file.name for file in page.file_uploader[0].value] == ["so lieu 1.xlsx"]


def test_a_right_that_ends_before_the_publication_keeps_the_preview_and_the_note(office, start, monkeypatch):
    page = _previewed(start(_good(office)))
    base = builds.current(office).build_id
    monkeypatch.setattr("ui.access.visitor", Visitor)
    page = _publish(page)
    assert builds.current(office).build_id == base
    assert say("vi", "again_waits") in _told(page)
    assert "408 số liệu thêm" in _told(page)
    assert page.text_input(key="load_note").value == "Nạp thử DTI 2025"
    [refused] = audit.refused(paths.loaded_dir())
    assert (refused.why, refused.count) == ("needs_analyst", 1)
    monkeypatch.setattr("ui.access.visitor", lambda: ANALYST)
    page = _press(page.run(), "load_publish")
    assert builds.current(office).build_id != base
    assert say("vi", "load_done", build_id=builds.current(office).build_id) in _told(page)


def test_a_window_whose_right_has_ended_goes_on_as_whom_its_browser_is_by_now(monkeypatch):
    gate = Gate("K" * 43)
    monkeypatch.setattr("access.key.gate", lambda: gate)
    former, later = gate.open("K" * 43, "here"), gate.open("K" * 43, "here")
    page = AppTest.from_function(_window)
    monkeypatch.setattr("streamlit.context", SimpleNamespace(cookies={gate.cookie_name: former}, url=""))
    assert page.run().markdown[0].value == "True False"
    gate.close({gate.cookie_name: former})
    assert page.run().markdown[0].value == "False True"
    for ticket, told in (("forged", "False True"), (tickets().give({gate.cookie_name: later}), "True False")):
        page.session_state["ticket"] = ticket
        assert page.run().markdown[0].value == told
    gate.close({gate.cookie_name: later})
    assert page.run().markdown[0].value == "False True"


def _window() -> None:
    import streamlit as st

    from ui import access

    access.redeem_ticket(st.session_state.pop("ticket", ""))
    is_admitted = access.admit("analyst")
    st.markdown(f"{is_admitted} {access.has_lost('analyst')}")


@pytest.fixture
def key_holder(office: Path, monkeypatch: pytest.MonkeyPatch) -> Gate:
    """The visitor has followed the link with the key; the gate that let them in."""
    gate = Gate("K" * 43)
    shown = {gate.cookie_name: gate.open("K" * 43, "here")}
    monkeypatch.setattr("access.key.gate", lambda: gate)
    monkeypatch.setattr("ui.access.cookies", lambda: shown)
    monkeypatch.setattr("ui.access.visitor", lambda: gate.visitor(shown))
    return gate


def test_who_came_by_the_key_is_asked_for_a_name_once_and_the_history_says_it_with_its_markup_as_text(
    office, open_page, start, key_holder
):
    page = start(_good(office))
    assert all(button.key != "load_preview" for button in page.button), "nothing is done in nobody's name"
    page = _press(page, "load_name_keep")
    assert say("vi", "access_name_missing") in _told(page)
    page.text_input(key="load_name_field").set_value(" Lê **An** [x](http://x)\n<b>x</b> ")
    page = _press(page, "load_name_keep")
    assert all(field.key != "load_name_field" for field in page.text_input)
    _publish(_previewed(page))
    [publication] = [one for one in loading.publications() if one.is_current]
    assert re.fullmatch(r"Lê \*\*An\*\* \[x\]\(http://x\) <b>x</b> \(key-[0-9a-f]{6}\)", publication.who)
    assert {event.who for event in audit.events(paths.loaded_dir())} == {publication.who}
    page = open_page("history", office)
    assert tables_of(page)[0].value["who"][0] == "Lê **An** [x](http://x) <b>x</b> (khóa nạp)"
    assert "Lê \\*\\*An\\*\\*" in page.header[0].value
    page.text_input(key="account_name_field").set_value("Trần Bình")
    page = _press(page, "account_name_keep")
    assert "Trần Bình" in _told(page)


def test_the_steps_to_come_are_named_and_the_template_says_what_it_is_for(office, open_page, monkeypatch):
    files = {}
    monkeypatch.setattr(
        "ui.file_button.st.download_button",
        lambda _label, *, data, file_name, **_: files.update({file_name: data}),
    )
    page = open_page("load", office)
    titles = [say("vi", f"load_step_{step}") for step in ("what", "files", "effect", "publish")]
    assert [as_said(header.value) for header in page.header] == [
        f"1. {titles[0]}", f"2. {titles[1]}", f":gray[3. {titles[2]}]", f":gray[4. {titles[3]}]"
    ]  # fmt: skip
    [(name, make)] = files.items()
    assert name == "mau-chi-so-chinh-thu-hang_dti-2024_2025_vn34.xlsx"
    monkeypatch.setattr("ui.login.visitor_of", lambda _: ANALYST)
    book = load_workbook(io.BytesIO(make()))
    assert {row[0].value: str(row[1].value) for row in book["_dti"].iter_rows()}["year"] == "2025"
    monkeypatch.setattr("ui.login.visitor_of", lambda _: Visitor())
    with pytest.raises(RightEnded):
        make()
    assert audit.refused(paths.loaded_dir())[0].why == "needs_analyst"


def test_a_framework_without_components_says_so_instead_of_a_template(office, open_page):
    page = open_page("load", office, **ADDRESS | {"kind": "components"})
    [told] = page.info
    assert "dti_2024" in told.value


def test_files_wait_for_their_source(office, open_page):
    page = open_page("load", office, **ADDRESS)
    page.file_uploader[0].upload("a.xlsx", _good(office)).run()
    assert say("vi", "load_source_first") in _told(page)
    page.text_input(key="load_source_title_0").set_value("Nguồn")
    page.text_input(key="load_source_publisher_0").set_value("Cơ quan")
    page.text_input(key="load_source_address_0").set_value("javascript:alert(1)").run()
    assert "javascript" in page.warning[0].value
    assert not rows_of(page, "load_verdicts")


def test_a_file_that_its_source_keeps_from_being_read_is_not_called_sound(office, open_page):
    page = open_page("load", office, **ADDRESS)
    _name_source(page)
    page.text_input(key="load_source_title_0").set_value("Nguồn \u202e").run()
    page.file_uploader[0].upload("a.xlsx", b"PK broken").run()
    assert _verdict(page, "verdict") == say("vi", "load_verdict_unread")


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_mistakes_are_both_named_with_their_cells_and_nothing_changes(office, start, language):
    before = _state_of(office)
    page = start(_good(office, places={"H5": 1.5, "I6": "abc"}), lang=language)
    blocks = counted(language, "load_blocks", 2)
    assert blocks in _told(page)
    severity, sheet, cell, advice, found = (
        say(language, f"load_column_{name}") for name in ("severity", "sheet", "cell", "advice", "found")
    )
    problems = rows_of(page, "load_problems")
    assert [row[cell] for row in problems] == ["H5", "I6"]
    assert [row[sheet] for row in problems] == ["Số liệu"] * 2
    assert [row[found] for row in problems] == ["1.5", "abc"]
    assert {row[severity] for row in problems} == {say(language, "load_severity_blocks")}
    assert all(len(row[advice]) > 20 for row in problems)
    assert all(button.key != "load_preview" for button in page.button)
    assert _state_of(office) == before


def test_the_file_is_given_back_with_its_cells_marked(office, start, offered, monkeypatch):
    monkeypatch.setattr("ui.login.visitor_of", lambda _: ANALYST)
    start(_good(office, places={"H5": 1.5, "I6": "abc"}))
    name, make = offered["load_marked_0"]
    assert name == "so lieu 1-danh-dau-loi.xlsx"
    book = load_workbook(io.BytesIO(make()))
    page = book["Số liệu"]
    assert page["H5"].value == 1.5
    assert page["H5"].comment
    assert page["I6"].comment
    assert page["A5"].value == "04"
    assert page["A5"].data_type == "s"
    assert not page["A5"].comment
    assert book.sheetnames[-1] == say("vi", "load_marked_sheet")
    assert [row[3].value for row in book.worksheets[-1].iter_rows(min_row=2)] == ["H5", "I6"]
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_preview_says_what_changes_and_where_figures_are_from_and_publishing_needs_a_note(office, start):
    base = builds.current(office).build_id
    page = _previewed(start(_good(office)))
    assert "408 số liệu thêm, 0 sửa, 0 bỏ; 0 thứ hạng thay đổi." in _told(page)
    assert "Không đổi trước năm 2025." in _told(page)
    assert "Trong số thêm: 272 số trong tệp, 136 số tính thêm (trụ cột 102, chỉ số tổng hợp 34)." in _told(page)
    assert builds.current(office).build_id == base
    page = _press(page, "load_publish")
    assert say("vi", "load_note_missing") in _told(page)
    assert builds.current(office).build_id == base
    page.text_input(key="load_to_readers").set_value("Kết quả\u202e của Bộ")
    page = _publish(page, "Nạp thử\u202e DTI 2025")
    now = builds.current(office)
    assert now.build_id != base
    assert say("vi", "load_done", build_id=now.build_id) in _told(page)
    rows = connection.query(
        now.build_id,
        "select count(*) as n from mart.unit_ranking where year = 2025 and index_code = 'dti' and value is not null",
        directory=office,
    )
    assert rows["n"][0] == 408
    [publication] = [one for one in loading.publications() if one.is_current]
    assert (publication.who, publication.note) == (ANALYST.who, "Nạp thử\N{REPLACEMENT CHARACTER} DTI 2025")
    assert publication.to_readers == "Kết quả\N{REPLACEMENT CHARACTER} của Bộ"


def test_what_a_person_should_look_at_stands_open_largest_first_and_is_ticked_before_publishing(office, start):
    base = builds.current(office).build_id
    page = start(_good(office, places={"D5": 0.42, "D8": 0.9, "E7": 0.5}))
    page.checkbox(key="load_accept").check().run()
    page = _previewed(page)
    names = {"vi": ["Lai Châu", "Điện Biên", "Cao Bằng"], "en": ["Lai Chau", "Dien Bien", "Cao Bang"]}
    for language in LANGUAGES:
        page.query_params["lang"] = language
        page.run()
        shown = rows_of(page, "load_review_difference_not_explained")
        unit = say(language, "load_column_unit")
        printed, difference = (column_title(language, name) for name in ("printed", "difference"))
        point = "," if language == "vi" else "."
        assert [row[unit] for row in shown] == names[language]
        assert [row[printed].replace(point, ".") for row in shown] == ["0.90", "0.50", "0.42"]
        assert [row[difference].replace(point, ".") for row in shown] == ["+0.46", "+0.07", "+0.01"]
        page = _publish(page)
        assert say(language, "load_reviewed_missing") in _told(page)
        assert builds.current(office).build_id == base
        [tick] = [box for box in page.checkbox if box.key.startswith("load_reviewed")]
        assert tick.label == say(language, "load_reviewed", count=3)
    tick.check().run()
    assert builds.current(office).build_id == base
    _press(page, "load_publish")
    assert builds.current(office).build_id != base


def test_a_right_that_came_back_goes_on_a_busy_builder_is_told_and_what_was_found_stays_until_its_files_go(
    office, start, monkeypatch
):
    monkeypatch.setattr(building, "WAIT_SECONDS", 0)
    page = start(_good(office))
    monkeypatch.setattr("ui.access.visitor", Visitor)
    page = _press(page, "load_preview")
    assert say("vi", "again_waits") in _told(page)
    monkeypatch.setattr("ui.access.visitor", lambda: ANALYST)
    with builds.builder_lock(office):
        page = _previewed(page)
    assert say("vi", "load_refused_BuilderBusy") in _told(page)
    page = _previewed(page)
    assert say("vi", "again_waits") not in _told(page)
    assert "408 số liệu thêm" in _told(page)
    kept = builds.kept(office)
    page.query_params["lang"] = "en"
    page.run()
    assert "408 figures added" in _told(page)
    assert builds.kept(office) == kept
    page.file_uploader[0].set_value([("b.xlsx", _good(office, scale=0.5), "")]).run()
    assert "408 figures added" not in _told(page)
    assert page.button(key="load_preview")


def test_after_a_publication_the_next_load_begins_empty_the_same_file_is_a_no_op_and_a_corrected_one_replaces_it(
    office, start
):
    content = _good(office)
    page = _publish(_previewed(start(content)))
    page.button[-1].click().run()
    assert not page.exception
    assert page.file_uploader[0].value == []
    assert page.text_input(key="load_source_title_1").value == "", "the next file is rarely of the same document"
    _name_source(page, turn=1)
    page.file_uploader[0].upload("again.xlsx", content).run()
    assert say("vi", "load_known") in _told(page)
    assert _verdict(page, "verdict").startswith("Đã nạp trước đây: “Số liệu tự đặt”, nạp ")
    assert all(button.key != "load_preview" for button in page.button)
    page.file_uploader[0].set_value([("corrected.xlsx", _good(office, scale=0.9), "")]).run()
    assert page.checkbox(key="load_replaces").value
    assert "“Số liệu tự đặt”, nạp " in page.checkbox(key="load_replaces").label
    [earlier] = [code for code in builds.current(office).releases if code.startswith("2025/")]
    [problem] = rows_of(page, "load_problems")
    assert problem[say("vi", "load_column_found")].startswith("“Số liệu tự đặt”, nạp ")
    page = _previewed(page)
    assert "0 số liệu thêm" in _told(page)
    assert "Tệp: thêm “Số liệu tự đặt”; bỏ “Số liệu tự đặt”, nạp " in _told(page).replace("\\", "")
    assert earlier not in _told(page)
    page = _publish(page)
    now = builds.current(office)
    assert sum("2025/" in code for code in now.releases) == 1
    newest = publications.for_readers(office, {})[0]
    assert newest.releases == {"added": ["Số liệu tự đặt"], "changed": [], "removed": ["Số liệu tự đặt"]}
    assert newest.figures["added"] == 0 < newest.figures["changed"]


def test_when_somebody_published_meanwhile_it_is_told_and_nothing_is_lost(office, start):
    page = _previewed(start(_good(office)))
    others = loading.publish(loading.withdraw(["2006/ict_index_figures"], **OTHER), "rút", **OTHER)
    page = _publish(page)
    assert say("vi", "load_refused_BaseMoved") in _told(page)
    assert builds.current(office).build_id == others.build_id
    page = _publish(_press(page, "load_preview"))
    now = builds.current(office)
    assert "2006/ict_index_figures" not in now.releases
    assert any("2025/" in code for code in now.releases)


def test_an_unknown_shape_is_shown_and_its_columns_can_be_mapped(office, start):
    page = start(filled.unknown_shape(office))
    assert say("vi", "load_seen_title", file="so lieu 1.xlsx", count=1) in _told(page)
    assert [box.key for box in page.selectbox if box.key.startswith("load_map_") and "all" not in box.key] == [
        "load_map_B"
    ], "only what is open is asked"
    assert page.selectbox(key="load_map_B").label.startswith("B · Tên gọi (An Giang · ")
    assert page.selectbox(key="load_map_B").value == "unit_name", "what it most probably is stands there already"
    page = _press(page, "load_map_apply")
    assert _verdict(page, "amount") == "306 số trong 34 dòng"
    assert say("vi", "load_map_kept", file="so lieu 1.xlsx") in _told(page)
    page = _publish(_previewed(page))
    content = filled.unknown_shape(office, scale=0.9)
    page.button[-1].click().run()
    _name_source(page, turn=1)
    page.file_uploader[0].upload("as before.xlsx", content).run()
    assert _verdict(page, "amount") == "306 số trong 34 dòng", "the mapping was kept with the load"
    assert say("vi", "load_map_used", file="as before.xlsx") in _told(page)


def test_what_a_recognised_table_was_read_as_can_be_seen_and_set_right(office, start):
    page = start(filled.unknown_shape(office, units_heading="Tỉnh, thành phố"))
    assert _verdict(page, "amount") == "306 số trong 34 dòng"
    assert all(button.key != "load_map_apply" for button in page.button), "nothing is asked"
    read_as = {box.key.removeprefix("load_map_all_"): box.value for box in page.selectbox if "map_all" in box.key}
    assert len(read_as) == 10
    assert (read_as["A"], read_as["B"], read_as["H"]) == ("dti:rank", "unit_name", "chinh_quyen_so:value")
    page = _press(page, "load_map_all_apply")
    assert say("vi", "load_map_empty") in _told(page)
    page.selectbox(key="load_map_all_A").set_value("chinh_quyen_so:value")
    page = _press(page, "load_map_all_apply")
    assert "Hoạt động chính quyền số: giá trị" in page.warning[0].value
    assert _verdict(page, "amount") == "306 số trong 34 dòng"
    page.selectbox(key="load_map_all_A").set_value("ignored")
    page = _press(page, "load_map_all_apply")
    assert _verdict(page, "amount") == "272 số trong 34 dòng"
    assert page.selectbox(key="load_map_all_A").value == "ignored"


def test_figures_that_may_be_per_cents_or_points_wait_for_one_click_that_says_which(office, start):
    page = start(filled.unknown_shape(office, 60, "Tỉnh, thành phố"), framework="dti_2024")
    scales = [button for button in page.button if button.key.startswith("load_scale_")]
    assert [button.label for button in scales] == [say("vi", f"load_scale_{scale}") for scale in ("percent", "points")]
    assert all(button.key != "load_preview" for button in page.button)
    page = _press(page, "load_scale_percent")
    assert say("vi", "load_scale_said", scale=say("vi", "load_scale_percent")) in _told(page)
    assert _verdict(page, "amount") == "306 số trong 34 dòng"
    page = _press(page, "load_scale_again")
    assert [button.key for button in page.button if button.key == "load_scale_points"]


@pytest.mark.parametrize("asked", [{"for_year": "1999"}, {"kind": "zz9"}, {"framework": "zz9"}, {"for_cohort": "zz9"}])
def test_an_odd_address_gets_a_sentence(office, open_page, asked):
    page = open_page("load", office, **ADDRESS | asked)
    [code] = asked.values()
    assert f"“{code}”" in page.warning[0].value
    assert not page.error


def test_every_reviewing_check_has_words():
    checks = {path.stem: path.read_text("utf-8") for path in (paths.SQL_DIR / "checks").glob("*.sql")}
    reviewing = [name for name, sql in checks.items() if "Severity: review" in sql]
    assert [name for name in reviewing if f"load_check_{name}" not in CATALOGUES["vi"]] == []


def test_a_file_that_cannot_be_read_is_given_back_as_a_list_alone():
    wording = marked_copy.Wording("Lỗi", ("Mức",), lambda cause: (cause.first.severity,), "")
    book = load_workbook(io.BytesIO(marked_copy.marked_file("../../x.xlsx", b"PK\x03\x04 broken", (), wording)))
    assert book.sheetnames == ["Lỗi"]
