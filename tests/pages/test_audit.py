"""The audit page: only for admins, every event with its words, filters, and a damaged line shown as it is."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from access.roles import ADMIN, ANALYST, Visitor
from text.catalogue import say
from ui import access
from ui.audit import table as audit_table
from warehouse import audit


@pytest.fixture
def log(tmp_path, monkeypatch):
    """A log of three acts and one refusal, and a line that a kill cut short."""
    monkeypatch.setenv("DTI_LOADED_DIR", str(tmp_path))
    audit.record(tmp_path, "load", "lan@example.vn", ANALYST, "2024/main_values.xlsx", ["ab" * 32])
    audit.record(tmp_path, "publish", "lan@example.vn", ANALYST, "20261121T203000123Z-1a2b3c4d")
    audit.record(tmp_path, "publish", "lan@example.vn", ANALYST, "x", result="failed: BaseMoved")
    audit.record(tmp_path, "refused", "anonymous", "viewer", "start", result="refused: wrong_key")
    with (tmp_path / audit.LOG).open("a", encoding="utf-8") as file:
        file.write('{"at": "2026-11\n')
    return tmp_path


def as_(role: str, monkeypatch) -> None:
    monkeypatch.setattr(access, "visitor", lambda: Visitor(role, "somebody"))


def test_an_admin_sees_every_event_the_newest_first(log, open_page: Callable[..., AppTest], monkeypatch):
    as_(ADMIN, monkeypatch)
    page = open_page("audit")
    assert not page.error
    shown = page.dataframe[0].value
    assert list(shown["action"]) == [
        say("vi", f"audit_action_{name}") for name in ("unreadable", "refused", "publish", "publish", "load")
    ]
    assert shown["subject"][0].startswith('{"at"')
    assert shown["result"][1] == f"{say('vi', 'audit_result_refused')}: {say('vi', 'audit_why_wrong_key')}"
    assert shown["result"][2].endswith("BaseMoved")
    assert shown["sha256"][4] == "abababababab"


@pytest.mark.parametrize(
    ("choices", "count"), [({"action": "publish"}, 2), ({"q": "abab"}, 1), ({"q": "tu choi"}, 1)]
)
def test_a_filter_shows_its_events(log, open_page, monkeypatch, choices, count):
    as_(ADMIN, monkeypatch)
    assert len(open_page("audit", **choices).dataframe[0].value) == count


def test_an_unknown_action_is_told_and_stays_in_the_address(log, open_page, monkeypatch):
    as_(ADMIN, monkeypatch)
    page = open_page("audit", action="moon")
    assert "“moon”" in page.warning[0].value
    assert len(page.dataframe[0].value) == 5
    assert page.query_params["action"] == "moon"


def test_nothing_recorded_is_a_sentence(tmp_path, open_page, monkeypatch):
    monkeypatch.setenv("DTI_LOADED_DIR", str(tmp_path))
    as_(ADMIN, monkeypatch)
    assert [info.value for info in open_page("audit").info] == [say("vi", "audit_nothing")]


@pytest.mark.parametrize("role", ["viewer", "analyst"])
def test_nobody_else_reads_the_log(log, open_page, monkeypatch, role):
    as_(role, monkeypatch)
    page = open_page("audit")
    assert not any("action" in frame.value for frame in page.dataframe)


def test_the_file_has_whole_hashes_and_exact_times(log):
    sheet = audit_table.file("en")(audit.events(log))
    rows = [dict(zip(sheet.titles, row, strict=True)) for row in sheet.rows]
    assert rows[-1]["SHA-256"] == "ab" * 32
    assert rows[-1]["Action"] == say("en", "audit_action_load")
    assert rows[-1]["Time (UTC)"].endswith("+00:00")
