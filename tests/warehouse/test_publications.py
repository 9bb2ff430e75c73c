"""The log of publications: who, when, why, what; older lines still count."""

import json
import os
from dataclasses import asdict

import pytest

from warehouse import checksums, publications
from warehouse.publications import Publication, drop_unfinished, read, write_ahead

ENTRY = Publication("b", "2026-11-21T20:30:00+00:00", "anna", "một ghi chú", {"added": ["2025/x"]}, ["load"])


def test_a_publication_comes_back_as_it_was_noted(tmp_path):
    with write_ahead(tmp_path, ENTRY):
        pass
    assert read(tmp_path) == [ENTRY]
    assert read(tmp_path)[0].when.isoformat() == ENTRY.at


def test_lines_of_earlier_versions_name_the_build_alone(tmp_path):
    (tmp_path / publications.LOG).write_text("a\nb\n")
    with write_ahead(tmp_path, ENTRY):
        pass
    assert read(tmp_path) == [Publication("a"), Publication("b"), ENTRY]
    assert read(tmp_path)[0].when is None


def test_what_a_kill_left_of_a_line_is_passed_over(tmp_path):
    (tmp_path / publications.LOG).write_text('a\n{"build_id": "x", "at"')
    with write_ahead(tmp_path, ENTRY):
        pass
    assert read(tmp_path) == [Publication("a"), ENTRY]


def test_a_publication_that_does_not_come_about_is_taken_back(tmp_path):
    with write_ahead(tmp_path, ENTRY):
        pass
    with pytest.raises(OSError, match="full"), write_ahead(tmp_path, Publication("c")):
        raise OSError("full")
    assert read(tmp_path) == [ENTRY]


def test_without_a_log_there_were_none(tmp_path):
    assert read(tmp_path) == []
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("torn", ["", '{"build_id": "x", "at"', "\n"])
def test_a_publication_cut_off_before_the_pointer_moved_is_taken_back(tmp_path, torn):
    for entry in (Publication("a"), ENTRY):
        with write_ahead(tmp_path, entry):
            pass
    with (tmp_path / publications.LOG).open("a") as log:
        log.write(torn)
    drop_unfinished(tmp_path, "a")
    assert read(tmp_path) == [Publication("a")]
    drop_unfinished(tmp_path, "a")
    assert read(tmp_path) == [Publication("a")]


def test_the_only_one_stays_where_the_pointer_is_lost(tmp_path):
    with write_ahead(tmp_path, ENTRY):
        pass
    drop_unfinished(tmp_path, "")
    assert read(tmp_path) == [ENTRY]


SOUND = asdict(ENTRY)


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "null",
        "12",
        "true",
        "{}",
        "[" * 200_000,
        "ab\ufffdc",
        '"a"',
        json.dumps(SOUND | {"build_id": 5}),
        json.dumps(SOUND | {"who": None}),
        json.dumps(SOUND | {"at": "nie"}),
        json.dumps(SOUND | {"at": "2026-11-21T20:30:00"}),
        json.dumps(SOUND | {"loads": "load"}),
        json.dumps(SOUND | {"changes": []}),
        json.dumps(SOUND | {"changes": {"added": 1}}),
        json.dumps(SOUND | {"changes": {"aeded": ["2025/x"]}}),
        json.dumps(checksums.with_checksum(SOUND)).replace("loads", "moads"),
    ],
    ids=lambda line: line[:60],
)
def test_a_line_that_is_no_publication_is_named_and_passed_over(tmp_path, line):
    (tmp_path / publications.LOG).write_text(f"a\n{line}\n\n")
    with write_ahead(tmp_path, ENTRY):
        pass
    assert read(tmp_path) == [Publication("a"), ENTRY]
    assert publications.unreadable(tmp_path) == [2]


def test_fields_that_a_later_version_writes_into_a_line_are_passed_over(tmp_path):
    (tmp_path / publications.LOG).write_text(json.dumps(checksums.with_checksum(SOUND | {"colour": "blue"})) + "\n")
    assert (read(tmp_path), publications.unreadable(tmp_path)) == ([ENTRY], [])


def test_bytes_that_are_no_text_spoil_their_line_alone(tmp_path):
    (tmp_path / publications.LOG).write_bytes(b"a\n\xff\xfe\x00\nb\n")
    assert [entry.build_id for entry in read(tmp_path)] == ["a", "b"]
    assert publications.unreadable(tmp_path) == [2]


@pytest.mark.parametrize("current", ["b", "z", ""])
def test_what_was_published_stays_whatever_became_of_the_pointer(tmp_path, current):
    for entry in (Publication("a"), ENTRY):
        with write_ahead(tmp_path, entry):
            pass
    drop_unfinished(tmp_path, current)
    assert read(tmp_path) == [Publication("a"), ENTRY]
