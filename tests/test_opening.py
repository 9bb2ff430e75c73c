"""The answer of a page gets its head start whenever it is another one, at a new page or a new choice, else never."""

from types import SimpleNamespace

import pytest

from ui import browser


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits of one visitor's session."""
    waited = []
    monkeypatch.setattr(browser, "time", SimpleNamespace(sleep=waited.append))
    monkeypatch.setattr(browser, "st", SimpleNamespace(session_state={}, context=SimpleNamespace(url=None)))
    return waited


def _show(*answers: tuple[str, str], url: str | None = "http://office/ranking") -> None:
    browser.st.context.url = url
    for answer in answers:
        browser.draw_text_first(*answer)


def test_every_new_answer_waits_once(waits):
    first, of_other_unit, of_other_page = ("ranking", "22/34"), ("ranking", "9/34"), ("profile", "9/34")
    _show(first, first, of_other_unit, of_other_unit, of_other_page, first)
    assert len(waits) == 4


def test_without_a_browser_nothing_waits(waits):
    _show(("ranking", "22/34"), ("ranking", "9/34"), url=None)
    assert waits == []
