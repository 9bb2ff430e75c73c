"""A server takes over what was published: the tables of a snapshot become a file of its own, compared, then served."""

import json
import shutil
from dataclasses import fields, replace
from pathlib import Path

import duckdb

from warehouse import audit, builds
from warehouse.build import ATTACHED, WITHOUT_FSST, remove, sync_file
from warehouse.builds import UNFINISHED, Stamp
from warehouse.errors import BuildFailed, DamagedBuild, LakeFailed, OtherSchema, UnknownBuild, reason_of
from warehouse.lake import contents, parts
from warehouse.lake.connection import connected
from warehouse.lake.publishing import Head, Tell, head
from warehouse.lake.settings import PUBLISHER, Lake
from warehouse.publications import Publication
from warehouse.table_hashes import table_hashes

WAIT_SECONDS = 30


def sync(lake: Lake, directory: Path, loaded: Path, tell: Tell) -> dict:
    """Make the newest publication the current build of this server; nothing is done where it is.

    Returns n, the build, how many tables were copied, and for a publisher the loads that came along. Raises LakeFailed,
    before anything is copied for a build of another schema or engine; BuilderBusy and BuildFailed. The current build
    stays what it was in each case.
    """
    with builds.builder_lock(directory, WAIT_SECONDS), connected(lake) as connection:
        if (newest := head(connection)) is None:
            raise LakeFailed("empty")
        loads = bring_loads(connection, loaded, newest.build_id) if lake.role == PUBLISHER else []
        told = vars(newest) | {"loads": loads}
        if builds.current_id(directory) == newest.build_id and _is_whole(directory, newest.build_id):
            return told | {"copied": 0, "is_new": False}
        copied = 0 if _is_whole(directory, newest.build_id) else _copy(connection, directory, newest, tell)
        entry = _publication(connection, newest)
        builds.publish(
            directory, entry.build_id, entry.who, entry.note, entry.titles, entry.figures, entry.to_readers, entry.at
        )
        builds.prune(directory)
    return told | {"copied": copied, "is_new": True}


def _is_whole(directory: Path, build_id: str) -> bool:
    try:
        builds.require_whole(directory, build_id)
    except (UnknownBuild, DamagedBuild, OtherSchema):
        return False
    return True


def _publication(connection: duckdb.DuckDBPyConnection, newest: Head) -> Publication:
    found = connection.execute("select entry from lake.dti.publications where n = ?", [newest.n]).fetchall()
    known = {each.name for each in fields(Publication)}
    return Publication(**{name: value for name, value in json.loads(found[0][0]).items() if name in known})


def _stamp(connection: duckdb.DuckDBPyConnection, build_id: str) -> tuple[Stamp, list[contents.Object]]:
    """What the publisher's stamp says, and how the build is made. Raises LakeFailed where it is for another program."""
    schema, engine = connection.execute(
        "select schema_version, engine from lake.dti.builds where build_id = ?", [build_id]
    ).fetchall()[0]
    if schema != builds.own_schema():
        raise LakeFailed("schema", f"{build_id}: {schema} ≠ {builds.own_schema()}")
    if engine != duckdb.__version__:
        raise LakeFailed("engine", f"{build_id}: duckdb {engine} ≠ {duckdb.__version__}")
    stamp, tables, made = connection.execute(
        "select stamp, tables, objects from lake.dti.builds where build_id = ?", [build_id]
    ).fetchall()[0]
    known = {each.name for each in fields(Stamp)}
    content = Stamp(**{name: value for name, value in json.loads(stamp).items() if name in known})
    objects = [contents.Object(**each) for each in json.loads(made)]
    names = {each.name for each in objects if each.kind == "table"}
    hashes = {name: each for name, each in json.loads(tables).items() if name in names}
    return replace(content, tables=hashes), objects


def _copy(connection: duckdb.DuckDBPyConnection, directory: Path, newest: Head, tell: Tell) -> int:
    """A file of the build, kept and not current yet; how many of its tables came from the lake, of large ones the
    editions that differ. The others are those of a build that is here already.
    """
    stamp, made = _stamp(connection, newest.build_id)
    unfinished = directory / f"{newest.build_id}{UNFINISHED}"
    remove(unfinished)
    former_id, former = _attach_former(connection, directory)
    try:
        quoted = str(unfinished).replace("'", "''")
        connection.execute(f"attach '{quoted}' as candidate {ATTACHED}")
        connection.execute("use candidate")
        connection.execute(WITHOUT_FSST)
        # in one transaction, since each would ask the catalogue anew for all that is in it
        connection.execute("begin")
        contents.create(connection, made)
        copied = 0
        wanted, there = parts.known(connection, newest.build_id), parts.known(connection, former_id)
        for number, (name, each) in enumerate(stamp.tables.items()):
            tell(name, number, len(stamp.tables))
            if former.get(name) == each:
                connection.execute(f"insert into candidate.{name} select * from former.{name}")
                continue
            in_lake = f"lake.{name} at (version => {newest.snapshot})"
            parts.copy(connection, name, in_lake, there.get(name, {}) if name in former else {}, wanted.get(name, {}))
            copied += 1
        connection.execute("commit")
        connection.execute("checkpoint candidate")
        tell("", len(stamp.tables), len(stamp.tables))
        found = table_hashes(connection, stamp.tables, "candidate.")
        if differing := [name for name, each in stamp.tables.items() if found[name] != each]:
            raise LakeFailed("changed", ", ".join(differing))
        connection.execute("use memory")
        connection.execute("detach candidate")
        sync_file(unfinished)
        builds.keep(directory, unfinished, stamp)
    except (OSError, duckdb.Error) as fault:
        if isinstance(fault, duckdb.Error) and str(unfinished) not in str(fault):
            raise  # of the lake
        raise BuildFailed(reason_of(fault), str(fault)) from fault
    finally:
        remove(unfinished)
    return copied


def _attach_former(connection: duckdb.DuckDBPyConnection, directory: Path) -> tuple[str | None, dict[str, list]]:
    """The current build here and the hashes of its tables, attached as ``former``; none where there is no whole one of
    this engine.
    """
    build_id = builds.current_id(directory)
    stamp = builds.stamp_or_none(directory, build_id)
    if stamp is None or stamp.engine != duckdb.__version__ or not _is_whole(directory, build_id):
        return None, {}
    quoted = str(builds.database_path(directory, build_id)).replace("'", "''")
    connection.execute(f"attach '{quoted}' as former (read_only)")
    return build_id, stamp.tables


def bring_loads(connection: duckdb.DuckDBPyConnection, loaded: Path, build_id: str) -> list[str]:
    """Put the loads of a build that are missing in the folder of loads there, each whole; which."""
    rows = connection.execute("select stamp from lake.dti.builds where build_id = ?", [build_id]).fetchall()
    missing = [each for each in json.loads(rows[0][0])["loads"] if not (loaded / each).is_dir()] if rows else []
    for load_id in missing:
        aside = loaded / f".new-{load_id}"
        shutil.rmtree(aside, ignore_errors=True)  # what a killed process had written of it
        for path, content in connection.execute(
            "select path, content from lake.dti.loads where load_id = ?", [load_id]
        ).fetchall():
            place = (aside / path).resolve()
            if not place.is_relative_to(aside.resolve()):
                raise LakeFailed("changed", f"{load_id}/{path}")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            sync_file(place)
        if aside.is_dir():
            aside.replace(loaded / load_id)
    return missing


def bring_audit(connection: duckdb.DuckDBPyConnection, loaded: Path) -> int:
    """The audit log as the lake has it, where this server has none; how many lines."""
    log = loaded / audit.LOG
    there = connection.execute("select count(*) from duckdb_tables() where table_name = 'dti_audit'").fetchall()[0][0]
    if log.exists() or not there:
        return 0
    rows = connection.execute("select content from catalog.public.dti_audit order by line").fetchall()
    loaded.mkdir(parents=True, exist_ok=True)
    log.write_text("".join(f"{row[0]}\n" for row in rows), encoding="utf-8")
    sync_file(log)
    return len(rows)


def restore(lake: Lake, directory: Path, loaded: Path, tell: Tell) -> dict:
    """Make this server a publisher from nothing: the newest build, its loads and the audit log.

    Returns as `sync`, with how many lines of the log came.
    """
    done = sync(replace(lake, role=PUBLISHER), directory, loaded, tell)
    with connected(lake) as connection:
        return done | {"audit": bring_audit(connection, loaded)}
