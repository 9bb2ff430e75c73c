"""The objects of a warehouse, made side by side: each after what it reads, and the first fault of any is told."""

import threading

import duckdb
import polars as pl
import pytest

from warehouse import build

NUMBERS = pl.DataFrame({"number": [3, 1, 2]})
FILES = {
    "reference/numbers": "create table reference.numbers (number bigint not null)",
    "rule/doubled": "create macro rule.doubled(number) as number * 2",
    "core/doubles": "create table core.doubles as select rule.doubled(number) as double from reference.numbers",
    "core/counts": "create view core.counts as select count(*) as counted from reference.numbers",
    "mart/totals": "create table mart.totals as"
    " select (select sum(double) from core.doubles) as total, (select counted from core.counts) as counted",
}


@pytest.fixture
def connection():
    with duckdb.connect() as opened:
        yield opened


@pytest.fixture
def sql_dir(tmp_path):
    for name, text in FILES.items():
        write(tmp_path, name, text)
    return tmp_path


def write(sql_dir, name: str, text: str) -> None:
    file = sql_dir / f"{name}.sql"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"-- It's {name}.\n-- Grain: none\n{text};\n")


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_each_object_is_made_after_what_it_reads_however_many_are_made_at_once(connection, sql_dir, workers):
    build.create_objects(connection, {"reference.numbers": NUMBERS}, sql_dir, workers=workers)
    assert connection.execute("from mart.totals").fetchall() == [(12, 3)]
    assert connection.execute("from reference.numbers").pl().equals(NUMBERS)
    comments = "select comment from duckdb_tables() union all select comment from duckdb_views() where not internal"
    assert {comment for (comment,) in connection.execute(comments).fetchall()} == {
        f"It's {name}." for name in FILES if not name.startswith("rule")
    }


def test_progress_counts_to_the_end_in_the_thread_of_the_caller(connection, sql_dir):
    told = []
    build.create_objects(
        connection,
        {},
        sql_dir,
        lambda name, done, total: told.append((name, done, total, threading.current_thread())),
        workers=4,
    )
    assert {name for name, *_ in told} == {name.replace("/", ".") for name in FILES}
    assert [done for _, done, _, _ in told] == list(range(1, len(FILES) + 1))
    assert {total for _, _, total, _ in told} == {len(FILES)}
    assert {thread for *_, thread in told} == {threading.current_thread()}


@pytest.mark.parametrize("workers", [1, 4])
def test_a_fault_of_one_object_ends_it_all_with_the_words_of_the_engine(connection, sql_dir, workers):
    write(sql_dir, "core/broken", "create table core.broken as select unheard_of from reference.numbers")
    write(sql_dir, "mart/above", "create view mart.above as select * from core.broken")
    made = []
    with pytest.raises(duckdb.BinderException, match="unheard_of"):
        build.create_objects(connection, {}, sql_dir, lambda name, *_: made.append(name), workers=workers)
    assert "core.broken" not in made and "mart.above" not in made


def test_a_column_that_the_table_does_not_have_is_an_error(connection, sql_dir):
    with pytest.raises(duckdb.BinderException, match="surplus"):
        build.create_objects(connection, {"reference.numbers": NUMBERS.with_columns(surplus=1)}, sql_dir)
