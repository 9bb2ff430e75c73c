"""From raw files and loads to a published build: the steps behind ``python -m etl build`` and the page for loading."""

from collections.abc import Collection
from pathlib import Path

from etl.folders import Folders
from etl.loads import load_store
from etl.loads import loads as loads_kept
from etl.loads.acts import recorded
from etl.loads.candidates import Outcome, candidate, current_or_none, inputs
from etl.loads.loads import Active
from warehouse import builds, paths
from warehouse.builds import Stamp
from warehouse.progress import Progress, silent


def _respects_roll_back(directory: Path, digest: str) -> bool:
    """Whether a build of these very inputs was published before and somebody has gone back from it since."""
    return any(builds.stamp(directory, build_id).inputs_hash == digest for build_id in builds.published(directory))


def build(
    directory: Path,
    *,
    raw_dir: Path = paths.RAW_DIR,
    reference_dir: Path = paths.REFERENCE_DIR,
    layouts_dir: Path = paths.LAYOUTS_DIR,
    sql_dir: Path = paths.SQL_DIR,
    loaded_dir: Path | None = None,
    loads: Collection[str] | None = None,
    withdrawn: Collection[str] | None = None,
    who: str = "",
    note: str = "",
    publish: bool = True,
    force: bool = False,
    keep_roll_back: bool = False,
    wait_seconds: float = 0,
    progress: Progress = silent,
) -> Outcome:
    """Build all raw files and the active loads into a new database and, unless told otherwise, make it current.

    Loads and withdrawn releases are those of the current build unless given. An unchanged set of inputs is a no-op;
    with ``keep_roll_back`` also one that was published before and rolled back. Raises LoadRefused, LoadMissing,
    ChecksFailed, BuildFailed, BuilderBusy or AuditFailed; in each case the current build stays what it was.
    """
    folders = Folders(directory, loaded_dir or paths.loaded_dir(), raw_dir, reference_dir, layouts_dir, sql_dir)
    with builds.builder_lock(directory, wait_seconds):
        now = loads_kept.active(directory, folders.loaded)
        wanted = Active(
            now.loads if loads is None else tuple(sorted(loads)),
            now.withdrawn if withdrawn is None else tuple(sorted(withdrawn)),
        )
        digest, base = inputs(folders, wanted), current_or_none(directory)
        if base and base.inputs_hash == digest and not force:
            return Outcome(base, is_new=False, is_published=True)
        if base and keep_roll_back and _respects_roll_back(directory, digest):
            return Outcome(base, is_new=False, is_published=True)
        made = candidate(folders, wanted, who, note, progress)
        if publish:
            make_current(folders, made.stamp.build_id, who, note)
            builds.prune(directory)
            return Outcome(**{**vars(made), "is_published": True})
        return made


def make_current(folders: Folders, build_id: str, who: str, note: str = "", role: str = "") -> Stamp:
    """Publish a kept build and everything it was made of. Call under the builder's lock.

    Raises UnknownBuild, BuildFailed or AuditFailed.
    """
    chosen, base = builds.stamp(folders.warehouse, build_id), current_or_none(folders.warehouse)
    changes = builds.release_changes(base.releases if base else {}, chosen.releases)
    hashes = [chosen.releases[code] for code in (*changes["added"], *changes["changed"])]
    with recorded(folders.loaded, "publish", who, role, build_id, hashes):
        stamp = builds.publish(folders.warehouse, build_id, who, note)
    load_store.note_published(folders.warehouse, folders.loaded)
    return stamp


def roll_back(folders: Folders, build_id: str | None, who: str, note: str = "", role: str = "") -> Stamp:
    """Make an older build current again. Call under the builder's lock.

    Raises NothingToRollBackTo, UnknownBuild, NoBuild, BuildFailed or AuditFailed.
    """
    with recorded(folders.loaded, "roll_back", who, role, build_id or ""):
        stamp = builds.roll_back(folders.warehouse, build_id, who, note)
    load_store.note_published(folders.warehouse, folders.loaded)
    return stamp
