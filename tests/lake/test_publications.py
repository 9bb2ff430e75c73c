"""What one server publishes, the others show: the same rows, once, in order, or they are told why not."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.drawn_tables import tables_of
from tests.lake.conftest import A_VALUE, changed_build
from warehouse import builds, paths, publications, sql_files
from warehouse.connection import query
from warehouse.errors import LakeFailed
from warehouse.lake import acts, contents
from warehouse.lake.connection import connected, extension_path
from warehouse.lake.settings import configured
from warehouse.table_hashes import table_hashes


def reason_of(raised: pytest.ExceptionInfo) -> str:
    return raised.value.reason


def shown_value(server) -> object:
    rows = query(
        server.current,
        "select value from mart.unit_ranking where unit_code = '08' and indicator_code = 'index' limit 1",
        directory=server.warehouse,
    )
    return str(rows.item())


def test_a_server_shows_every_mart_row_for_row_as_it_was_published(shared):
    with duckdb.connect() as connection:
        for name, server in (("there", shared.publisher), ("here", shared.reader)):
            path = builds.database_path(server.warehouse, shared.build_id)
            connection.execute(f"attach '{path}' as {name} (read_only)")
        marts = [file.full_name for file in sql_files.ordered(paths.SQL_DIR) if file.layer in ("mart", "reference")
                 and "Pairs" not in file.header]  # fmt: skip
        assert len(marts) > 60
        there, here = ({name: table_hashes(connection, [name], f"{side}.")[name] for name in marts}
                       for side in ("there", "here"))  # fmt: skip
        assert here == there
        schemas = [
            connection.execute(
                "select schema_name, table_name, column_name, data_type, is_nullable from duckdb_columns() "
                "where database_name = ? and schema_name in ('mart', 'reference') order by all", [side],
            ).fetchall()
            for side in ("there", "here")
        ]  # fmt: skip
        assert schemas[0] == schemas[1]


def test_pages_ask_nothing_that_only_the_publishers_file_has():
    """What code of the program names beneath the marts is among what goes into the lake."""
    stored = set(contents.wanted(paths.SQL_DIR))
    objects = {file.full_name for file in sql_files.ordered(paths.SQL_DIR)}
    folders = ("warehouse/queries", "exports", "api", "planning", "reports", "ui", "pages", "access")
    named = {
        f"{layer}.{name}"
        for folder in folders
        for file in (paths.ROOT / folder).rglob("*.py")
        for layer, name in sql_files.references(file.read_text(encoding="utf-8"))
    }
    assert {"core.editions", "staging.releases"} <= named & objects
    assert named & objects <= stored


def test_a_page_says_the_same_of_the_copy_as_of_the_publishers_file(shared, monkeypatch):
    def shown(server) -> tuple[list[str], list[list[dict]]]:
        monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(server.warehouse))
        page = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=60)
        page.switch_page("pages/ranking.py")
        page.run()
        assert not page.exception
        return [each.value for each in page.markdown], [table.shown.to_dict("records") for table in tables_of(page)]

    there, here = shown(shared.publisher), shown(shared.reader)
    assert here == there
    assert sum(map(len, here[1])) >= 34


def test_the_stamp_of_a_copy_is_the_publishers_but_for_the_file(shared):
    there, here = (builds.stamp(server.warehouse, shared.build_id) for server in (shared.publisher, shared.reader))
    assert here.engine == there.engine == duckdb.__version__
    assert (here.inputs_hash, here.releases, here.schema) == (there.inputs_hash, there.releases, there.schema)
    assert here.tables.items() <= there.tables.items()
    assert here.sha256 != there.sha256
    builds.require_whole(shared.reader.warehouse, shared.build_id)


def test_who_published_when_and_why_is_known_on_every_server(shared):
    [there], [here] = (publications.read(server.warehouse) for server in (shared.publisher, shared.reader))
    assert (here.who, here.note, here.at, here.build_id) == ("an", "first", there.at, shared.build_id)


def test_a_changed_value_costs_one_table_and_the_rest_is_taken_from_the_build_before(shared):
    after = shared.further("0.1234")
    written = shared.publisher.publish(after)["written"]
    views = {file.full_name for file in sql_files.ordered(paths.SQL_DIR) if file.kind == "view"}
    assert (written[0], set(written[1:]) <= views) == ("mart.unit_ranking", True)
    done = shared.reader.sync()
    assert (done["copied"], done["n"], shared.reader.current) == (1, 2, after)
    assert shown_value(shared.reader).startswith("0.1234")


def test_going_back_writes_no_table_and_copies_none(shared):
    shared.publisher.publish(shared.further())
    shared.reader.sync()
    assert shared.publisher.publish(shared.build_id) == {"n": 3, "written": [], "is_new": True}
    assert (shared.reader.sync()["copied"], shared.reader.current) == (0, shared.build_id)


def test_a_server_that_comes_late_copies_the_build_gone_back_to_not_the_newest_rows(shared):
    shared.publisher.publish(shared.further())
    shared.publisher.publish(shared.build_id)
    late = shared.site.server("reader")
    late.sync()
    assert late.current == shared.build_id
    assert not shown_value(late).startswith("0.1234")


def test_a_server_without_anything_new_does_nothing(shared):
    def written() -> dict[str, int]:
        files = [path for path in shared.reader.warehouse.iterdir() if path.suffix != ".lock"]
        return {path.name: path.stat().st_mtime_ns for path in files}

    before = written()
    assert shared.reader.sync()["is_new"] is False
    assert written() == before


def test_publishing_again_what_is_published_is_a_no_op(shared):
    assert shared.publisher.publish(shared.build_id) == {"n": 1, "written": [], "is_new": False}


def test_a_second_publisher_that_has_not_seen_the_newest_build_is_told_and_nothing_is_lost(shared):
    other = shared.site.server("publisher")
    other.sync()
    newest = shared.further("0.2222")
    shared.publisher.publish(newest)
    mine = changed_build(other, other.current, A_VALUE.format(value="0.3333"))
    with pytest.raises(LakeFailed) as told:
        other.publish(mine)
    assert (reason_of(told), told.value.detail) == ("conflict", newest)
    assert other.current == shared.build_id
    assert [each.build_id for each in publications.read(other.warehouse)] == [shared.build_id]
    other.sync()
    other.publish(mine)
    shared.reader.sync()
    assert shown_value(shared.reader).startswith("0.3333")


def test_while_one_publishes_another_is_told_at_once(shared):
    further = shared.further()
    lake = configured()
    from warehouse.lake.connection import lock

    with connected(lake, writes=True) as connection, lock(connection), pytest.raises(LakeFailed) as told:
        shared.publisher.publish(further)
    assert reason_of(told) == "busy"
    assert shared.publisher.current == shared.build_id


def test_without_the_lock_the_second_of_two_commits_fails(shared):
    """The fence behind the lock: both make the head anew."""
    lake = configured()
    made = "create or replace table lake.dti.head as select 9 as n, 'x' as build_id"
    with connected(lake, writes=True) as one, connected(lake, writes=True) as two:
        for connection in (one, two):
            connection.execute("begin")
            connection.execute(made)
        one.execute("commit")
        with pytest.raises(duckdb.Error, match=r"(?i)conflict"):
            two.execute("commit")


def test_a_flipped_byte_is_refused_by_the_name_of_its_table_and_nothing_changes(shared):
    after = shared.further()
    shared.publisher.publish(after)
    newest = max(Path(shared.site.files).rglob("mart/unit_ranking/*.parquet"), key=lambda path: path.stat().st_mtime_ns)
    content = bytearray(newest.read_bytes())
    place = len(content) // 3
    content[place] ^= 1
    newest.write_bytes(content)
    with pytest.raises(LakeFailed) as told:
        shared.reader.sync()
    assert reason_of(told) in ("changed", "files")
    assert "unit_ranking" in told.value.detail
    assert shared.reader.current == shared.build_id
    assert not list(shared.reader.warehouse.glob(f"{after}*"))


def test_a_build_of_another_schema_is_refused_before_anything_is_copied(shared):
    after = shared.further()
    shared.publisher.publish(after)
    with connected(configured(), writes=True) as connection:
        connection.execute("update lake.dti.builds set schema_version = 'other' where build_id = ?", [after])
    with pytest.raises(LakeFailed) as told:
        shared.reader.sync()
    assert (reason_of(told), "other" in told.value.detail) == ("schema", True)
    assert shared.reader.current == shared.build_id


def test_a_build_of_another_engine_is_refused(shared):
    after = shared.further()
    shared.publisher.publish(after)
    with connected(configured(), writes=True) as connection:
        connection.execute("update lake.dti.builds set engine = '1.0.0' where build_id = ?", [after])
    with pytest.raises(LakeFailed) as told:
        shared.reader.sync()
    assert reason_of(told) == "engine"


def test_no_table_is_kept_inside_the_catalogue(shared):
    with connected(configured()) as connection:
        from warehouse.lake.connection import ask

        assert ask(connection, "select count(*) from ducklake_inlined_data_tables")[0][0] == 0


def test_a_reader_needs_no_more_rights_than_the_guide_grants_and_cannot_publish(shared, monkeypatch):
    guide = (paths.ROOT / "docs" / "lake.md").read_text(encoding="utf-8")
    blocks = [re.sub(r"\s+", " ", block) for block in re.findall(r"```sql\n(.*?)```", guide, re.S)]
    [granting] = [block for block in blocks if "grant select" in block]
    postgres, database = shared.site.postgres, shared.site.database
    postgres.ask(database, "drop role if exists lake_reader", "create role lake_reader login")
    try:
        postgres.ask(database, *filter(None, map(str.strip, granting.split(";"))))
        shared.publisher.publish(shared.further("0.1234"))
        monkeypatch.setenv("DTI_LAKE", postgres.reached(database).replace("user=postgres", "user=lake_reader"))
        assert shared.reader.sync()["n"] == 2
        with pytest.raises(LakeFailed) as told:
            shared.publisher.publish(shared.further("0.4321"))
        assert reason_of(told) == "catalog"
    finally:
        postgres.ask(database, "drop owned by lake_reader", "drop role lake_reader")


def test_other_programs_read_the_published_build_also_after_a_way_back(shared):
    asked = "select value from lake.published.unit_ranking where unit_code = '08' and indicator_code = 'index' limit 1"

    def read() -> str:
        with connected(configured()) as connection:
            return str(connection.execute(asked).fetchall()[0][0])

    first = read()
    shared.publisher.publish(shared.further("0.1234"))
    assert read().startswith("0.1234")
    shared.publisher.publish(shared.build_id)
    assert read() == first
    shared.publisher.publish(shared.further("0.4321"))
    assert read().startswith("0.4321")


def test_pruning_keeps_the_last_published_builds_and_says_before_what_would_go(shared):
    made = [shared.build_id]
    for number in range(6):
        made.append(shared.further(f"0.1{number}"))
        shared.publisher.publish(made[-1])
    trial = acts.prune(is_trial=True)
    assert (trial["kept"], trial["expired"]) == (made[:-6:-1], sorted(made[:2]))
    files = sorted(Path(shared.site.files).rglob("*.parquet"))
    assert acts.prune(is_trial=True)["snapshots"] == trial["snapshots"] != []
    done = acts.prune(given_up="0 seconds", orphaned="0 seconds")
    assert done["expired"] == trial["expired"]
    assert 0 < len(set(files) - set(Path(shared.site.files).rglob("*.parquet"))) == len(done["files"])
    late = shared.site.server("reader")
    late.sync()
    assert late.current == made[-1]
    shared.publisher.publish(made[-3])
    late.sync()
    assert late.current == made[-3]


def test_the_build_written_last_is_kept_however_many_older_ones_are_published_after_it(shared):
    older = [shared.build_id]
    for number in range(5):
        older.append(shared.further(f"0.1{number}"))
        shared.publisher.publish(older[-1])
    written = older.pop()
    for build_id in older:
        shared.publisher.publish(build_id)
    assert written in acts.prune()["kept"]
    further = shared.further("0.4321")
    shared.publisher.publish(further)
    shared.reader.sync()
    assert shared.reader.current == further and shown_value(shared.reader).startswith("0.4321")


def test_an_orphan_is_removed_and_nothing_else(shared):
    orphan = Path(shared.site.files) / "mart" / "unit_ranking" / "orphan.parquet"
    orphan.write_bytes(b"PAR1")
    files = set(Path(shared.site.files).rglob("*.parquet"))
    assert [Path(name).name for name in acts.prune(orphaned="0 seconds")["files"]] == ["orphan.parquet"]
    assert set(Path(shared.site.files).rglob("*.parquet")) == files - {orphan}


def test_nothing_of_the_lake_is_imported_where_there_is_none():
    code = (
        "import sys, etl.__main__, etl.building, etl.uploads.loading, access.routes, access.background, ui.frame\n"
        "from etl import building\nbuilding.require_publisher()\n"
        "assert not [name for name in sys.modules if name.startswith('warehouse.lake')]\n"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DTI_LAKE")}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=paths.ROOT, env=clean)


def test_an_extension_of_another_version_is_named_at_the_start(monkeypatch):
    monkeypatch.setattr(duckdb, "__version__", "1.4.0")
    with pytest.raises(LakeFailed) as told:
        extension_path("ducklake")
    assert (reason_of(told), "v1.4.0" in told.value.detail) == ("extensions", True)


def test_stored_hashes_are_those_of_the_rows_whatever_their_order(shared, tmp_path):
    with duckdb.connect() as connection:
        connection.execute("create table rows as select range as a, 'x' || range as b from range(1000)")
        connection.execute("create table turned as select * from rows order by a desc")
        connection.execute("create table other as select * from rows where a > 0 union all select 0, 'y'")
        hashes = table_hashes(connection, ["rows", "turned", "other"])
    assert hashes["rows"] == hashes["turned"] != hashes["other"]
    assert json.loads(json.dumps(hashes)) == hashes
