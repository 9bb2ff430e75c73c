"""What a province argues about, in a browser: from its components to the differences, on made-up score sheets."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages import scored
from tests.serving import serving
from text.catalogue import say

from .conftest import choices, fits, press, sentence, violations

COMPONENTS = "/components?lang=vi&index=dti&year=2021&cohort=vn63"


@pytest.fixture(scope="module")
def warehouse(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of all real data with the made-up score sheets beside them."""
    root = tmp_path_factory.mktemp("scores")
    shutil.copytree(warehouse, root / "warehouse")
    scored.load_score_sheets(root / "warehouse", root / "loaded")
    return root / "warehouse"


@pytest.fixture(scope="module")
def server(warehouse: Path) -> Iterator[str]:
    """Address of a server of this build."""
    with serving(DTI_WAREHOUSE_DIR=str(warehouse)) as address:
        yield address


def test_from_the_list_to_what_was_reduced_and_the_file_of_it(window):
    page = window(f"{COMPONENTS}&unit=06", width=390)
    press(page, say("vi", "components_view_appraisal"))
    assert choices(page)["view"] == "appraisal"
    page.locator(".js-plotly-plot").first.wait_for()
    assert "2 chỉ số thành phần bị giảm khi thẩm định, tổng 11,00 điểm" in sentence(page)
    for width in (390, 768, 1366):
        fits(page, width)
    page.get_by_role("button", name=say("vi", "download")).first.click()
    with page.expect_download() as downloading:
        page.get_by_role("button", name=say("vi", "download_xlsx")).last.click()
    stem = say("vi", "components_file_appraisal")
    assert downloading.value.suggested_filename == f"{stem}_dti_2021_vn63_bac-kan.xlsx"
    assert page.faults == []
    assert page.foreign == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_or_critical(document, scheme):
    found = []
    for unit in ("06", "04"):  # with every round, and before any appraisal
        page = document(f"{COMPONENTS}&unit={unit}&view=appraisal", scheme=scheme)
        found += [(unit, rule["id"]) for rule in violations(page, scheme) if rule["impact"] in ("serious", "critical")]
    assert found == []
