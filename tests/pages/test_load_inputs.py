"""The page that loads data answers small tables as offices keep them with what is right for each."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.roles import Visitor
from tests.etl.test_inputs import INPUTS, RIGHT
from tests.pages.conftest import rows_of
from text.catalogue import say
from text.formats import MISSING
from warehouse import connection


@pytest.fixture(scope="module")
def office(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a build of all real data; checking files changes nothing in it."""
    directory = tmp_path_factory.mktemp("office")
    shutil.copytree(warehouse, directory, dirs_exist_ok=True)
    yield directory
    connection.close_all()


def handed_in(office: Path, open_page, monkeypatch, tmp_path: Path, name: str) -> AppTest:
    """The page after the file is handed in, for what it is meant for."""
    monkeypatch.setenv("DTI_LOADED_DIR", str(tmp_path / "loaded"))
    monkeypatch.setattr("ui.access.visitor", lambda: Visitor("analyst", "an@example.vn"))
    purpose = RIGHT[name].purpose
    choices = {"kind": purpose.kind, "framework": purpose.framework_code, "for_year": purpose.period_code}
    choices |= {"for_cohort": purpose.cohort_code} | ({"for_unit": purpose.unit_code} if purpose.unit_code else {})
    page = open_page("load", office, **choices)
    page.text_input(key="load_source_title_0").set_value("Bảng thử")
    page.text_input(key="load_source_publisher_0").set_value("Cơ quan thử").run()
    page.file_uploader[0].upload(name, (INPUTS / name).read_bytes())
    page.run()
    assert not page.exception
    return page


@pytest.mark.parametrize("name", RIGHT)
def test_a_table_is_read_or_refused_as_is_right_for_it(office, as_served, open_page, monkeypatch, tmp_path, name):
    right = RIGHT[name]
    page = handed_in(office, open_page, monkeypatch, tmp_path, name)
    [verdict] = rows_of(page, "load_verdicts")
    amount = verdict[say("vi", "load_column_amount")]
    assert right.rows == (0 if amount == MISSING else int(amount.split()[0])), amount
    buttons = {button.key: button for button in page.button}
    if right.exit_code == 1:
        assert "load_preview" not in buttons
    elif right.exit_code == 0:
        assert not buttons["load_preview"].disabled
    assert "load_map_apply" not in buttons, "nothing is asked that the table says"
