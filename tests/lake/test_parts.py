"""Of a large table the lake and a server take the editions that differ, and hold the same rows as with all of it."""

from pathlib import Path

import duckdb
import pytest

from tests.lake.conftest import Server, Shared, changed_build
from warehouse import builds, paths
from warehouse.lake import acts, parts
from warehouse.lake.connection import connected
from warehouse.lake.publishing import publish
from warehouse.lake.settings import configured
from warehouse.publications import Publication
from warehouse.table_hashes import table_hashes

EDITION = "dti.2022.vn63"
ONE_EDITION = "update mart.unit_ranking set value = {value} where edition_code = '{edition}' and unit_code = '08'"


@pytest.fixture(autouse=True)
def small_tables_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "FEWEST_ROWS", 9000)


def publish_in(server: Server, build_id: str) -> dict:
    """Publish in this process, where the bound is another."""
    server.use(server)
    done: list[dict] = []

    def commit(entry: Publication) -> None:
        lake = configured()
        assert lake
        done.append(publish(lake, server.warehouse, server.loaded, paths.SQL_DIR, entry, lambda *_: None))

    with builds.builder_lock(server.warehouse):
        builds.publish(server.warehouse, build_id, "an", "", commit=commit)
    return done[0]


def of_one_edition(shared: Shared, value: str, edition: str = EDITION) -> str:
    return changed_build(
        shared.publisher, shared.publisher.current, ONE_EDITION.format(value=value, edition=edition)
    )


def files_of(shared: Shared) -> dict[Path, int]:
    folder = Path(shared.site.files) / "mart" / "unit_ranking"
    return {path: path.stat().st_size for path in folder.rglob("*.parquet")}


def hashes(server: Server) -> dict[str, list]:
    """Of all tables of the file that a server shows, counted anew."""
    stamp = builds.stamp(server.warehouse, server.current)
    with duckdb.connect(str(builds.database_path(server.warehouse, server.current)), read_only=True) as connection:
        return table_hashes(connection, stamp.tables)


def test_only_the_edition_that_differs_is_written_and_copied(shared):
    publish_in(shared.publisher, of_one_edition(shared, "0.1111"))  # the first one writes all of the table, in parts
    shared.reader.sync()
    before = files_of(shared)
    after = of_one_edition(shared, "0.2222")
    done = publish_in(shared.publisher, after)
    assert done["written"][0] == "mart.unit_ranking"
    new = {path: size for path, size in files_of(shared).items() if path not in before}
    assert {path.parent.name for path in new} == {f"edition_code={EDITION}"}
    assert sum(new.values()) * 3 < sum(before.values())
    for path in before:
        if f"edition_code={EDITION}" not in str(path):
            path.write_bytes(b"not read again")
    assert shared.reader.sync()["copied"] == 1
    assert hashes(shared.reader) == {
        name: each for name, each in hashes(shared.publisher).items() if name in hashes(shared.reader)
    }
    assert shared.reader.current == after


def test_after_changes_of_several_editions_an_end_and_a_way_back_servers_have_the_same_rows(shared):
    first = of_one_edition(shared, "0.1111")
    publish_in(shared.publisher, first)
    publish_in(shared.publisher, of_one_edition(shared, "0.2222", "dti.2021.vn63"))
    shared.reader.sync()
    assert publish_in(shared.publisher, first)["written"] == []
    gone = changed_build(shared.publisher, first, f"delete from mart.unit_ranking where edition_code = '{EDITION}'")
    publish_in(shared.publisher, gone)
    fresh = shared.site.server("reader")
    for server in (fresh, shared.reader):
        server.sync()
        assert hashes(server).items() <= hashes(shared.publisher).items()
    with connected(configured()) as connection:
        asked = "select count(*) from lake.published.unit_ranking where edition_code = ?"
        assert connection.execute(asked, [EDITION]).fetchall() == [(0,)]


def test_what_was_noted_of_a_build_leaves_with_it_and_a_lake_without_notes_is_read(shared):
    with connected(configured(), writes=True) as connection:
        connection.execute("drop table lake.dti.parts")  # as a program of before left it
    shared.further()
    acts.prune(given_up="0 seconds")
    for number in range(6):
        publish_in(shared.publisher, of_one_edition(shared, f"0.1{number}"))
    shared.reader.sync()
    acts.prune(given_up="0 seconds")
    with connected(configured()) as connection:
        noted, kept = (
            {row[0] for row in connection.execute(f"select distinct build_id from lake.dti.{table}").fetchall()}
            for table in ("parts", "builds")
        )
    assert noted <= kept
    assert len(noted) >= 5
    assert hashes(shared.reader).items() <= hashes(shared.publisher).items()
