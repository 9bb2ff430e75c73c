"""The text of a page gets its head start when the page is opened, never when a filter of it changes."""

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


def _visit(*addresses: str | None) -> None:
    for address in addresses:
        browser.st.context.url = address
        browser.draw_text_first()


def test_every_opening_of_a_page_waits_once(waits):
    _visit("http://office/ranking", "http://office/ranking", "http://office/profile", "http://office/ranking")
    assert len(waits) == 3


def test_without_a_browser_nothing_waits(waits):
    _visit(None, None)
    assert waits == []
