"""The audit log: every event is there, whole, in order, and nothing is done that could not be recorded."""

import errno
import os
import threading
import time
import tracemalloc
from fractions import Fraction

import pytest

from warehouse import atomic_files, audit
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
    assert list(audit.events(tmp_path)) == []


def test_a_line_cut_short_stays_in_the_log_and_spoils_no_other(tmp_path):
    audit.record(tmp_path, "load", "anna")
    log = tmp_path / audit.LOG
    log.write_bytes(log.read_bytes() + b'{"at": "2026-')
    audit.record(tmp_path, "publish", "anna")
    assert [event.action for event in audit.events(tmp_path)] == ["publish", audit.UNREADABLE, "load"]
    assert list(audit.events(tmp_path))[1].subject == '{"at": "2026-'


@pytest.mark.parametrize(
    ("whole", "spoilt"),
    [('+00:00"', '*00:00"'), ('"who": "anna"', '"who": 7'), ('"role"', '"sole"'), ("{", "[" * 200_000)],
)
def test_a_line_that_a_fault_of_the_disk_has_spoilt_is_shown_as_it_is(tmp_path, whole, spoilt):
    audit.record(tmp_path, "load", "anna")
    log = tmp_path / audit.LOG
    log.write_text(log.read_text(encoding="utf-8").replace(whole, spoilt), encoding="utf-8")
    audit.record(tmp_path, "publish", "anna")
    assert [event.action for event in audit.events(tmp_path)] == ["publish", audit.UNREADABLE]


@pytest.mark.parametrize("spoilt", ['"minute": "2026*11', '"minute": 7, "x', "[" * 200_000])
def test_a_count_that_a_fault_of_the_disk_has_spoilt_is_left_out(tmp_path, spoilt):
    for minute in ("2026-11-29T10:00:00+00:00", "2026-11-29T10:01:00+00:00"):
        audit.count_refused(tmp_path, audit.Count(minute, "upload", "needs_analyst", 3))
    counts = tmp_path / audit.REFUSED
    counts.write_text(counts.read_text(encoding="utf-8").replace('"minute": "2026-11', spoilt, 1), encoding="utf-8")
    assert [count.minute for count in audit.refused(tmp_path)] == ["2026-11-29T10:01:00+00:00"]


def test_a_search_that_is_cut_says_how_far_it_came(tmp_path):
    for _ in range(4):
        audit.record(tmp_path, "load", "anna")
    cut = audit.page(tmp_path, 10, -1)
    assert (cut.is_cut, cut.share, cut.reached) == (True, Fraction(1, 4), cut.events[0].at)
    rest = audit.page(tmp_path, 10, 10, cut.older)
    assert (len(rest.events), rest.share) == (3, 1)


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
    atomic_files.append_line(tmp_path / "log", "một dòng dài hơn bảy byte")
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


def _written(directory, lines):
    (directory / audit.LOG).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _line(number, action="load", subject=""):
    return (
        f'{{"at": "2026-11-29T10:00:00.000+00:00", "who": "w{number}", "role": "analyst", "action": "{action}", '
        f'"subject": "{subject}", "sha256": [], "result": "accepted"}}'
    )


@pytest.mark.parametrize("block", [1, 2, 7, 100, 1 << 16])
def test_the_log_is_read_from_its_end_whatever_the_size_of_what_is_read_at_once(tmp_path, monkeypatch, block):
    monkeypatch.setattr(audit, "_BLOCK", block)
    _written(tmp_path, [_line(number, subject="ế" * (number % 3)) for number in range(20)])
    assert [event.who for event in audit.events(tmp_path)] == [f"w{number}" for number in reversed(range(20))]
    (tmp_path / audit.LOG).write_bytes(b"\n\nx\n\ny")
    assert [event.subject for event in audit.events(tmp_path)] == ["y", "x"]


@pytest.mark.parametrize("block", [50, 1 << 16])
def test_older_events_are_given_on_demand_each_exactly_once(tmp_path, monkeypatch, block):
    monkeypatch.setattr(audit, "_BLOCK", block)
    _written(tmp_path, [_line(number) for number in range(25)])
    found, before = [], None
    while True:
        page = audit.page(tmp_path, 10, 60, before)
        assert not page.is_cut
        found += [event.who for event in page.events]
        audit.record(tmp_path, "load", "later")  # what is added meanwhile moves nothing
        before = page.older
        if before is None:
            break
    assert found == [f"w{number}" for number in reversed(range(25))]


def test_events_are_looked_for_while_reading_and_the_search_ends_in_time(tmp_path):
    _written(tmp_path, [_line(number, "publish" if number == 3 else "load") for number in range(5000)])
    [event] = audit.page(tmp_path, 10, 60, action="publish").events
    assert event.who == "w3"
    assert [event.who for event in audit.page(tmp_path, 10, 60, fits=lambda one: one.who == "w7").events] == ["w7"]
    cut = audit.page(tmp_path, 10, -1, fits=lambda one: False)
    assert (cut.events, cut.is_cut) == ([], True)
    assert cut.older > 0


def test_a_place_that_is_none_of_ours_harms_nothing(tmp_path):
    _written(tmp_path, [_line(number) for number in range(3)])
    assert audit.page(tmp_path, 10, 60, 10**15).events[0].who == "w2"
    assert audit.page(tmp_path, 10, 60, 0) == audit.Page([], None)
    assert audit.page(tmp_path, 10, 60, 10).events[0].action == audit.UNREADABLE


def test_a_line_without_end_takes_no_memory(tmp_path):
    log = tmp_path / audit.LOG
    _written(tmp_path, [_line(0)])
    with log.open("ab") as file:
        file.write(b"x" * 30_000_000)
    tracemalloc.start()
    damaged, first = audit.events(tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert first.who == "w0"
    assert (damaged.action, len(damaged.subject)) == (audit.UNREADABLE, audit.LONGEST_LINE)
    assert peak < 2_000_000


def test_counts_of_refusals_are_summed_by_minute_and_kind_and_their_file_has_a_largest_size(tmp_path, monkeypatch):
    monkeypatch.setattr(audit, "REFUSED_BYTES", 2000)
    for number in range(200):
        audit.count_refused(tmp_path, audit.Count(f"2026-11-29T10:{number % 60:02}:00+00:00", "upload", "x", 1))
    assert (tmp_path / audit.REFUSED).stat().st_size < 2200
    (tmp_path / audit.REFUSED).write_bytes(b"")
    first, second = "2026-11-29T11:00:00+00:00", "2026-11-29T11:01:00+00:00"
    for minute, count in ((second, 1), (first, 1), (second, 41)):
        audit.count_refused(tmp_path, audit.Count(minute, "upload", "needs_analyst", count))
    with (tmp_path / audit.REFUSED).open("ab") as file:
        file.write(b'{"minute": "10:')
    counts = [(told.minute, told.count) for told in audit.refused(tmp_path)]
    assert counts == [(second, 42), (first, 1)]


def test_where_nobody_was_refused_nothing_is_counted(tmp_path):
    assert audit.refused(tmp_path) == []


def test_a_long_log_is_a_page_as_soon_as_a_short_one_and_takes_no_memory(tmp_path):
    lines = 40_000  # beyond what one table may hold; a million in benchmarks/audit_log.py
    _written(tmp_path, [_line(0, "withdraw"), *[_line(1)] * (lines - 1)])
    size = (tmp_path / audit.LOG).stat().st_size
    began = time.perf_counter()
    tracemalloc.start()
    newest = audit.page(tmp_path, 200, 60)
    rare = audit.page(tmp_path, 200, 60, action="withdraw")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.perf_counter() - began < 2
    assert len(newest.events) == 200
    assert newest.older > size * 0.98, "only the end was read"
    assert [event.who for event in rare.events] == ["w0"]
    assert peak < 2_000_000 < size
