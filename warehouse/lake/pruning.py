"""What nobody needs any more leaves the lake: old snapshots, their files, and files that killed publishers left."""

import duckdb

from warehouse.builds import KEPT_BUILDS
from warehouse.lake import parts
from warehouse.lake.connection import ask, connected, lock, newest_publication
from warehouse.lake.publishing import Tell, head, written_last
from warehouse.lake.settings import Lake

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
