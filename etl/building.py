"""From raw files and deliveries to a published build: the steps of ``python -m etl build`` and of the page for loading.

Every act and every refused one goes into the audit log. Heavy libraries are imported only once a build is needed, so
that an unchanged one is answered at once.
"""

import getpass
import hashlib
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from etl.deliveries import deliveries, store
from etl.deliveries.deliveries import Active
from etl.errors import CopyDiffers, EtlError
from etl.fingerprint import commit as commit_of_code
from etl.fingerprint import inputs_hash, words_hash
from etl.folders import Folders, clear_temporary_folders
from etl.problems import Problem
from warehouse import audit, builds, paths
from warehouse.builds import Stamp
from warehouse.errors import (
    AuditFailed,
    DamagedBuild,
    LakeFailed,
    NoBuild,
    OtherSchema,
    PointerLost,
    UnknownBuild,
    WarehouseError,
)
from warehouse.progress import Progress, silent
from warehouse.publications import Publication

WAIT_SECONDS = 30  # for the build of another analyst


def os_user() -> str:
    """Who works at this command line, as the system names them; empty where it does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


@contextmanager
def recorded(
    loaded: Path, action: str, who: str, role: str, subject: str, sha256: Collection[str] = ()
) -> Iterator[None]:
    """Record an act, then let it happen; record too where it does not come about.

    Raises AuditFailed, and then nothing has happened.
    """
    audit.record(loaded, action, who, role, subject, sha256)
    try:
        yield
    except (EtlError, WarehouseError) as fault:
        with suppress(AuditFailed):  # that it was asked for is on record; what matters now is the fault itself
            audit.record(loaded, action, who, role, subject, sha256, f"failed: {type(fault).__name__}")
        raise


@contextmanager
def refusals_recorded(
    loaded: Path, action: str, who: str, role: str, subject: str, sha256: Collection[str] = ()
) -> Iterator[None]:
    """Record what is refused before anything could change."""
    try:
        yield
    except (EtlError, WarehouseError) as fault:
        with suppress(AuditFailed):
            audit.record(loaded, action, who, role, subject, sha256, f"refused: {type(fault).__name__}")
        raise


def require_publisher() -> None:
    """Raises LakeFailed: ``reader`` on a server that only follows a publisher elsewhere, where nothing is built, loaded
    or published, ``settings`` where the lake is configured wrongly. Nothing of it is imported where there is none.
    """
    if any(paths.lake().values()):
        from warehouse.lake import settings

        if settings.is_reader():
            raise LakeFailed("reader", paths.lake()["publisher"] or "–")


def _commit_to_lake(folders: Folders) -> Callable[[Publication], object]:
    """Commits a publication to the lake that servers share, before this one shows it; nothing where there is none."""
    require_publisher()
    if not paths.lake()["catalog"]:
        return lambda _: None
    from warehouse.lake import acts

    return lambda entry: acts.publish(folders.warehouse, folders.loaded, entry)


def _require_in_lake(folders: Folders, current: Stamp, who: str) -> None:
    """Where servers share a lake and it is empty, as right after it was set up, or lost, commit the current build.

    Raises LakeFailed, also where something newer is there that this publisher has not taken over.
    """
    commit = _commit_to_lake(folders)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    commit(Publication(current.build_id, at, who, loads=current.loads))


@contextmanager
def builder(folders: Folders, action: str, who: str, role: str, subject: str) -> Iterator[None]:
    """Hold the one right to build or publish; record where it cannot be had. Raises BuilderBusy, BuildFailed and
    LakeFailed.
    """
    with ExitStack() as held:
        with refusals_recorded(folders.loaded, action, who, role, subject):
            require_publisher()
            held.enter_context(builds.builder_lock(folders.warehouse, WAIT_SECONDS))
        yield


@dataclass
class LoadRefused(EtlError):
    """Some raw or reference file has blocking problems; nothing was built. All problems are listed."""

    problems: list[Problem]


@dataclass(frozen=True)
class Outcome:
    """What a build did: the stamp that is current (or, unpublished, the candidate's) and how it differs.

    ``changes`` lists release codes added, changed and removed against ``base``, the build that was current before.
    """

    stamp: Stamp
    is_new: bool
    is_published: bool
    changes: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    base: Stamp | None = None


# what the loader uses of the code that words are read by; the words themselves: `words_hash`
_READ_OF_TEXT = [paths.ROOT / "text" / f"{name}.py" for name in ("folding", "periods", "template")]


def current_or_none(directory: Path) -> Stamp | None:
    """The stamp of the current build, or None where there is none yet or it cannot be read."""
    return builds.stamp_or_none(directory, builds.current_id(directory))


def inputs(folders: Folders, active: Active) -> str:
    """One hash over everything a build depends on: data, loads, layouts, SQL, words and the code that reads and builds.

    Raises LoadMissing.
    """
    code = [folders.sql, paths.ROOT / "etl", paths.ROOT / "warehouse", *_READ_OF_TEXT]
    loaded = deliveries.folders_in_use(folders.loaded, active)
    total = inputs_hash([folders.raw, folders.reference, folders.layouts, *code, *loaded])
    return hashlib.sha256("\n".join([total, words_hash(), *sorted(active.withdrawn)]).encode()).hexdigest()


def candidate(folders: Folders, active: Active, who: str, note: str = "", progress: Progress = silent) -> Outcome:
    """A new build that is kept but not current. Call under the builder's lock. Raises as `etl.building.build`."""
    from etl.staging import load
    from warehouse import build as warehouse_build

    digest, base = inputs(folders, active), current_or_none(folders.warehouse)
    warehouse_build.require_room(folders.warehouse, (base and base.size) or 0)
    progress("load", 0, 1)
    loaded = load(
        folders.raw,
        folders.reference,
        folders.layouts,
        paths.parsed_dir(folders.warehouse),
        folders.sql,
        deliveries.folders_in_use(folders.loaded, active),
        active.withdrawn,
    )
    if loaded.is_refused:
        raise LoadRefused(loaded.problems)
    build_id = builds.new_build_id(digest)
    unfinished = folders.warehouse / f"{build_id}{builds.UNFINISHED}"
    frames = {f"reference.{name}": frame for name, frame in loaded.reference.items()}
    frames |= {f"staging.{name}": frame for name, frame in loaded.staging.items()}
    releases, problems = loaded.staging["releases"], loaded.problems
    del loaded  # the frames are let go one by one as their tables are filled
    built = warehouse_build.write(unfinished, frames, folders.sql, progress)
    stamp = Stamp(
        build_id=build_id,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        commit=commit_of_code(),
        inputs_hash=digest,
        releases=dict(zip(releases["release_code"], releases["sha256"], strict=True)),
        row_counts={name: rows for name, (rows, _) in built.tables.items()},
        tables=built.tables,
        engine=warehouse_build.ENGINE,
        seconds={name: round(seconds, 4) for name, seconds in built.seconds.items()},
        reviews=built.reviews,
        note=note,
        loads=list(active.loads),
        withdrawn=list(active.withdrawn),
        who=who,
    )
    stamp = builds.keep(folders.warehouse, unfinished, stamp)
    builds.prune(folders.warehouse)
    store.prune(folders.warehouse, folders.loaded)
    changes = builds.release_changes(base.releases if base else {}, stamp.releases)
    return Outcome(stamp, is_new=True, is_published=False, changes=changes, problems=problems, base=base)


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
    to_readers: str = "",
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
    Raises LoadRefused, LoadMissing, ActiveUnknown, ChecksFailed, BuildFailed, BuilderBusy, AuditFailed or LakeFailed;
    in each case the current build stays what it was.
    """
    require_publisher()
    folders = Folders(directory, loaded_dir or paths.loaded_dir(), raw_dir, reference_dir, layouts_dir, sql_dir)
    with builds.builder_lock(directory, wait_seconds):
        now = deliveries.active(directory, folders.loaded)
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
            _require_in_lake(folders, base, who)
            return Outcome(base, is_new=False, is_published=True)
        made = candidate(folders, wanted, who, note, progress)
        if publish:
            make_current(folders, made.stamp.build_id, who, note, to_readers=to_readers)
            builds.prune(directory)
            return Outcome(**{**vars(made), "is_published": True})
        return made


def _clear(folders: Folders, on_copy: Callable[[CopyDiffers], None]) -> None:
    """Remove what killed builders left, and do what a kill after a publication has left undone."""
    builds.prune(folders.warehouse)
    store.prune(folders.warehouse, folders.loaded)
    clear_temporary_folders()
    if now := current_or_none(folders.warehouse):
        copy, made_of = deliveries.read_copy(folders.loaded), deliveries.deliveries_of_build(now)
        if copy and copy != made_of:
            there, here = ({*each.loads, *each.withdrawn} for each in (copy, made_of))
            on_copy(CopyDiffers(now.build_id, sorted(there - here), sorted(here - there)))
        store.note_published(folders.warehouse, folders.loaded)


def _told(folders: Folders, base: Stamp | None, chosen: Stamp) -> tuple[dict[str, str], dict[str, int]]:
    """What readers are told of a publication: the titles of releases that come and go, and how many figures differ;
    nothing of a build that cannot be read any more.
    """
    from warehouse import effect

    changes = builds.release_changes(base.releases if base else {}, chosen.releases)
    codes = {code for changed in changes.values() for code in changed}
    titles: dict[str, str] = {}
    figures: dict[str, int] = {}
    with suppress(WarehouseError):
        titles |= effect.titles(chosen.build_id, folders.warehouse)
        if base and base.build_id != chosen.build_id:
            titles = effect.titles(base.build_id, folders.warehouse) | titles
            figures = effect.counted(base.build_id, chosen.build_id, folders.warehouse, folders.sql)
    return {code: title for code, title in titles.items() if code in codes}, figures


def make_current(
    folders: Folders, build_id: str, who: str, note: str = "", role: str = "", *, to_readers: str = ""
) -> Stamp:
    """Publish a kept build and everything it was made of. Call under the builder's lock.

    Raises UnknownBuild, OtherSchema, DamagedBuild, BuildFailed, AuditFailed or LakeFailed.
    """
    commit = _commit_to_lake(folders)
    chosen, base = builds.require_whole(folders.warehouse, build_id), current_or_none(folders.warehouse)
    changes = builds.release_changes(base.releases if base else {}, chosen.releases)
    hashes = [chosen.releases[code] for code in (*changes["added"], *changes["changed"])]
    told = _told(folders, base, chosen)
    with recorded(folders.loaded, "publish", who, role, build_id, hashes):
        stamp = builds.publish(folders.warehouse, build_id, who, note, *told, to_readers, commit=commit)
    store.note_published(folders.warehouse, folders.loaded)
    return stamp


def roll_back(
    folders: Folders, build_id: str | None, who: str, note: str = "", role: str = "", *, to_readers: str = ""
) -> Stamp:
    """Make an older build current again. Call under the builder's lock.

    Raises NothingToRollBackTo, UnknownBuild, NoBuild, OtherSchema, DamagedBuild, BuildFailed, AuditFailed or
    LakeFailed.
    """
    commit = _commit_to_lake(folders)
    with refusals_recorded(folders.loaded, "roll_back", who, role, build_id or ""):
        former = builds.require_whole(folders.warehouse, build_id or builds.rollback_target(folders.warehouse)).build_id
    with recorded(folders.loaded, "roll_back", who, role, former):
        told = _told(folders, current_or_none(folders.warehouse), builds.require_whole(folders.warehouse, former))
        stamp = builds.roll_back(folders.warehouse, former, who, note, *told, to_readers, commit=commit)
    store.note_published(folders.warehouse, folders.loaded)
    return stamp
