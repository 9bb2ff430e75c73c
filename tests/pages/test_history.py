"""The page with the history of the data: publications, two builds side by side, files, and the ways back."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.roles import Visitor
from etl.deliveries.deliveries import Purpose, Source
from etl.kinds.template import write_template
from etl.reference import read_reference
from etl.uploads import loading
from tests import exported
from tests.drawn_tables import tables_of
from tests.pages import filled
from text.catalogue import column_title, say
from warehouse import builds, compare, connection, paths, publications
from warehouse.errors import DamagedBuild

WHO = "analyst@example.vn"
ACTOR = {"who": WHO, "role": "analyst"}
NOTE = "Nạp thử DTI 2025"
QUESTION = "select * from mart.unit_ranking order by all"


@pytest.fixture(scope="module")
def published(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a real build and, published after it, one with synthetic main indicators of 2025; loads beside it."""
    directory = tmp_path_factory.mktemp("history") / "warehouse"
    shutil.copytree(warehouse, directory)
    with pytest.MonkeyPatch.context() as patch:
        _point_at(patch, directory)
        content = filled.main_values(filled.blank(directory))
        source = Source("Số liệu tự đặt", "Cơ quan thử", "ministry")
        purpose = Purpose(*filled.EDITION.values(), "main_values", source)
        checked = loading.check([loading.Upload("dti 2025.xlsx", content)], purpose)
        loading.publish(loading.preview(checked, **ACTOR), NOTE, **ACTOR)
    return directory


@pytest.fixture
def office(published: Path, tmp_path: Path, as_served: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of it that this test alone may change; the visitor is an analyst."""
    shutil.copytree(published.parent, tmp_path / "office")
    directory = tmp_path / "office" / "warehouse"
    _point_at(monkeypatch, directory)
    monkeypatch.setattr("ui.access.visitor", lambda: Visitor("analyst", WHO))
    yield directory
    connection.close_all()


@pytest.fixture
def history(office: Path, open_page: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open a part of the page."""
    return lambda **choices: open_page("history", office, **choices)


def _point_at(patch: pytest.MonkeyPatch, directory: Path) -> None:
    patch.setenv("DTI_WAREHOUSE_DIR", str(directory))
    patch.setenv("DTI_LOADED_DIR", str(directory.parent / "loaded"))


def _told(page: AppTest) -> str:
    elements = (*page.markdown, *page.header, *page.warning, *page.error, *page.info, *page.success)
    return "\n".join(element.value for element in elements)


def _press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def _answers(directory: Path, build_id: str) -> str:
    return hashlib.sha256(connection.query(build_id, QUESTION, directory=directory).write_json().encode()).hexdigest()


def test_a_viewer_does_not_find_the_page(history, monkeypatch):
    assert say("vi", "builds_back_title") in _told(history())
    monkeypatch.setattr("ui.access.visitor", lambda: Visitor())
    assert say("vi", "builds_back_title") not in _told(history())


def test_who_published_what_and_when_is_listed_with_the_current_one_marked(history, office):
    page = history()
    log = tables_of(page)[0].value
    assert list(log["state"]) == [say("vi", "builds_state_current"), say("vi", "builds_state_kept")]
    assert (log["who"][0], log["note"][0]) == (WHO, NOTE)
    assert log["what"][0] == say("vi", "load_releases_added", count=1)
    assert log["build"][0] == builds.current(office).build_id


def test_rolling_back_needs_a_reason_and_a_confirmation_and_gives_the_former_figures_back(history, office):
    now, before = builds.kept(office)[:2]
    former = _answers(office, before)
    page = history()
    assert "408 bỏ" in _told(page)
    page = _press(page, "builds_back_button")
    assert say("vi", "builds_back_missing") in _told(page)
    assert builds.current(office).build_id == now
    page.text_input(key="builds_back_note").set_value("Sai nguồn")
    page.text_input(key="builds_back_to_readers").set_value("Số năm 2025 đang soát lại")
    page.checkbox(key="builds_back_sure").check()
    page = _press(page, "builds_back_button")
    assert say("vi", "builds_back_done", build_id=before) in _told(page)
    assert page.selectbox(key="builds_pick_back_to").value == now, "offered next, and no link blamed for the one before"
    assert page.query_params["back_to"] == now
    assert builds.current(office).build_id == before
    assert _answers(office, builds.current(office).build_id) == former
    log = tables_of(page)[0].value
    assert (log["who"][0], log["note"][0], log["build"][0]) == (WHO, "Sai nguồn", before)
    assert len(log) == 3
    assert log["to_readers"][0] == publications.for_readers(office, {})[0].to_readers == "Số năm 2025 đang soát lại"


def test_two_builds_differ_row_by_row_as_the_comparison_says(history, office):
    now, before = builds.kept(office)[:2]
    page = history(part="difference", mart="unit_ranking")
    marts = tables_of(page)[0].value.set_index("mart")
    assert marts.loc[column_title("vi", "mart.unit_ranking"), "added"] == 476
    mart = next(mart for mart in compare.marts(paths.SQL_DIR) if mart.name == "unit_ranking")
    rows = compare.compare_mart(before, now, mart, office)
    shown = tables_of(page)[1].value
    assert list(shown["key"]) == rows["key"].head(len(shown)).to_list()
    assert set(shown["change"]) == {say("vi", "builds_change_added")}


def test_what_two_builds_differ_in_is_taken_away_as_files_that_keep_the_rules_of_all(history, office, monkeypatch):
    now, before = builds.kept(office)[:2]
    offered = {}
    monkeypatch.setattr(
        "ui.export_menu.offer",
        lambda table, _, rows, facts, stem, *more, **named: offered.update({stem: (table, rows, dict(facts))}),
    )
    history(part="difference", mart="unit_ranking")
    history()
    by_mart, by_row = (f"{name}_{before}_{now}".lower() for name in ("so-hai-ban", "so-hai-ban-tung-dong"))
    assert set(offered) == {by_mart, by_row, "cac-lan-cong-bo"}
    assert {facts[say("vi", "info_build")] for _, _, facts in offered.values()} == {f"{before} → {now}", now}
    assert len(offered[by_row][1]) == 476
    assert [exported.unlike_the_rules(table, rows, "vi") for table, rows, _ in offered.values()] == [[]] * 3


def test_a_build_is_not_compared_with_itself(history, office):
    now = builds.current(office).build_id
    assert say("vi", "builds_same") in _told(history(part="difference", **{"from": now, "to": now}))


def test_a_release_says_where_it_is_from_and_gives_its_file_as_it_was_handed_in(history, office, monkeypatch):
    files = {}
    monkeypatch.setattr(
        "ui.file_button.st.download_button",
        lambda _label, *, data, file_name, **_: files.update({file_name: data}),
    )
    page = history(part="releases")
    code = next(code for code in builds.current(office).releases if code.startswith("2025/"))
    assert page.selectbox(key="builds_pick_release").value == code
    assert "Cơ quan thử" in _told(page)
    monkeypatch.setattr("ui.login.visitor_of", lambda _: Visitor("analyst", WHO))
    content = files["dti 2025.xlsx"]()
    assert hashlib.sha256(content).hexdigest() == builds.current(office).releases[code]
    listed = tables_of(page)[0].value.set_index("title")
    assert listed.loc["Số liệu tự đặt", "state"] == say("vi", "builds_release_loaded")
    assert WHO in listed.loc["Số liệu tự đặt", "loaded"]
    entry = next(one for one in loading.releases() if one.release_code == "2024/dti_main_indicators")
    assert listed.loc[entry.title, "state"] == say("vi", "builds_release_shipped")
    assert listed.loc[entry.title, "issued"] == "21/10/2025"


def test_a_release_is_called_by_its_title_and_date_and_never_by_its_code(history, office):
    page = history(part="releases")
    options = page.selectbox(key="builds_pick_release").options
    assert [name for name in options if name.startswith("“Số liệu tự đặt”, nạp ")] == options[:1]
    assert "“DTI cấp tỉnh năm 2024: chỉ số tổng hợp và các chỉ số chính của 63 tỉnh, thành phố”, 21/10/2025" in options
    shown = _told(page) + "".join(options) + tables_of(page)[0].value.to_csv()
    assert [code for code in builds.current(office).releases if code in shown] == []


def test_a_release_is_withdrawn_and_taken_back_in_through_a_preview(history, office):
    code, before = "2024/dti_main_indicators", builds.current(office).build_id
    page = _press(history(part="releases", release=code), "builds_preview")
    assert "0 số liệu thêm" in _told(page)
    assert "Tệp: bỏ “DTI cấp tỉnh năm 2024" in _told(page).replace("\\", "")
    assert code not in _told(page)
    assert builds.current(office).build_id == before
    page.text_input(key="builds_note").set_value("Rút để kiểm tra")
    page = _press(page, "builds_publish")
    withdrawn = builds.current(office)
    assert code not in withdrawn.releases
    assert code in withdrawn.withdrawn
    page = _press(history(part="releases", release=code), "builds_preview")
    page.text_input(key="builds_note").set_value("Đưa trở lại")
    page = _press(page, "builds_publish")
    assert code in builds.current(office).releases
    assert _answers(office, builds.current(office).build_id) == _answers(office, before)


def test_the_file_of_a_framework_says_how_it_is_taken_back(history, office):
    purpose = Purpose("dti_2021", "2022", "vn63", "framework", Source("Khung", "Cơ quan thử", "ministry"))
    file = write_template("framework", "dti_2021", "2022", "vn63", read_reference(paths.REFERENCE_DIR)[0])
    checked = loading.check([loading.Upload("khung.xlsx", file)], purpose)
    loading.publish(loading.preview(checked, **ACTOR), NOTE, **ACTOR)
    page = history(part="releases", release=checked.files[0].release_code)
    assert say("vi", "builds_reference_back") in "\n".join(each.value for each in (*page.caption, *page.markdown))
    assert not [button for button in page.button if button.key == "builds_preview"]


@pytest.mark.parametrize(
    "asked",
    [
        {"part": "zz9"},
        {"back_to": "zz9"},
        {"part": "difference", "from": "zz9"},
        {"part": "releases", "release": "zz9"},
    ],
)
def test_an_odd_address_gets_a_sentence(history, asked):
    page = history(**asked)
    assert "“zz9”" in _told(page)
    assert not page.error


def test_a_damaged_build_is_marked_and_left_out_of_what_can_be_gone_back_to(history, office):
    before = builds.published(office)[-1]
    connection.close_all()
    path = builds.database_path(office, before)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    page = history()
    assert list(tables_of(page)[0].value["state"]) == [
        say("vi", "builds_state_current"),
        say("vi", "builds_state_damaged"),
    ]
    assert say("vi", "builds_back_none") in _told(page)
    assert not page.exception and not page.error
    assert say("vi", "builds_one_only") in _told(history(part="difference"))


def test_a_comparison_that_a_damaged_build_prevents_leaves_the_way_back_open(history, office, monkeypatch):
    before = builds.published(office)[-1]

    def damaged(*_: object) -> None:
        raise DamagedBuild(builds.current_id(office), "synthetic")

    monkeypatch.setattr("ui.history.publications.between", damaged)
    page = history()
    assert [warning.value for warning in page.warning] == [
        say("vi", "builds_back_unknown", build_id=builds.current_id(office))
    ]
    assert page.button(key="builds_back_button")
    assert before in _told(page) or before in str([box.options for box in page.selectbox])
