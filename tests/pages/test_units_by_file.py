"""A level of units nobody has loaded before, in one session of the page: a file of units, then figures, then ranks.

Districts and figures are synthetic; they lie in the former province 51, Quảng Ngãi, whose framework for them is real.
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from streamlit.testing.v1 import AppTest

from tests import units_by_file as made
from tests.drawn_tables import tables_of
from tests.pages.conftest import analysts_office, sentence_of, texts_of
from text.catalogue import LANGUAGES, counted, say
from warehouse import builds, connection, paths
from warehouse.queries import loading as queries

QUARTER, NAMES = "2025-Q1", {"vi": "đợt một năm 2025", "en": "the first round of 2025"}
EDITION = f"dti_district.{QUARTER}.{made.DISTRICT_COHORT}"


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def office(warehouse: Path, tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Folder of a build of all real data; the visitor is an analyst."""
    directory = analysts_office(warehouse, tmp_path_factory.mktemp("office"), patch)
    yield directory
    connection.close_all()


@pytest.fixture(scope="module")
def session(office: Path) -> AppTest:
    """The session in which units and figures were loaded, on the page for loading."""
    page = _run(_page("load", kind="units"))
    page.text_input(key="load_system_code").set_value(made.DISTRICTS).run()
    names = {"Tên tiếng Việt": NAMES["vi"], "Tên tiếng Anh": NAMES["en"]}
    _load(page, made.districts(_reference(office), Kỳ=[{"Mã kỳ": QUARTER, **names}]), 0)

    next(each for each in page.button if each.label == say("vi", "load_another")).click().run()
    page.selectbox(key="load_pick_kind").set_value("main_values").run()
    page.selectbox(key="load_pick_framework").set_value(made.DISTRICT_FRAMEWORK).run()
    page.selectbox(key="load_pick_for_year").set_value(QUARTER).run()
    assert page.query_params["for_cohort"] == made.DISTRICT_COHORT, "offered without having been ranked before"
    figures = made.purpose_of_figures(made.DISTRICT_FRAMEWORK, QUARTER, made.DISTRICT_COHORT)
    book = load_workbook(io.BytesIO(made.content(made.values(_reference(office), figures))))
    assert [row[0].value for row in book["Số liệu"].iter_rows(min_row=4, max_row=5)] == ["00001", "00002"]
    _load(page, book, 1)
    return page


def _page(name: str, **choices: str) -> AppTest:
    page = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=60)
    page.switch_page(f"pages/{name}.py")
    for choice, code in choices.items():
        page.query_params[choice] = code
    return page


def _run(page: AppTest) -> AppTest:
    page.run()
    assert not page.exception
    assert not page.error, page.error
    return page


def _load(page: AppTest, book: Workbook, turn: int) -> None:
    """Hand in a file in the load of this session that is counted `turn`, preview and publish it."""
    page.text_input(key=f"load_source_title_{turn}").set_value("Số liệu tự đặt")
    page.text_input(key=f"load_source_publisher_{turn}").set_value("Cơ quan thử").run()
    page.file_uploader[0].upload("giả định.xlsx", made.content(book))
    page.run()
    told = texts_of(page)
    assert ("13 dòng mới, 0 dòng sửa" in told) == (turn == 0), "what a file of units brings is said before it is built"
    page.button(key="load_preview").click().run()
    assert (say("vi", "load_effect_reference") in texts_of(page)) == (turn == 0)
    page.text_input(key="load_note").set_value("Thử cấp huyện")
    page.button(key="load_publish").click().run()
    assert not page.exception
    assert page.success, texts_of(page)


def _reference(directory: Path) -> dict:
    build_id = builds.current_id(directory)
    return {name: queries.reference(build_id, name) for name in queries.REFERENCE}


@pytest.fixture
def opened(session: AppTest) -> Callable[..., AppTest]:
    return lambda name, **choices: _run(_page(name, **choices))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ranking_shows_the_districts_in_a_period_that_goes_by_its_own_name(opened, language):
    page = opened("ranking", edition=EDITION, lang=language)
    assert len(tables_of(page)[0].value) == 13
    told = sentence_of(page)
    assert NAMES[language] in f"{told[0].lower()}{told[1:]}"
    assert counted(language, "units", 13) in told


def test_a_file_made_at_a_click_calls_the_period_as_the_page_does(opened, monkeypatch):
    files = {}
    monkeypatch.setattr(
        "ui.file_button.st.download_button", lambda _, *, data, file_name, **more: files.update({file_name: data})
    )
    opened("ranking", edition=EDITION, lang="vi")
    name = next(name for name in files if name.endswith(".xlsx"))
    cells = [str(cell) for sheet in load_workbook(io.BytesIO(files[name]())) for row in sheet.values for cell in row]
    assert any(NAMES["vi"] in cell for cell in cells)


def test_the_new_system_is_there_to_be_added_to(opened):
    page = opened("load", kind="units")
    assert made.DISTRICTS in page.selectbox(key="load_pick_for_system").proto.options[-1]
    page = opened("load", kind="units", for_system=made.DISTRICTS)
    assert page.get("download_button")


@pytest.mark.parametrize("name", ["overview", "profile", "comparison", "components", "reconciliation"])
def test_every_other_page_draws_the_districts(opened, name):
    page = opened(name, edition=EDITION, unit="00003")
    assert "None" not in texts_of(page)
