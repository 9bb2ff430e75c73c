"""What readers' connections may take: rows in memory of their own size, and an engine that is bounded."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import psutil
import pytest

from warehouse import builds, connection

COLUMNS = ", ".join(f"number::decimal(18, 4) as c{column}, 'tỉnh ' || number as t{column}" for column in range(30))
ROWS = f"select {COLUMNS} from range(63) as rows(number)"


@pytest.fixture
def build(tmp_path: Path) -> str:
    """The id of a file with some invented rows that looks like a build."""
    with duckdb.connect(str(builds.database_path(tmp_path, "invented"))) as made:
        made.execute("create table numbers as select number, number::varchar as word from range(100_000) t(number)")
    yield "invented"
    connection.close_all()


def test_rows_that_are_kept_hold_on_to_no_more_memory_than_they_have():
    opened = duckdb.connect()
    first = connection.fetched(opened.execute(ROWS))
    before = psutil.Process().memory_info().vms
    kept = [connection.fetched(opened.execute(ROWS)) for _ in range(20)]
    assert psutil.Process().memory_info().vms - before < 1_000_000_000, "it was 8 GB of addresses"
    assert all(frame.equals(first) for frame in kept)


def test_rows_are_those_of_the_engine_with_their_types():
    opened = duckdb.connect()
    plain = opened.execute(ROWS).pl()
    copied = connection.fetched(opened.execute(ROWS))
    assert copied.schema == plain.schema
    assert copied.equals(plain)
    assert connection.fetched(opened.execute(ROWS + " where false")).schema == plain.schema


def test_a_reader_s_connection_is_bounded(build: str, tmp_path: Path):
    limit = connection.query(build, "select current_setting('memory_limit') as said", directory=tmp_path).item()
    assert limit == connection.query(build, f"select '{_said()}' as said", directory=tmp_path).item()


def test_the_bound_grows_slowly_with_many_rows():
    megabytes = [int(connection.within_memory(rows)["memory_limit"].removesuffix("MB")) for rows in (0, 10**6, 10**7)]
    assert megabytes == sorted(megabytes)
    assert megabytes[2] < 4 * megabytes[1] < 6000


def _said() -> str:
    with duckdb.connect(config=connection.within_memory()) as plain:
        return plain.execute("select current_setting('memory_limit')").fetchone()[0]


def test_a_query_beyond_the_bound_goes_to_the_disk(build: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connection, "MEGABYTES", 12)
    rows = connection.query(
        build,
        "select a.number, a.word, row_number() over (order by hash(a.word)) as place from numbers a order by place",
        directory=tmp_path,
    )
    assert rows.height == 100_000
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".wal")] == []


def test_only_so_many_queries_share_the_memory_at_once(build: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    guard, at_once = threading.Lock(), []

    def slowly(result: duckdb.DuckDBPyConnection) -> object:
        with guard:
            at_once.append(1)
            most.append(len(at_once))
        time.sleep(0.05)
        with guard:
            at_once.pop()

    most: list[int] = []
    monkeypatch.setattr(connection, "fetched", slowly)
    with ThreadPoolExecutor(12) as readers:
        list(readers.map(lambda _: connection.query(build, "select 1", directory=tmp_path), range(12)))
    assert len(most) == 12
    assert 1 < max(most) <= 4


def test_a_file_that_was_asked_often_is_opened_anew_and_whoever_reads_goes_on(
    build: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(connection, "_MOST_QUERIES", 10)
    opened = []
    real = connection._connect
    monkeypatch.setattr(connection, "_connect", lambda *about: opened.append(about) or real(*about))

    def ask(number: int) -> int:
        sql = "select max(a.number) + $number as said from numbers a, range(20) b"
        return connection.query(build, sql, {"number": number}, tmp_path).item()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(95))) == [99_999 + number for number in range(95)]
    assert len(opened) == 10


def test_what_cannot_be_opened_anew_is_kept(build: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connection, "_MOST_QUERIES", 2)
    sql = "select count(*) as said from numbers"
    assert connection.query(build, sql, directory=tmp_path).item() == 100_000
    monkeypatch.setattr(Path, "exists", lambda _: False)  # as one that was opened from its package has no file
    for _ in range(5):
        assert connection.query(build, sql, directory=tmp_path).item() == 100_000
