"""Builds, the pointer and the lock: what readers see stays whole whatever fails."""

import errno
import json
import os
from pathlib import Path

import duckdb
import polars as pl
import pytest

from warehouse import build, builds, checksums, sql_files
from warehouse import compare as comparing
from warehouse.builds import Stamp
from warehouse.compare import compare, unlike
from warehouse.connection import close_all, query
from warehouse.errors import (
    BuilderBusy,
    BuildFailed,
    ChecksFailed,
    DamagedBuild,
    NoBuild,
    NothingToRollBackTo,
    PointerLost,
    UnknownBuild,
)


@pytest.fixture(autouse=True)
def let_go():
    yield
    close_all()


@pytest.fixture
def sql_dir(tmp_path):
    """A synthetic schema: one table and one check that fails where a number is negative."""
    for layer in ("reference", "mart", "checks"):
        (tmp_path / "sql" / layer).mkdir(parents=True)
    (tmp_path / "sql/reference/numbers.sql").write_text(
        "-- One row per number.\n-- Grain: number\ncreate table reference.numbers (number integer not null);\n"
    )
    (tmp_path / "sql/mart/totals.sql").write_text(
        "-- One row per total.\n-- Grain: total\ncreate view mart.totals as select sum(number) as total"
        " from reference.numbers;\n"
    )
    (tmp_path / "sql/checks/negative.sql").write_text(
        "-- Negative numbers.\n-- Severity: blocks\nselect number from reference.numbers where number < 0;\n"
    )
    (tmp_path / "sql/checks/large.sql").write_text(
        "-- Large numbers.\n-- Severity: review\nselect number from reference.numbers where number > 100;\n"
    )
    return tmp_path / "sql"


@pytest.fixture
def directory(tmp_path):
    folder = tmp_path / "warehouse"
    folder.mkdir()
    return folder


def make(directory, sql_dir, build_id: str, *numbers: int, publish: bool = True) -> build.Built:
    unfinished = directory / f"{build_id}{builds.UNFINISHED}"
    frames = {"reference.numbers": pl.DataFrame({"number": list(numbers)}, schema={"number": pl.Int32})}
    built = build.write(unfinished, frames, sql_dir)
    builds.keep(directory, unfinished, Stamp(build_id, "2026-01-01T00:00:00+00:00", None, "hash"))
    if publish:
        builds.publish(directory, build_id)
    return built


def total(directory) -> int:
    return query(builds.current(directory).build_id, "select total from mart.totals", directory=directory).item()


def test_the_newest_published_build_is_current_and_older_ones_can_come_back(directory, sql_dir):
    for number, build_id in enumerate(("a", "b", "c"), start=1):
        make(directory, sql_dir, build_id, number)
    assert (builds.kept(directory), total(directory)) == (["c", "b", "a"], 3)
    assert builds.roll_back(directory).build_id == "b"
    assert total(directory) == 2
    assert builds.roll_back(directory, "a").build_id == "a"
    with pytest.raises(NothingToRollBackTo):
        builds.roll_back(directory)
    assert total(directory) == 1


def test_without_a_build_and_for_an_unknown_one_the_errors_say_so(directory, sql_dir):
    with pytest.raises(NoBuild):
        builds.current(directory)
    make(directory, sql_dir, "a", 1)
    with pytest.raises(UnknownBuild) as unknown:
        builds.publish(directory, "../a")
    assert unknown.value.known == ["a"]
    assert total(directory) == 1


def test_a_blocking_check_leaves_nothing_behind_and_a_review_is_listed(directory, sql_dir):
    make(directory, sql_dir, "a", 1)
    with pytest.raises(ChecksFailed) as failed:
        make(directory, sql_dir, "b", 5, -5)
    assert failed.value.rows == {"negative": [{"number": -5}]}
    assert sorted(path.name for path in directory.iterdir()) == ["CURRENT", "PUBLISHED", "a.duckdb", "a.json"]
    assert make(directory, sql_dir, "c", 101).reviews == {"large": [{"number": 101}]}


@pytest.mark.parametrize(
    ("numbers", "fault"),
    [
        ([5, 5, 6], {"grain of reference.numbers": [{"number": 5, "row_count": 2}]}),
        ([], {"grain of mart.totals": [{"total": None, "row_count": 1}]}),
    ],
)
def test_rows_whose_key_is_shared_or_not_known_are_never_published(directory, sql_dir, numbers, fault):
    with pytest.raises(ChecksFailed) as failed:
        make(directory, sql_dir, "a", *numbers)
    assert failed.value.rows == fault


def test_a_key_that_may_be_unknown_is_marked_in_the_header(directory, sql_dir):
    header = sql_dir / "mart/totals.sql"
    header.write_text(header.read_text().replace("Grain: total", "Grain: total?"))
    assert make(directory, sql_dir, "a").seconds.keys() == {"reference.numbers", "mart.totals"}


def test_five_builds_are_kept_and_never_the_current_one_removed(directory, sql_dir):
    for build_id in "abcdefg":
        make(directory, sql_dir, build_id, 1)
    builds.publish(directory, "b")
    (directory / f"killed{builds.UNFINISHED}").write_bytes(b"half")
    (directory / f"killed{builds.UNFINISHED}.wal").write_bytes(b"log")
    (directory / f"killed{builds.UNFINISHED}.tmp").mkdir()
    (directory / f"killed{builds.UNFINISHED}.tmp" / "spilled").write_bytes(b"rows")
    (directory / "orphan.json").write_text("{}")
    builds.prune(directory)
    assert builds.kept(directory) == ["g", "f", "e", "d", "c", "b"]
    assert not list(directory.glob(f"*{builds.UNFINISHED}*")) and not (directory / "orphan.json").exists()


def test_rolling_back_passes_over_a_candidate_that_was_never_published(directory, sql_dir):
    make(directory, sql_dir, "a", 1)
    make(directory, sql_dir, "b", 2, publish=False)
    make(directory, sql_dir, "c", 3)
    assert builds.roll_back(directory).build_id == "a"


def test_candidates_do_not_push_published_builds_out(directory, sql_dir):
    for build_id in "abc":
        make(directory, sql_dir, build_id, 1)
    for build_id in "defghij":
        make(directory, sql_dir, build_id, 1, publish=False)
    builds.prune(directory)
    assert builds.kept(directory) == [*"jihgf", *"cba"]


def test_a_build_that_cannot_be_deleted_yet_goes_the_next_time(directory, sql_dir, monkeypatch):
    for build_id in "abcdefg":
        make(directory, sql_dir, build_id, 1)
    genuine = Path.unlink
    with monkeypatch.context() as locked:
        locked.setattr(Path, "unlink", lambda path, **options: open_elsewhere(path, genuine, options))
        builds.prune(directory)
    assert builds.kept(directory)[-1] == "a"
    builds.prune(directory)
    assert builds.kept(directory) == [*"gfedc"]


def open_elsewhere(path, genuine, options):
    if path.name == "a.duckdb":
        raise PermissionError(13, "open elsewhere")
    genuine(path, **options)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"no-such-build"])
def test_a_pointer_that_names_nothing_is_damage_and_publishing_or_going_back_mends_it(directory, sql_dir, content):
    for build_id, number in (("a", 1), ("b", 2), ("c", 3)):
        make(directory, sql_dir, build_id, number)
    builds.roll_back(directory, "a")
    (directory / "CURRENT").write_bytes(content)
    with pytest.raises(PointerLost) as lost:
        builds.current(directory)
    assert lost.value.reason == ("gone" if content.strip() else "nothing")
    assert builds.roll_back(directory).build_id == "a", "the one published last, not the newest"
    assert total(directory) == 1


def test_a_folder_in_the_place_of_the_pointer_is_set_aside(directory, sql_dir):
    make(directory, sql_dir, "a", 1)
    (directory / "CURRENT").unlink()
    (directory / "CURRENT").mkdir()
    (directory / "CURRENT/kept").write_text("whose?")
    with pytest.raises(PointerLost):
        builds.current(directory)
    builds.roll_back(directory)
    assert total(directory) == 1
    assert (directory / "CURRENT.a/kept").read_text() == "whose?"


def test_while_nothing_says_which_is_current_no_build_goes(directory, sql_dir):
    for build_id in "abcdefg":
        make(directory, sql_dir, build_id, 1)
    (directory / "CURRENT").unlink()
    builds.prune(directory)
    assert builds.kept(directory) == [*"gfedcba"]


def test_a_stamp_with_a_bit_flipped_is_noticed_or_says_the_same(directory, sql_dir):
    make(directory, sql_dir, "a", 1)
    path, sound = directory / "a.json", builds.stamp(directory, "a")
    written, noticed = path.read_bytes(), 0
    for at in range(0, len(written) * 8, 11):
        changed = bytearray(written)
        changed[at // 8] ^= 1 << at % 8
        path.write_bytes(changed)
        try:
            assert builds.stamp(directory, "a") == sound
        except DamagedBuild:
            noticed += 1
    assert noticed > len(written) * 8 / 11 * 0.75


def test_a_stamp_of_before_has_no_hash_and_stays_good(directory, sql_dir):
    make(directory, sql_dir, "a", 1)
    content, sound = json.loads((directory / "a.json").read_text()), builds.stamp(directory, "a")
    del content[checksums.CHECKSUM]
    (directory / "a.json").write_text(json.dumps(content))
    assert builds.stamp(directory, "a") == sound


@pytest.mark.parametrize("content", ["[" * 200_000, "[]", "null", '"a"', "{}", '{"build_id"', "\x00", '{"a":' * 50_000])
def test_a_stamp_that_is_no_object_is_damage(directory, sql_dir, content):
    make(directory, sql_dir, "a", 1)
    (directory / "a.json").write_text(content)
    with pytest.raises(DamagedBuild) as damaged:
        builds.current(directory)
    assert damaged.value.fault == "stamp"


@pytest.mark.parametrize("field", [{"loads": None}, {"withdrawn": "x"}, {"releases": []}, {"built_at": "2026-01-01"}])
def test_a_stamp_of_before_with_a_field_of_the_wrong_kind_is_damage(directory, sql_dir, field):
    make(directory, sql_dir, "a", 1)
    content = json.loads((directory / "a.json").read_text()) | field
    del content[checksums.CHECKSUM]
    (directory / "a.json").write_text(json.dumps(content))
    with pytest.raises(DamagedBuild):
        builds.current(directory)


def test_going_back_says_where_all_older_builds_are_damaged_or_of_another_schema(directory, sql_dir):
    for build_id in "abc":
        make(directory, sql_dir, build_id, 1)
    for build_id in "ab":
        path = directory / f"{build_id}.json"
        path.write_text(json.dumps(checksums.with_checksum(json.loads(path.read_text()) | {"schema": "00000000"})))
    with pytest.raises(NothingToRollBackTo) as nothing:
        builds.roll_back(directory)
    assert (nothing.value.reason, nothing.value.passed) == ("other_schema", ["b", "a"])
    (directory / "a.json").write_text("{")
    with pytest.raises(NothingToRollBackTo) as nothing:
        builds.roll_back(directory)
    assert nothing.value.reason == "damaged"


def test_a_damaged_stamp_is_named(directory, sql_dir):
    make(directory, sql_dir, "a", 1)
    (directory / "a.json").write_text('{"build_id"')
    with pytest.raises(DamagedBuild):
        builds.current(directory)


def test_a_folder_that_is_a_file_is_not_permitted(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BuildFailed), builds.builder_lock(tmp_path / "file"):
        pass


def test_two_builds_are_compared_even_where_a_mart_or_a_column_is_new(directory, sql_dir):
    make(directory, sql_dir, "a", 1)
    (sql_dir / "mart/totals.sql").write_text(
        "-- One row per total.\n-- Grain: total\ncreate view mart.totals as select sum(number) as total, 7 as added"
        " from reference.numbers;\n"
    )
    (sql_dir / "mart/more.sql").write_text(
        "-- One row per number.\n-- Grain: number\ncreate view mart.more as select number from reference.numbers;\n"
    )
    sql_files.ordered.cache_clear()
    make(directory, sql_dir, "b", 1)
    rows = compare("a", "b", directory, sql_dir).to_dicts()
    assert [(row["mart"], row["change"], row["columns"]) for row in rows] == [
        ("mart.more", "added", ""),
        ("mart.totals", "changed", "added"),
    ]


def test_a_mart_is_unlike_where_a_row_or_the_name_of_a_column_differs(directory, sql_dir):
    make(directory, sql_dir, "a", 1)
    make(directory, sql_dir, "b", 2)
    assert [mart.name for mart in unlike("a", "b", directory, sql_dir)] == ["totals"]
    assert unlike("b", "b", directory, sql_dir) == []
    file = sql_dir / "mart/totals.sql"
    file.write_text(file.read_text().replace("as total", "as sum").replace("Grain: total", "Grain: sum"))
    sql_files.ordered.cache_clear()
    make(directory, sql_dir, "c", 2)
    assert [mart.name for mart in unlike("b", "c", directory, sql_dir)] == ["totals"]
    assert compare("b", "c", directory, sql_dir).height == 1


def test_rows_that_exchange_the_last_column_make_a_mart_unlike(directory, sql_dir):
    (sql_dir / "mart/marked.sql").write_text(
        "-- One row per number.\n-- Grain: number\ncreate view mart.marked as"
        " select number, number % 2 = 0 as is_even from reference.numbers;\n"
    )
    sql_files.ordered.cache_clear()
    make(directory, sql_dir, "a", 1, 2)
    file = sql_dir / "mart/marked.sql"
    file.write_text(file.read_text().replace("= 0", "= 1"))
    sql_files.ordered.cache_clear()
    make(directory, sql_dir, "b", 1, 2)
    assert [mart.name for mart in unlike("a", "b", directory, sql_dir)] == ["marked"]


def test_two_builders_exclude_each_other(directory):
    with builds.builder_lock(directory), pytest.raises(BuilderBusy), builds.builder_lock(directory):
        pass
    with builds.builder_lock(directory):
        pass


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("function", ["fsync", "replace"])
@pytest.mark.parametrize("nth", range(1, 5))
def test_when_the_nth_sync_or_rename_fails_the_old_or_the_new_build_is_whole(
    directory, sql_dir, monkeypatch, function, code, nth
):
    make(directory, sql_dir, "a", 1)
    calls = iter(range(1, 100))
    genuine = getattr(os, function)

    def failing(*arguments):
        if next(calls) == nth:
            raise OSError(code, os.strerror(code))
        return genuine(*arguments)

    monkeypatch.setattr(os, function, failing)
    try:
        make(directory, sql_dir, "b", 2)
    except BuildFailed as failure:
        assert failure.reason == ("no_space" if code == errno.ENOSPC else "engine")
    monkeypatch.undo()
    assert total(directory) in (1, 2)
    assert total(directory) == {"a": 1, "b": 2}[builds.current(directory).build_id]
    make(directory, sql_dir, "c", 3)
    assert total(directory) == 3


def test_a_damaged_file_is_named(directory, sql_dir):
    make(directory, sql_dir, "a", 1)
    (directory / "a.duckdb").write_bytes(b"not a database" * 1000)
    with pytest.raises(DamagedBuild):
        total(directory)


@pytest.mark.parametrize(
    "statement",
    [
        "insert into reference.numbers values (2)",
        "create table mine (x integer)",
        "attach 'other.duckdb'",
        "copy reference.numbers to 'out.csv'",
        "select * from read_csv('/etc/passwd')",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "select * from '/etc/passwd'",
        "export database 'out'",
    ],
)
def test_a_build_is_opened_for_reading_this_file_and_nothing_else(directory, sql_dir, statement):
    make(directory, sql_dir, "a", 1)
    with pytest.raises((duckdb.Error, DamagedBuild)):
        query("a", statement, directory=directory)
    assert total(directory) == 1


def test_a_view_of_rows_that_are_alike_is_not_made_to_be_compared(directory, sql_dir, monkeypatch):
    (sql_dir / "mart/shown.sql").write_text(
        "-- One row per number.\n-- Grain: number\ncreate view mart.shown as select number from reference.numbers;\n"
    )
    sql_files.ordered.cache_clear()
    make(directory, sql_dir, "a", 1, 2)
    make(directory, sql_dir, "b", 1, 2)
    make(directory, sql_dir, "c", 1, 3)
    asked = []

    def asking(build_id, sql, *parameters, **named):
        asked.append(sql)
        return query(build_id, sql, *parameters, **named)

    monkeypatch.setattr(comparing, "query", asking)
    assert unlike("a", "b", directory, sql_dir) == []
    assert asked
    assert not [sql for sql in asked if "mart.shown" in sql]
    assert [mart.name for mart in unlike("a", "c", directory, sql_dir, only=["shown"])] == ["shown"]
