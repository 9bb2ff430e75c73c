"""The audit log: every event is there, whole, in order, and nothing is done that could not be recorded."""

import errno
import os
import threading

import pytest

from warehouse import audit, durable
from warehouse.errors import AuditFailed


def test_events_come_back_as_they_were_recorded_the_newest_first(tmp_path):
    audit.record(tmp_path / "loaded", "load", "anna", "analyst", "dti 2025", ["ab", "cd"])
    audit.record(tmp_path / "loaded", "publish", "bình", "admin", "build\u2028\nid", result="refused: BaseMoved")
    newest, first = audit.events(tmp_path / "loaded")
    assert (first.action, first.who, first.role, first.subject) == ("load", "anna", "analyst", "dti 2025")
    assert (first.sha256, first.result) == (("ab", "cd"), "accepted")
    assert (newest.subject, newest.result) == ("build\u2028\nid", "refused: BaseMoved")
    assert first.at < newest.at


def test_without_a_log_there_are_no_events(tmp_path):
    assert audit.events(tmp_path) == []


def test_a_line_cut_short_stays_in_the_log_and_spoils_no_other(tmp_path):
    audit.record(tmp_path, "load", "anna")
    log = tmp_path / audit.LOG
    log.write_bytes(log.read_bytes() + b'{"at": "2026-')
    audit.record(tmp_path, "publish", "anna")
    assert [event.action for event in audit.events(tmp_path)] == ["publish", audit.UNREADABLE, "load"]
    assert audit.events(tmp_path)[1].subject == '{"at": "2026-'


@pytest.mark.parametrize("operation", ["write", "fsync"])
@pytest.mark.parametrize(("code", "reason"), [(errno.ENOSPC, "no_space"), (errno.EIO, "engine")])
def test_what_cannot_be_recorded_is_said_and_leaves_no_half_line(tmp_path, monkeypatch, operation, code, reason):
    audit.record(tmp_path, "load", "anna")
    before = (tmp_path / audit.LOG).read_bytes()

    def failing(*_):
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as full:
        full.setattr(os, operation, failing)
        with pytest.raises(AuditFailed) as failed:
            audit.record(tmp_path, "publish", "anna")
    assert failed.value.reason == reason
    assert (tmp_path / audit.LOG).read_bytes() == before


def test_a_write_that_takes_only_a_part_is_continued(tmp_path, monkeypatch):
    genuine = os.write
    monkeypatch.setattr(os, "write", lambda log, rest: genuine(log, rest[:7]))
    durable.append_line(tmp_path / "log", "một dòng dài hơn bảy byte")
    assert (tmp_path / "log").read_text(encoding="utf-8") == "một dòng dài hơn bảy byte\n"


def test_events_of_many_at_once_are_all_there(tmp_path):
    many = [
        threading.Thread(target=lambda who=who: [audit.record(tmp_path, "load", f"{who}") for _ in range(10)])
        for who in range(8)
    ]
    for each in many:
        each.start()
    for each in many:
        each.join()
    found = [event.who for event in audit.events(tmp_path)]
    assert sorted(found) == sorted(f"{who}" for who in range(8) for _ in range(10))
