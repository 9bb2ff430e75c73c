"""One view of every page in each language, as an administrator sees it at first: it answers, and nothing fails."""

import pytest

from access.roles import Visitor
from tests.drawn_tables import tables_of
from text.catalogue import LANGUAGES, say
from warehouse import paths

# Without a unit too their title is an answer, or asks for one.
ANSWERING = (
    "overview", "ranking", "profile", "comparison", "components", "simulator", "targets", "tasks",
    "documents", "data", "method",
    "dictionary", "coverage", "changes", "reconciliation",
)  # fmt: skip
PAGES = sorted(file.stem for file in (paths.ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_with_its_title_and_an_answer(open_sound, monkeypatch, name, language):
    monkeypatch.setattr("ui.access.visitor", lambda: Visitor("admin", "admin@example.vn"))
    page = open_sound(name, lang=language)
    [title] = page.title
    assert (title.value == say(language, f"{name}_title")) == (name not in ANSWERING)
    assert name in ANSWERING or page.header or page.info or tables_of(page)


def test_quick_tests_are_in_files_that_are_there():
    from tests.conftest import QUICK

    tests = paths.ROOT / "tests"
    places = {name: tests if name == "tests" else tests / name for name in QUICK}
    assert [(name, one) for name, place in places.items() for one in QUICK[name] if not any(place.glob(one))] == []
