"""A build becomes the one of every server: its rows, its stamp and its publication, in one transaction of the lake."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import duckdb

from warehouse import audit, builds, sql_files
from warehouse.builds import KEPT_BUILDS, Stamp
from warehouse.errors import LakeFailed
from warehouse.lake import contents, parts
from warehouse.lake.connection import ask, connected, lock, newest_publication, own_tables
from warehouse.lake.settings import Lake
from warehouse.publications import Publication
from warehouse.table_hashes import table_hashes

Tell = Callable[[str, int, int], None]

_OWN_TABLES = (
    "builds(build_id varchar, n integer, schema_version varchar, engine varchar, stamp varchar, tables varchar, "
    "objects varchar)",
    "publications(n integer, build_id varchar, made_at varchar, who varchar, note varchar, entry varchar)",
    "head(n integer, build_id varchar, seen_as_of bigint, publisher varchar)",
    "loads(load_id varchar, path varchar, content blob)",
    "parts(build_id varchar, table_name varchar, edition_code varchar, rows bigint, hash varchar)",
)
_AUDIT = "catalog.public.dti_audit"
_LINES = 10_000  # of the audit log in one go


@dataclass(frozen=True)
class Head:
    """What every server should show: the publication, its build, and the snapshot whose tables are that build's."""

    n: int
    build_id: str
    snapshot: int


def head(connection: duckdb.DuckDBPyConnection) -> Head | None:
    """The newest publication, None in a lake where nothing was published. Raises LakeFailed (``gone``)."""
    if not own_tables(connection):
        return None
    found = connection.execute("select n, build_id from lake.dti.head").fetchone()
    if not found:
        return None
    n, build_id = found
    if (snapshot := snapshot_of(connection, build_id)) is None:
        raise LakeFailed("gone", build_id)
    return Head(n, build_id, snapshot)


def snapshot_of(connection: duckdb.DuckDBPyConnection, build_id: str) -> int | None:
    """The number of the snapshot in which a build came into the lake, None for one that is not there."""
    asked = "select max(snapshot_id) from lake.dti.builds where build_id = ?"
    return connection.execute(asked, [build_id]).fetchall()[0][0]


def written_last(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The build whose rows the tables of the lake hold now, shown or not; None where none was written."""
    found = connection.execute("select build_id from lake.dti.builds order by n desc limit 1").fetchone()
    return found[0] if found else None


def publish(lake: Lake, directory: Path, loaded: Path, sql_dir: Path, entry: Publication, tell: Tell) -> dict:
    """Commit a kept build as the newest publication; a build that the lake has already costs one row.

    Only tables whose rows differ from those of the build before are written, of large ones the editions that do. What
    is recorded in the audit log goes first. Returns n, the tables that were written and whether anything was done.
    Raises LakeFailed: ``busy`` where another is at work, ``conflict`` where another was first: what it published has to
    be taken over before.
    """
    stamp = builds.require_whole(directory, entry.build_id)
    rows = max(stamp.row_counts.values(), default=0)
    with connected(lake, writes=True, rows=rows) as connection, lock(connection):
        _ship_audit(connection, loaded)
        _attach_build(connection, directory, entry.build_id)
        connection.execute("begin")
        _make_own_tables(connection)
        before = head(connection)
        if before and before.build_id == entry.build_id:
            connection.rollback()
            return {"n": before.n, "written": [], "is_new": False}
        if before and before.build_id != builds.current_id(directory):
            raise LakeFailed("conflict", before.build_id)
        n = (before.n if before else 0) + 1
        former = snapshot_of(connection, entry.build_id)
        written = [] if former is not None else _write(connection, stamp, sql_dir, n, tell)
        _keep_loads(connection, loaded, entry.loads)
        _note(connection, lake, entry, n, former)
        connection.execute("commit")
    return {"n": n, "written": written, "is_new": True}


def repair(lake: Lake, directory: Path, sql_dir: Path, tell: Tell) -> dict:
    """Write every table of the newest publication anew from this server's file, for a lake whose files were damaged or
    are older than its catalogue. The publication stays as it is; servers that could not take it over do so now.

    Returns n, the build and the tables written. Raises LakeFailed: ``conflict`` where this server has another build,
    ``busy``, ``empty``; UnknownBuild, DamagedBuild or OtherSchema of the file here.
    """
    stamp = builds.require_whole(directory, builds.current_id(directory))
    rows = max(stamp.row_counts.values(), default=0)
    with connected(lake, writes=True, rows=rows) as connection, lock(connection):
        newest = head(connection)
        if newest is None:
            raise LakeFailed("empty")
        if newest.build_id != stamp.build_id:
            raise LakeFailed("conflict", newest.build_id)
        _attach_build(connection, directory, newest.build_id)
        connection.execute("begin")
        written = _write(connection, stamp, sql_dir, newest.n, tell, is_repair=True)
        _set_head(connection, lake, newest.n, newest.build_id, None)
        connection.execute("commit")
    return {"n": newest.n, "build_id": newest.build_id, "written": written}


def _attach_build(connection: duckdb.DuckDBPyConnection, directory: Path, build_id: str) -> None:
    path = str(builds.database_path(directory, build_id)).replace("'", "''")
    connection.execute(f"attach '{path}' as build (read_only)")


def _make_own_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Those that are missing: all of a new lake, or what a program of before did not keep."""
    there = own_tables(connection)
    for schema in () if there else ("dti", "published", *sql_files.LAYERS):
        connection.execute(f'create schema if not exists lake."{schema}"')
    for table in _OWN_TABLES:
        if table.partition("(")[0] not in there:
            connection.execute(f"create table lake.dti.{table}")


def _write(
    connection: duckdb.DuckDBPyConnection, stamp: Stamp, sql_dir: Path, n: int, tell: Tell, is_repair: bool = False
) -> list[str]:
    """Bring the tables of the lake to this build, in a repair also those that should hold its rows already; those that
    were written.
    """
    made = contents.objects(connection, sql_dir)
    stored = [each.name for each in made if each.kind == "table"]
    shown = _shown_views(made, sql_dir)  # of whose rows other programs are to know too, but no server needs them
    hashes = {name: stamp.tables[name] for name in stored if name in stamp.tables}
    hashes |= table_hashes(connection, [name for name in (*stored, *shown) if name not in hashes], "build.")
    there = _newest_hashes(connection)
    changed = [name for name, each in hashes.items() if is_repair or there.get(name) != each]
    written_parts = {} if is_repair else parts.known(connection, written_last(connection))
    wanted_parts = parts.of_build(connection, hashes)
    for number, name in enumerate(changed):
        tell(name, number, len(changed))
        parts.write(connection, name, written_parts.get(name, {}), wanted_parts.get(name, {}))
    for name in there.keys() - hashes.keys():
        connection.execute(f"drop table lake.{name}")
    connection.execute("delete from lake.dti.builds where build_id = ?", [stamp.build_id])
    connection.execute(
        "insert into lake.dti.builds values (?, ?, ?, ?, ?, ?, ?)",
        [stamp.build_id, n, stamp.schema, stamp.engine, json.dumps(asdict(stamp)), json.dumps(hashes),
         json.dumps([asdict(each) for each in made])],
    )  # fmt: skip
    parts.note(connection, stamp.build_id, wanted_parts)
    return changed


def _shown_views(made: Iterable[contents.Object], sql_dir: Path) -> list[str]:
    """Marts that are views, without those whose rows grow with a square."""
    squares = {file.full_name for file in sql_files.ordered(sql_dir) if "Pairs" in file.header}
    return [each.name for each in made if each.kind == "view" and each.name.startswith("mart.")
            and each.name not in squares]  # fmt: skip


def _newest_hashes(connection: duckdb.DuckDBPyConnection) -> dict[str, list]:
    """Rows and hash of each table as it stands in the lake now: of the build written last, shown or not."""
    found = connection.execute("select tables from lake.dti.builds order by n desc limit 1").fetchone()
    return json.loads(found[0]) if found else {}


def _keep_loads(connection: duckdb.DuckDBPyConnection, loaded: Path, load_ids: Iterable[str]) -> None:
    """The original files of loads that the lake has not, all of a load at once."""
    there = {row[0] for row in connection.execute("select distinct load_id from lake.dti.loads").fetchall()}
    for load_id in sorted(set(load_ids) - there):
        folder = loaded / load_id
        files = sorted(str(path) for path in folder.rglob("*") if path.is_file())
        if files:
            connection.execute(
                "insert into lake.dti.loads select ?, substr(filename, ?), content from read_blob(?)",
                [load_id, len(str(folder)) + 2, files],
            )


def _note(connection: duckdb.DuckDBPyConnection, lake: Lake, entry: Publication, n: int, former: int | None) -> None:
    """The publication, and the head: of two publishers who make it anew at once only one can commit."""
    connection.execute(
        "insert into lake.dti.publications values (?, ?, ?, ?, ?, ?)",
        [n, entry.build_id, entry.at, entry.who, entry.note, json.dumps(asdict(entry))],
    )
    # other programs read the tables as they stand, but after a way back those of an earlier snapshot
    as_of = None if written_last(connection) == entry.build_id else former
    _set_head(connection, lake, n, entry.build_id, as_of, entry.who)


def _set_head(
    connection: duckdb.DuckDBPyConnection, lake: Lake, n: int, build_id: str, as_of: int | None, who: str = ""
) -> None:
    """Make the head anew, with the views for other programs."""
    _show(connection, as_of)
    connection.execute(
        "create or replace table lake.dti.head as "
        "select cast(? as integer) as n, ? as build_id, cast(? as bigint) as seen_as_of, ? as publisher",
        [n, build_id, as_of, lake.publisher],
    )
    connection.execute("call lake.set_commit_message(?, ?, extra_info => ?)", [who, build_id, str(n)])


def _show(connection: duckdb.DuckDBPyConnection, as_of: int | None) -> None:
    """The views `published.*` of all marts and facts, for other programs: made anew where they must show something else
    than the tables do, or did so before, or where there are other tables.
    """
    tables = {
        name: f"lake.{schema}.{name}"
        for schema, name in connection.execute(
            "select schema_name, table_name from duckdb_tables() "
            "where database_name = 'lake' and schema_name in ('mart', 'reference') order by schema_name = 'mart'"
        ).fetchall()
    }
    before = connection.execute("select max(seen_as_of) from lake.dti.head").fetchall()[0][0]
    views = {
        row[0]
        for row in connection.execute(
            "select view_name from duckdb_views() where database_name = 'lake' and schema_name = 'published'"
        ).fetchall()
    }
    if as_of is None and before is None and views == tables.keys():
        return
    for name in views - tables.keys():
        connection.execute(f'drop view lake.published."{name}"')
    at = "" if as_of is None else f" at (version => {as_of})"
    for name, table in tables.items():
        connection.execute(f'create or replace view lake.published."{name}" as select * from {table}{at}')


def _ship_audit(connection: duckdb.DuckDBPyConnection, loaded: Path) -> None:
    """Every line of the audit log that PostgreSQL has not yet, in a transaction of its own: an act is recorded before
    it is done.
    """
    connection.execute(f"create table if not exists {_AUDIT} (line bigint, content varchar)")
    there = connection.execute(f"select coalesce(max(line), 0) from {_AUDIT}").fetchall()[0][0]
    log = loaded / audit.LOG
    if not log.exists():
        return
    with log.open(encoding="utf-8", errors="replace") as lines:
        waiting = enumerate(islice(lines, there, None), start=there + 1)
        while some := list(islice(waiting, _LINES)):
            connection.execute(
                f"insert into {_AUDIT} select unnest(?::bigint[]), unnest(?::varchar[])",
                [[number for number, _ in some], [line.rstrip("\n") for _, line in some]],
            )


# a server may be reading a file that was given up a moment ago, a publisher writing one that is not committed yet
GIVEN_UP, ORPHANED = "1 hour", "1 day"


def prune(lake: Lake, tell: Tell, is_trial: bool = False, given_up: str = GIVEN_UP, orphaned: str = ORPHANED) -> dict:
    """Keep the builds published last, as many as a server keeps, the one written last, and the newest snapshot; expire
    all others, then remove files that have been given up, and orphans.

    With `is_trial` nothing is changed. Returns builds kept and expired, snapshots expired and files removed, by name.
    Raises LakeFailed.
    """
    with connected(lake, writes=True) as connection, lock(connection):
        return _pruned(connection, tell, is_trial, given_up, orphaned)


def _pruned(connection: duckdb.DuckDBPyConnection, tell: Tell, is_trial: bool, given_up: str, orphaned: str) -> dict:
    if head(connection) is None:
        return {"kept": [], "expired": [], "snapshots": [], "files": []}
    last = connection.execute(
        "select build_id from lake.dti.publications group by build_id order by max(n) desc"
    ).fetchall()
    kept = [row[0] for row in last[:KEPT_BUILDS]]
    # what the tables hold now is known by the build written last, however long ago its publication was gone back from
    if (written := written_last(connection)) and written not in kept:
        kept.append(written)
    there = dict(connection.execute("select build_id, max(snapshot_id) from lake.dti.builds group by 1").fetchall())
    expired = sorted(there.keys() - set(kept))
    if expired and not is_trial:
        connection.execute("delete from lake.dti.builds where list_contains(?, build_id)", [expired])
        parts.forget(connection, expired)
    newest = newest_publication(connection)
    needed = {there[each] for each in kept if each in there} | {newest[2] if newest else None}
    numbers = [row[0] for row in ask(connection, "select snapshot_id from ducklake_snapshot order by snapshot_id")]
    old = [number for number in numbers[:-1] if number not in needed]
    trial = "true" if is_trial else "false"
    tell("snapshots", 0, 3)
    if old:
        listed = ", ".join(map(str, old))
        connection.execute(f"call ducklake_expire_snapshots('lake', versions => [{listed}], dry_run => {trial})")
    files: list[str] = []
    removals = (("ducklake_cleanup_old_files", given_up), ("ducklake_delete_orphaned_files", orphaned))
    for number, (act, age) in enumerate(removals, start=1):
        tell(act, number, 3)
        rows = connection.execute(
            f"call {act}('lake', older_than => now() - interval '{age}', dry_run => {trial})"
        ).fetchall()
        files += [str(row[0]) for row in rows]
    return {"kept": kept, "expired": expired, "snapshots": old, "files": files}
