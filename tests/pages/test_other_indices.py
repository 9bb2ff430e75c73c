"""Every page with every edition of every index but the provincial DTI: nothing fails, nor speaks of the DTI alone."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.drawn_tables import tables_of
from text.catalogue import CATALOGUES, say
from warehouse import paths

from .conftest import blocks_of, told_in

APP = paths.ROOT / "app.py"
NEEDS_A_ROLE = {"audit.py", "history.py", "load.py"}  # and shows no edition
PAGES = sorted({file.name for file in (paths.ROOT / "pages").glob("*.py")} - NEEDS_A_ROLE)
INDEXES = ("chi_so_766", "ict_index", "it_application", "dti_ministry", "dti_national")
# Words that are about one index: a page may say them only where the data do, by name of the index or indicator.
OF_ONE_INDEX = re.compile(r"\bDTI\b|chuyển đổi số|digital transformation", re.IGNORECASE)
COUNTED_PROVINCES = re.compile(r"\d+ (tỉnh|thành phố|province)", re.IGNORECASE)
SAYS_NOTHING_OF = dict.fromkeys(("ict_index", "it_application"), OF_ONE_INDEX) | dict.fromkeys(
    ("dti_ministry", "dti_national"), COUNTED_PROVINCES
)
LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")


@pytest.fixture
def turn_to(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open one page with the choices of an address."""
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(warehouse))

    def open_page(name: str, **choices: str) -> AppTest:
        page = AppTest.from_file(str(APP), default_timeout=60)
        page.switch_page(f"pages/{name}")
        for choice, code in choices.items():
            page.query_params[choice] = code
        return page.run()

    return open_page


def _words(page: AppTest) -> Iterator[str]:
    """What a page itself says: sentences, notes, titles of columns and pictures; not pickers and links to sources."""
    for kind in ("title", "header", "markdown", "info", "warning", "caption"):
        yield from (LINK.sub("", element.value) for element in getattr(page, kind))
    yield from (fold.label for fold in page.expander)
    yield from (button.proto.popover.label for button in blocks_of(page.main, "choices"))
    for table in tables_of(page):
        yield from (table.alt, *table.titles)
    for chart in page.get("plotly_chart"):
        yield chart.proto.alt
        yield from (re.sub(r"(Nguồn|Source): .*", "", line) for line in told_in(chart).split("\n"))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("index", INDEXES)
def test_every_edition_opens_in_both_languages_and_speaks_of_its_index_alone(turn_to, ask, name, index):
    found = ask("select year, cohort_code from mart.editions where index_code = $index order by year", index=index)
    assert found
    for edition in found:
        for language in CATALOGUES:
            choices = {"index": index, "year": str(edition["year"]), "cohort": edition["cohort_code"], "lang": language}
            page = turn_to(name, **choices)
            assert not page.exception, choices
            assert not page.error, (choices, page.error)
            assert not page.warning, (choices, page.warning)
            assert page.title, choices
            words = "\n".join(_words(page))
            assert not re.search(r"\bNone\b|\bnan\b|\{\w+\}", words), choices
            if index in SAYS_NOTHING_OF and name != "changes.py":  # it lists documents of every index
                assert not SAYS_NOTHING_OF[index].search(words), choices


@pytest.mark.parametrize("index", INDEXES)
def test_two_years_of_one_unit_open_wherever_there_are_two(turn_to, ask, index):
    found = ask("select year, cohort_code from mart.editions where index_code = $index order by year", index=index)
    for edition in found:
        choices = {"index": index, "year": str(edition["year"]), "cohort": edition["cohort_code"], "mode": "years"}
        page = turn_to("comparison.py", **choices)
        assert not page.exception, choices
        assert not page.error, choices
        is_answered = page.title[0].value != say("vi", "comparison_title")
        assert is_answered == (len({row["year"] for row in found}) > 1), choices


def test_an_index_in_points_is_told_in_points(turn_to):
    of_2024 = {"index": "chi_so_766", "year": "2024", "cohort": "vn34", "unit": "19"}
    for name in ("overview.py", "ranking.py", "profile.py"):
        page = turn_to(name, **of_2024)
        words = "\n".join(_words(page)) + "\n".join(title.value for title in page.subheader)
        assert "Đạt 89,03/100 điểm, tăng 1,99" in words, name
        assert not re.search(r"\d\d,\d\d00", words), name


def test_inferred_figures_are_marked_and_told(turn_to):
    page = turn_to("profile.py", index="dti", year="2024", cohort="vn63", unit="01")
    words = "\n".join(_words(page))
    assert "† Suy ra từ bảng của nhóm xếp hạng khác, không phải công bố." in words
    page = turn_to("ranking.py", index="dti", year="2024", cohort="vn63", measure="1", unit="01")
    assert "Giá trị: suy ra từ bảng khác, không phải công bố" in "\n".join(_words(page))
