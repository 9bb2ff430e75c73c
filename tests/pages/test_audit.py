"""The audit page: only for admins, every event with its words, filters, and a damaged line shown as it is."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from access.roles import ADMIN, ANALYST, Visitor
from tests.drawn_tables import tables_of
from text.catalogue import say
from ui import access
from ui.audit import audit_log
from warehouse import audit


@pytest.fixture
def log(tmp_path, monkeypatch):
    """A log of three acts and one refusal, and a line that a kill cut short."""
    monkeypatch.setenv("DTI_LOADED_DIR", str(tmp_path))
    audit.record(tmp_path, "load", "lan@example.vn", ANALYST, "2024/main_values.xlsx", ["ab" * 32])
    audit.record(tmp_path, "publish", "lan@example.vn", ANALYST, "20261121T203000123Z-1a2b3c4d")
    audit.record(tmp_path, "publish", "lan@example.vn", ANALYST, "x", result="failed: BaseMoved")
    audit.record(tmp_path, "refused", "chi@example.vn", "viewer", "upload", result="refused: needs_analyst")
    audit.count_refused(tmp_path, audit.Count("2026-11-29T10:00:00+00:00", "start", "wrong_key", 12))
    with (tmp_path / audit.LOG).open("a", encoding="utf-8") as file:
        file.write('{"at": "2026-11\n')
    return tmp_path


def as_(role: str, monkeypatch) -> None:
    monkeypatch.setattr(access, "visitor", lambda: Visitor(role, "somebody"))


def test_an_admin_sees_every_event_the_newest_first(log, open_page: Callable[..., AppTest], monkeypatch):
    as_(ADMIN, monkeypatch)
    page = open_page("audit")
    assert not page.error
    shown = tables_of(page)[0].value
    assert list(shown["action"]) == [
        say("vi", f"audit_action_{name}") for name in ("unreadable", "refused", "publish", "publish", "load")
    ]
    assert shown["subject"][0].startswith('{"at"')
    assert shown["result"][1] == f"{say('vi', 'audit_result_refused')}: {say('vi', 'audit_why_needs_analyst')}"
    assert shown["result"][2].endswith("BaseMoved")
    assert shown["sha256"][4] == "abababababab"


@pytest.mark.parametrize(
    ("choices", "count"), [({"action": "publish"}, 2), ({"q": "abab"}, 1), ({"q": "tu choi"}, 1)]
)
def test_a_filter_shows_its_events(log, open_page, monkeypatch, choices, count):
    as_(ADMIN, monkeypatch)
    assert len(tables_of(open_page("audit", **choices))[0].value) == count


def test_an_unknown_action_is_told_and_stays_in_the_address(log, open_page, monkeypatch):
    as_(ADMIN, monkeypatch)
    page = open_page("audit", action="moon")
    assert "“moon”" in page.warning[0].value
    assert len(tables_of(page)[0].value) == 5
    assert page.query_params["action"] == "moon"


def test_nothing_recorded_is_a_sentence(tmp_path, open_page, monkeypatch):
    monkeypatch.setenv("DTI_LOADED_DIR", str(tmp_path))
    as_(ADMIN, monkeypatch)
    assert [info.value for info in open_page("audit").info] == [say("vi", "audit_nothing")]


@pytest.mark.parametrize("role", ["viewer", "analyst"])
def test_nobody_else_reads_the_log(log, open_page, monkeypatch, role):
    as_(role, monkeypatch)
    page = open_page("audit")
    assert not any("action" in frame.value for frame in tables_of(page))


def test_refusals_of_visitors_without_a_name_are_a_table_of_their_own(log, open_page, monkeypatch):
    as_(ADMIN, monkeypatch)
    shown = tables_of(open_page("audit"))[1].value
    assert list(shown["subject"]) == ["start"]
    assert list(shown["why"]) == [say("vi", "audit_why_wrong_key")]
    assert list(shown["count"]) == [12]


def test_older_events_are_shown_on_demand_and_their_address_can_be_handed_on(log, open_page, monkeypatch):
    as_(ADMIN, monkeypatch)
    monkeypatch.setattr(audit_log, "SHOWN", 2)
    seen, places = [], [""]
    while True:
        page = open_page("audit", **({"before": places[-1]} if places[-1] else {}))
        seen += list(tables_of(page)[0].value["action"])
        assert any(button.key == "audit_newest" for button in page.button) == bool(places[-1])
        if not (older := [button for button in page.button if button.key == "audit_older"]):
            break
        older[0].click().run()
        places.append(page.query_params["before"])
    assert len(seen) == 5
    assert seen[-1] == say("vi", "audit_action_load")


@pytest.mark.parametrize("place", ["moon", "-5", "9" * 30, "٣", "0x10"])
def test_a_place_that_is_none_shows_the_newest(log, open_page, monkeypatch, place):
    as_(ADMIN, monkeypatch)
    assert len(tables_of(open_page("audit", before=place))[0].value) == 5


def test_a_search_that_takes_long_says_how_far_it_came_and_goes_on(log, open_page, monkeypatch):
    as_(ADMIN, monkeypatch)
    monkeypatch.setattr(audit_log, "SECONDS", -1)
    page = open_page("audit", q="lan@example")
    before, after = say("vi", "audit_cut", at="—", share="2%").split("2%")
    # the newest line is damaged and says no time
    assert any(re.search(re.escape(before) + r"\d+%" + re.escape(after), note.value) for note in page.markdown)
    assert any(button.key == "audit_older" for button in page.button)


def test_a_damaged_line_makes_no_row_higher_than_a_screen(log, open_page, monkeypatch):
    with (log / audit.LOG).open("a", encoding="utf-8") as file:
        file.write("x" * 5000 + "\n")
    as_(ADMIN, monkeypatch)
    assert len(tables_of(open_page("audit"))[0].value["subject"][0]) < 400


def test_an_act_about_many_files_names_a_few_and_is_found_by_each(log, open_page, monkeypatch):
    digests = [f"{number:02x}" * 32 for number in range(60)]
    audit.record(log, "publish", "an@example.vn", ANALYST, "20261129T203000123Z-1a2b3c4d", digests)
    as_(ADMIN, monkeypatch)
    shown = tables_of(open_page("audit", q=digests[59]))[0].value
    assert shown["sha256"].to_list() == [f"{'00' * 6} {'01' * 6} {'02' * 6} +57"]


def _file(**asked):
    name, pieces = audit_log.pieces(asked)
    return name, b"".join(pieces).decode("utf-8-sig").split("\r\n")[:-1]


def test_the_file_holds_what_the_filter_leaves_and_its_titles_once(log, monkeypatch):
    monkeypatch.setattr(audit_log, "_PIECE", 2)
    name, lines = _file(lang="en", kind="csv_machine")
    assert name == "audit-log_machine.csv"
    assert len(lines) == 6
    assert lines[0].startswith("Time (Viet Nam),Time (UTC),")
    assert [line for line in lines if "ab" * 32 in line] == [lines[-1]]
    assert len(_file(action="publish", lang="vi", kind="csv_vi")[1]) == 3
    assert len(_file(q="BaseMoved")[1]) == 2
    assert len(_file(q="nothing like it")[1]) == 1
    assert _file(lang="xx", kind="xx")[0] == "nhat-ky.csv"


def test_the_file_has_whole_hashes_and_exact_times(log):
    sheet = audit_log.LOG.sheet(list(audit.events(log)), "en")
    rows = [dict(zip(sheet.titles, row, strict=True)) for row in sheet.rows]
    assert rows[-1]["SHA-256"] == "ab" * 32
    assert rows[-1]["Action"] == say("en", "audit_action_load")
    assert rows[-1]["Time (UTC)"].endswith("+00:00")
