"""The builds that are kept, and the pointer to the current one.

A build is two files that never change: ``<build_id>.duckdb`` and its stamp ``<build_id>.json``. ``CURRENT`` holds one
line, the id of the build that readers use; publishing and rolling back replace that line in one atomic step.
What was published when, ``warehouse.publications`` keeps.
"""

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from warehouse import atomic_files, checksums, paths, publications
from warehouse.atomic_files import UNFINISHED
from warehouse.errors import (
    BuilderBusy,
    BuildFailed,
    DamagedBuild,
    NoBuild,
    NothingToRollBackTo,
    OtherSchema,
    PointerLost,
    UnknownBuild,
    WarehouseError,
    reason_of,
)
from warehouse.publications import Publication

KEPT_BUILDS = 5
LOCK = "builder.lock"
SPILLED_SECONDS = 3600  # how long rows that a comparison has spilled to the disk may still be in use
SCHEMA_FILE = paths.SQL_DIR / "schema.txt"


@dataclass(frozen=True)
class Stamp:
    """What a build was made of. ``releases`` maps each release code to the hash of its file.

    ``reviews`` maps each reviewing check to the rows it points at. ``loads`` are the ids of the loads it was made of
    beside the shipped data, oldest first; ``withdrawn`` the codes of releases left out; ``who`` made it. ``size`` and
    ``sha256`` are those of the database file and ``schema`` its version, as `own_schema`; ``seconds`` is how long each
    object took to make. ``tables`` maps each table to its rows and their hash (`warehouse.table_hashes`), the same in
    every file with these rows, for the version of the engine ``engine``. Earlier versions of the program wrote none of
    these six, nor the hash that a stamp now carries of its own content.
    """

    build_id: str
    built_at: str
    commit: str | None
    inputs_hash: str
    releases: dict[str, str] = field(default_factory=dict)
    row_counts: dict[str, int] = field(default_factory=dict)
    reviews: dict[str, list[dict]] = field(default_factory=dict)
    note: str = ""
    loads: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    who: str = ""
    size: int | None = None
    sha256: str = ""
    schema: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    tables: dict[str, list] = field(default_factory=dict)
    engine: str = ""

    @property
    def built_time(self) -> datetime:
        """When the build was made, UTC."""
        return datetime.fromisoformat(self.built_at)

    @property
    def loaded_rows(self) -> int:
        """How many rows of reference and staging it was made of."""
        return sum(rows for name, rows in self.row_counts.items() if name.partition(".")[0] in ("reference", "staging"))


def new_build_id(inputs_hash: str) -> str:
    """An id that sorts by time and says what went in: 20261121T203000123Z-1a2b3c4d."""
    now = datetime.now(UTC)
    return f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}Z-{inputs_hash[:8]}"


def database_path(directory: Path, build_id: str) -> Path:
    """The database file of a build."""
    return directory / f"{build_id}.duckdb"


def own_schema() -> str:
    """The version of the schema that this program writes and reads: a short hash of what columns the marts have.

    `python -m warehouse.dictionary` writes it, with the data dictionary.
    """
    return SCHEMA_FILE.read_text(encoding="utf-8").strip()


@contextmanager
def builder_lock(directory: Path, wait_seconds: float = 0, only_reads: bool = False) -> Iterator[None]:
    """Hold the one right to build or publish in ``directory``; what a kill left of a publication is settled first,
    unless the holder only reads.

    Raises BuilderBusy when another keeps it, BuildFailed where the folder cannot be written to.
    """
    lock = FileLock(directory / LOCK)
    try:
        if not only_reads:
            directory.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=wait_seconds)
    except Timeout as held:
        raise BuilderBusy(str(directory), wait_seconds) from held
    except OSError as fault:
        raise BuildFailed(reason_of(fault), str(fault)) from fault
    try:
        try:
            if not only_reads:
                publications.drop_unfinished(directory, current_id(directory))
        except OSError as fault:
            raise BuildFailed(reason_of(fault), str(fault)) from fault
        yield
    finally:
        lock.release()


def kept(directory: Path) -> list[str]:
    """Ids of the complete builds, newest first."""
    stamps = {path.stem for path in directory.glob("*.json")}
    return sorted((path.stem for path in directory.glob("*.duckdb") if path.stem in stamps), reverse=True)


def stamp(directory: Path, build_id: str) -> Stamp:
    """The stamp of a kept build, of whatever schema; raises UnknownBuild, or DamagedBuild when it cannot be read.

    Fields that a later version of the program wrote are passed over.
    """
    builds = kept(directory)
    if build_id not in builds:
        raise UnknownBuild(build_id, builds)
    try:
        content = checksums.read((directory / f"{build_id}.json").read_text(encoding="utf-8"))
        known = {each.name for each in fields(Stamp)}
        found = Stamp(**{name: value for name, value in content.items() if name in known})
        is_sound = found.build_id == build_id and _is_sound(found)
    except checksums.ChecksumMismatch as fault:
        raise DamagedBuild(build_id, f"{build_id}.json: not as written", "stamp_changed") from fault
    except (OSError, ValueError, TypeError) as fault:
        raise DamagedBuild(build_id, f"{build_id}.json: {fault}", "stamp") from fault
    if not is_sound:
        raise DamagedBuild(build_id, f"{build_id}.json: fields of the wrong kind", "stamp")
    return found


def _is_sound(found: Stamp) -> bool:
    """Whether what is read of a stamp is of its kind; raises ValueError or TypeError for a moment that is none."""
    return (
        found.built_time.tzinfo is not None
        and isinstance(found.releases, dict)
        and checksums.are_texts(list(found.releases.values()))
        and all(checksums.are_texts(each) for each in (found.loads, found.withdrawn, [found.inputs_hash, found.schema]))
    )


def stamp_or_none(directory: Path, build_id: str) -> Stamp | None:
    """The stamp of a build, or None where there is no such build or its stamp cannot be read."""
    try:
        return stamp(directory, build_id)
    except (UnknownBuild, DamagedBuild):
        return None


def current_id(directory: Path) -> str:
    """The id that ``CURRENT`` names, empty where it is missing or cannot be read; whether that build is whole is not
    looked at.
    """
    try:
        return (directory / "CURRENT").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def require_pointer(directory: Path) -> str:
    """The id of the current build, one that is kept. Raises NoBuild where nothing was ever built, PointerLost."""
    named, builds = current_id(directory), kept(directory)
    if named in builds:
        return named
    if not builds and not named:
        raise NoBuild(str(directory))
    raise PointerLost(named, "gone" if named else "nothing")


def current(directory: Path) -> Stamp:
    """The stamp of the current build, one that may be served.

    Raises NoBuild where there is none, PointerLost, OtherSchema, and DamagedBuild where its stamp cannot be read or its
    file has another size than it was written with; whether the bytes are the same, `require_whole` tells.
    """
    now = stamp(directory, require_pointer(directory))
    _require_servable(directory, now)
    return now


def require_whole(directory: Path, build_id: str) -> Stamp:
    """The stamp of a kept build that may be served and whose file is, byte for byte, the one that was written.

    Raises UnknownBuild, OtherSchema or DamagedBuild. Reads the whole file: 20 ms for the shipped data.
    """
    content = stamp(directory, build_id)
    _require_servable(directory, content)
    if (found := file_hash(database_path(directory, build_id), build_id)) != content.sha256:
        raise DamagedBuild(build_id, f"{build_id}.duckdb: sha256 {found[:12]}… ≠ {content.sha256[:12]}…", "bytes")
    return content


def fault_of(directory: Path, build_id: str) -> WarehouseError | None:
    """Why a kept build cannot be gone back to, None where it can; found as by `require_whole`."""
    try:
        require_whole(directory, build_id)
    except (UnknownBuild, OtherSchema, DamagedBuild) as fault:
        return fault
    return None


def file_hash(path: Path, build_id: str) -> str:
    """SHA-256 of a build's database file; raises DamagedBuild where the disk does not give it."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as fault:
        raise DamagedBuild(build_id, f"{path.name}: {fault}") from fault


def _require_servable(directory: Path, content: Stamp) -> None:
    """Raises OtherSchema, or DamagedBuild for a file of another size."""
    build_id = content.build_id
    if content.schema != own_schema():
        raise OtherSchema(build_id, content.schema, own_schema())
    try:
        size = database_path(directory, build_id).stat().st_size
    except OSError as fault:
        raise DamagedBuild(build_id, f"{build_id}.duckdb: {fault}") from fault
    if size != content.size:
        raise DamagedBuild(build_id, f"{build_id}.duckdb: {size} ≠ {content.size} B", "size")


def published(directory: Path) -> list[str]:
    """Ids of the kept builds that were ever published, the last published one first."""
    present = set(kept(directory))
    log = reversed(publications.read(directory))
    return [build_id for build_id in dict.fromkeys(entry.build_id for entry in log) if build_id in present]


def keep(directory: Path, unfinished: Path, content: Stamp) -> Stamp:
    """Take a finished database file in as a build; its stamp, completed by size, hash and schema, comes first, so that
    a build is never without one.

    Raises BuildFailed, and then leaves neither of the two behind.
    """
    stamp_path = directory / f"{content.build_id}.json"
    try:
        sha256 = file_hash(unfinished, content.build_id)
        content = replace(content, size=unfinished.stat().st_size, sha256=sha256, schema=own_schema())
        fields = checksums.with_checksum(asdict(content))
        atomic_files.replace(stamp_path, json.dumps(fields, ensure_ascii=False, indent=1))
        atomic_files.move(unfinished, database_path(directory, content.build_id))
    except (OSError, DamagedBuild) as fault:
        stamp_path.unlink(missing_ok=True)
        unfinished.unlink(missing_ok=True)
        raise BuildFailed(reason_of(fault), str(fault)) from fault
    return content


def publish(
    directory: Path,
    build_id: str,
    who: str = "",
    note: str = "",
    titles: Mapping[str, str] | None = None,
    figures: Mapping[str, int] | None = None,
    to_readers: str = "",
    at: str = "",
    commit: Callable[[Publication], object] = lambda _: None,
) -> Stamp:
    """Make a kept build the current one, and note `titles`, `figures` and `to_readers` with it
    (`publications.Publication`). Call under ``builder_lock``. `at` is now unless given; `commit` is called before the
    pointer moves, which it does only where that raises nothing.

    Raises UnknownBuild, OtherSchema, DamagedBuild or BuildFailed, and what `commit` does. The log of publications is
    written first: a kill in between leaves a name too many there, never one too few, and the next builder takes it
    back.
    """
    chosen = require_whole(directory, build_id)
    before = stamp_or_none(directory, current_id(directory))
    entry = Publication(
        build_id=build_id,
        at=at or datetime.now(UTC).isoformat(timespec="seconds"),
        who=who,
        note=note,
        changes=release_changes(before.releases if before else {}, chosen.releases),
        loads=chosen.loads,
        titles=dict(titles or {}),
        figures=dict(figures or {}),
        to_readers=to_readers,
    )
    try:
        with publications.write_ahead(directory, entry):
            commit(entry)
            _point_at(directory, build_id)
    except OSError as fault:
        raise BuildFailed(reason_of(fault), str(fault)) from fault
    return chosen


def _point_at(directory: Path, build_id: str) -> None:
    """Move the pointer, or leave it. Once it has moved, a folder that does not sync is no failure: all that a power
    cut could still do is to bring the former build back, whole. A folder in its place is set aside."""
    pointer = directory / "CURRENT"
    try:
        if pointer.is_dir():
            atomic_files.move(pointer, directory / f"CURRENT.{build_id}")
        atomic_files.replace(pointer, build_id + "\n")
    except OSError:
        if current_id(directory) != build_id:
            raise


def rollback_target(directory: Path) -> str:
    """The newest published build older than the current that is whole and of this schema. The current one may be
    damaged: going back is a way out then. Where nothing says which is current, the one published last.
    Raises NoBuild and NothingToRollBackTo.
    """
    log = published(directory)
    try:
        now = require_pointer(directory)
        log = sorted((past for past in log if past < now), reverse=True)
    except PointerLost as lost:
        now = lost.named
    faults = {}
    for past in log:
        if (fault := fault_of(directory, past)) is None:
            return past
        faults[past] = fault
    are_other = all(isinstance(fault, OtherSchema) for fault in faults.values())
    raise NothingToRollBackTo(now, ("other_schema" if are_other else "damaged") if faults else "none", list(faults))


def roll_back(
    directory: Path,
    build_id: str | None = None,
    who: str = "",
    note: str = "",
    titles: Mapping[str, str] | None = None,
    figures: Mapping[str, int] | None = None,
    to_readers: str = "",
    commit: Callable[[Publication], object] = lambda _: None,
) -> Stamp:
    """Make an older build current again: the one named, else `rollback_target`. Raises as that and as `publish`."""
    return publish(
        directory, build_id or rollback_target(directory), who, note, titles, figures, to_readers, commit=commit
    )


def prune(directory: Path) -> None:
    """Keep the newest published builds, as many candidates, and the current one; remove what killed builders left.

    A file that is open elsewhere (Windows) stays until the next time; its stamp stays with it. No build goes while
    nothing says which is current.
    """
    once_published = set(published(directory))
    former = [build_id for build_id in kept(directory) if build_id in once_published]
    candidates = [build_id for build_id in kept(directory) if build_id not in once_published]
    wanted = {*former[:KEPT_BUILDS], *candidates[:KEPT_BUILDS], current_id(directory)}
    whole = set(kept(directory))
    for build_id in whole - wanted if current_id(directory) in whole else ():
        if _removed(database_path(directory, build_id)):
            _removed(directory / f"{build_id}.json")
    for leftover in leftovers(directory):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            _removed(leftover)


def leftovers(directory: Path) -> list[Path]:
    """What killed builders left: unfinished files, halves of a build, rows spilled to the disk."""
    whole = set(kept(directory))
    return [
        *directory.glob(f"*{UNFINISHED}"),
        *directory.glob(f"*{UNFINISHED}.wal"),
        *directory.glob(f"*{UNFINISHED}.tmp"),
        *(path for path in (*directory.glob("*.json"), *directory.glob("*.duckdb")) if path.stem not in whole),
        *_spilled_by_comparisons(directory),
    ]


def _spilled_by_comparisons(directory: Path) -> Iterator[Path]:
    """What comparing builds has spilled, without the builder's lock, and nobody can be using any more."""
    for folder in directory.glob("*.duckdb.tmp"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > SPILLED_SECONDS:
                yield folder


def _removed(path: Path) -> bool:
    """Remove a file if the system lets go of it; whether it is gone."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def release_changes(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[str]]:
    """Which releases were added, changed or removed between two stamps, by release code."""
    return {
        "added": sorted(after.keys() - before.keys()),
        "changed": sorted(code for code in before.keys() & after.keys() if before[code] != after[code]),
        "removed": sorted(before.keys() - after.keys()),
    }
