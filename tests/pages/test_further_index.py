"""A synthetic index on the pages: loaded by an analyst without a line of code, and drawn like every other."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests import further_index as synthetic
from tests.drawn_tables import tables_of
from tests.pages.conftest import analysts_office, sentence_of, texts_of
from text.catalogue import LANGUAGES
from warehouse import builds, connection, paths
from warehouse.queries import loading as queries

PAGES = sorted(file.stem for file in (paths.ROOT / "pages").glob("*.py") if file.stem != "load")
OF_YEAR = {"kind": "main_values", "framework": synthetic.CODE}


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def office(warehouse: Path, tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Folder of a build of all real data and three years of the index, all loaded on the page in their order."""
    directory = analysts_office(warehouse, tmp_path_factory.mktemp("office"), patch)
    _load(_framework_page(), synthetic.framework(_reference(directory)))
    for year in synthetic.YEARS:
        page = _open("load", **OF_YEAR, for_year=str(year))
        assert page.query_params["for_cohort"] == synthetic.COHORT, "the cohort that indexes of this level rank"
        _load(page, synthetic.main_points(_reference(directory), str(year)))
    yield directory
    connection.close_all()


def _open(name: str, **choices: str) -> AppTest:
    page = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=60)
    page.switch_page(f"pages/{name}.py")
    for choice, code in choices.items():
        page.query_params[choice] = code
    page.run()
    assert not page.exception
    assert not page.error, page.error
    return page


def _framework_page() -> AppTest:
    page = _open("load", kind="framework")
    return page.text_input(key="load_framework_code").set_value(synthetic.CODE).run()


def _load(page: AppTest, content: bytes) -> None:
    page.text_input(key="load_source_title_0").set_value("Số liệu tự đặt")
    page.text_input(key="load_source_publisher_0").set_value("Cơ quan thử").run()
    page.file_uploader[0].upload("giả định.xlsx", content)
    page.run()
    page.button(key="load_preview").click().run()
    page.text_input(key="load_note").set_value("Chỉ số giả định")
    page.button(key="load_publish").click().run()
    assert not page.exception
    assert page.success, texts_of(page)


def _reference(directory: Path) -> dict:
    build_id = builds.current_id(directory)
    return {name: queries.reference(build_id, name) for name in queries.REFERENCE}


@pytest.fixture
def choices(office: Path) -> Callable[..., dict[str, str]]:
    return lambda year=2024: {"index": synthetic.INDEX, "year": str(year), "cohort": synthetic.COHORT}


def test_the_picker_of_an_index_offers_it_by_its_own_name(office, choices):
    page = _open("ranking", **choices())
    [picker] = [each for each in page.selectbox if synthetic.SHORT_NAME in each.options]
    assert picker.value == synthetic.INDEX
    assert len(tables_of(page)[0].value) == 34


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_draws_it_in_both_languages(office, choices, name, language):
    page = _open(name, **choices(), lang=language)
    assert not page.warning, page.warning
    assert page.header or page.info or page.title
    assert "None" not in texts_of(page)


def test_two_units_and_two_years_are_compared(office, choices):
    for view in ({"units": "01.04"}, {"units": "01.04", "mode": "years"}):
        page = _open("comparison", **choices(), **view)
        assert "Hà Nội" in sentence_of(page), view
        assert page.get("plotly_chart"), view
    ranking = _open("ranking", **choices(), view="two_years")
    assert len(tables_of(ranking)[0].value) == 34


def test_the_profile_tells_its_computed_rank_and_its_main_indicators(office, choices):
    page = _open("profile", **choices(2023), unit="01")
    assert "2/34" in sentence_of(page)
    tables = [table.value.to_string() for table in tables_of(page)]
    assert any("Phần giả định 3" in table for table in tables)
