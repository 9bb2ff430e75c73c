"""From raw files and loads to a published build: the steps behind ``python -m etl build`` and the page for loading."""

from collections.abc import Callable, Collection
from pathlib import Path

from etl import drafts
from etl.errors import CopyDiffers
from etl.folders import Folders
from etl.loads import load_store
from etl.loads import loads as loads_kept
from etl.loads.acts import recorded, refusals_recorded
from etl.loads.candidates import Outcome, candidate, current_or_none, inputs
from etl.loads.loads import Active
from warehouse import builds, paths
from warehouse.builds import Stamp
from warehouse.errors import DamagedBuild, NoBuild, OtherSchema, PointerLost, UnknownBuild, WarehouseError
from warehouse.progress import Progress, silent


def _respects_roll_back(directory: Path, digest: str) -> bool:
    """Whether somebody has gone back from a build of these very inputs, so that only older ones were published since.

    Where a newer one was, as by a version of the program that is itself taken back, its inputs count no more.
    """
    published = builds.published(directory)
    made_of_them = [
        build_id
        for build_id in published
        if (stamp := builds.stamp_or_none(directory, build_id)) and stamp.inputs_hash == digest
    ]
    return any(max(published[: published.index(build_id) + 1]) == build_id for build_id in made_of_them)


def fault_of_current(directory: Path) -> WarehouseError | None:
    """Why readers cannot use the build that ``CURRENT`` names or should name, None where they can or nothing is built.

    Its file is compared with its stamp byte for byte, then opened and asked one query.
    """
    from warehouse.connection import require_answer

    try:
        current = builds.require_pointer(directory)
        builds.require_whole(directory, current)
        require_answer(directory, current)
    except NoBuild:
        return None
    except (PointerLost, UnknownBuild, DamagedBuild, OtherSchema) as fault:
        return fault
    return None


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
    on_fault: Callable[[WarehouseError], None] = lambda _: None,
    on_copy: Callable[[CopyDiffers], None] = lambda _: None,
) -> Outcome:
    """Build all raw files and the active loads into a new database and, unless told otherwise, make it current.

    Loads and withdrawn releases are those of the current build unless given. An unchanged set of inputs is a no-op;
    with ``keep_roll_back`` also one that was published before and rolled back. Neither is where the current build is
    damaged, lost or of another schema: `on_fault` is told why, and a new one is made. What killed builders left goes
    first, and `on_copy` is told of a copy of the active set that is not that of the current build and brought up to it.
    Raises LoadRefused, LoadMissing, ActiveUnknown, ChecksFailed, BuildFailed, BuilderBusy or AuditFailed; in each case
    the current build stays what it was.
    """
    folders = Folders(directory, loaded_dir or paths.loaded_dir(), raw_dir, reference_dir, layouts_dir, sql_dir)
    with builds.builder_lock(directory, wait_seconds):
        now = loads_kept.active(directory, folders.loaded)
        wanted = Active(
            now.loads if loads is None else tuple(sorted(loads)),
            now.withdrawn if withdrawn is None else tuple(sorted(withdrawn)),
        )
        _clear(folders, on_copy)
        digest, base = inputs(folders, wanted), current_or_none(directory)
        if fault := fault_of_current(directory):
            on_fault(fault)
        elif base and (
            (base.inputs_hash == digest and not force) or (keep_roll_back and _respects_roll_back(directory, digest))
        ):
            return Outcome(base, is_new=False, is_published=True)
        made = candidate(folders, wanted, who, note, progress)
        if publish:
            make_current(folders, made.stamp.build_id, who, note)
            builds.prune(directory)
            return Outcome(**{**vars(made), "is_published": True})
        return made


def _clear(folders: Folders, on_copy: Callable[[CopyDiffers], None]) -> None:
    """Remove what killed builders left, and do what a kill after a publication has left undone."""
    builds.prune(folders.warehouse)
    load_store.prune(folders.warehouse, folders.loaded)
    drafts.clear()
    if now := current_or_none(folders.warehouse):
        copy, made_of = loads_kept.read_copy(folders.loaded), loads_kept.made_of(now)
        if copy and copy != made_of:
            there, here = ({*each.loads, *each.withdrawn} for each in (copy, made_of))
            on_copy(CopyDiffers(now.build_id, sorted(there - here), sorted(here - there)))
        load_store.note_published(folders.warehouse, folders.loaded)


def make_current(folders: Folders, build_id: str, who: str, note: str = "", role: str = "") -> Stamp:
    """Publish a kept build and everything it was made of. Call under the builder's lock.

    Raises UnknownBuild, OtherSchema, DamagedBuild, BuildFailed or AuditFailed.
    """
    chosen, base = builds.require_whole(folders.warehouse, build_id), current_or_none(folders.warehouse)
    changes = builds.release_changes(base.releases if base else {}, chosen.releases)
    hashes = [chosen.releases[code] for code in (*changes["added"], *changes["changed"])]
    with recorded(folders.loaded, "publish", who, role, build_id, hashes):
        stamp = builds.publish(folders.warehouse, build_id, who, note)
    load_store.note_published(folders.warehouse, folders.loaded)
    return stamp


def roll_back(folders: Folders, build_id: str | None, who: str, note: str = "", role: str = "") -> Stamp:
    """Make an older build current again. Call under the builder's lock.

    Raises NothingToRollBackTo, UnknownBuild, NoBuild, OtherSchema, DamagedBuild, BuildFailed or AuditFailed.
    """
    with refusals_recorded(folders.loaded, "roll_back", who, role, build_id or ""):
        former = builds.require_whole(folders.warehouse, build_id or builds.way_back(folders.warehouse)).build_id
    with recorded(folders.loaded, "roll_back", who, role, former):
        stamp = builds.roll_back(folders.warehouse, former, who, note)
    load_store.note_published(folders.warehouse, folders.loaded)
    return stamp
