"""The builds that are kept, and the pointer to the current one.

A build is two files that never change: ``<build_id>.duckdb`` and its stamp ``<build_id>.json``. ``CURRENT`` holds one
line, the id of the build that readers use; publishing and rolling back replace that line in one atomic step.
What was published when, ``warehouse.publications`` keeps.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from warehouse import durable, publications
from warehouse.durable import UNFINISHED
from warehouse.errors import (
    BuilderBusy,
    BuildFailed,
    DamagedBuild,
    NoBuild,
    NothingToRollBackTo,
    UnknownBuild,
    reason_of,
)

KEPT_BUILDS = 5


@dataclass(frozen=True)
class Stamp:
    """What a build was made of. ``releases`` maps each release code to the hash of its file.

    ``reviews`` maps each reviewing check to the rows it points at. ``loads`` are the ids of the loads it was made of
    beside the shipped data, oldest first; ``withdrawn`` the codes of releases left out; ``who`` made it.
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

    @property
    def built_time(self) -> datetime:
        """When the build was made, UTC."""
        return datetime.fromisoformat(self.built_at)


def new_build_id(inputs_hash: str) -> str:
    """An id that sorts by time and says what went in: 20261121T203000123Z-1a2b3c4d."""
    now = datetime.now(UTC)
    return f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}Z-{inputs_hash[:8]}"


def database_path(directory: Path, build_id: str) -> Path:
    """The database file of a build."""
    return directory / f"{build_id}.duckdb"


@contextmanager
def builder_lock(directory: Path, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the one right to build or publish in ``directory``; what a kill left of a publication is settled first.

    Raises BuilderBusy when another keeps it, BuildFailed where the folder cannot be written to.
    """
    lock = FileLock(directory / "builder.lock")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=wait_seconds)
    except Timeout as held:
        raise BuilderBusy(str(directory), wait_seconds) from held
    except OSError as fault:
        raise BuildFailed(reason_of(fault), str(fault)) from fault
    try:
        try:
            publications.settle(directory, current_id(directory))
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
    """The stamp of a kept build; raises UnknownBuild, or DamagedBuild when it cannot be read."""
    builds = kept(directory)
    if build_id not in builds:
        raise UnknownBuild(build_id, builds)
    try:
        return Stamp(**json.loads((directory / f"{build_id}.json").read_text(encoding="utf-8")))
    except (ValueError, TypeError) as fault:
        raise DamagedBuild(build_id, str(fault)) from fault


def stamp_or_none(directory: Path, build_id: str) -> Stamp | None:
    """The stamp of a build, or None where there is no such build or its stamp cannot be read."""
    try:
        return stamp(directory, build_id)
    except (UnknownBuild, DamagedBuild):
        return None


def current_id(directory: Path) -> str:
    """The id that ``CURRENT`` names, empty where there is none; whether that build is whole is not looked at."""
    try:
        return (directory / "CURRENT").read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return ""


def current(directory: Path) -> Stamp:
    """The stamp of the current build; raises NoBuild where there is none, DamagedBuild where it cannot be read."""
    try:
        return stamp(directory, current_id(directory))
    except UnknownBuild as missing:
        raise NoBuild(str(directory)) from missing


def published(directory: Path) -> list[str]:
    """Ids of the kept builds that were ever published, the last published one first."""
    present = set(kept(directory))
    log = reversed(publications.read(directory))
    return [build_id for build_id in dict.fromkeys(entry.build_id for entry in log) if build_id in present]


def keep(directory: Path, unfinished: Path, content: Stamp) -> None:
    """Take a finished database file in as a build; the stamp comes first, so a build is never without one.

    Raises BuildFailed, and then leaves neither of the two behind.
    """
    stamp_path = directory / f"{content.build_id}.json"
    try:
        durable.replace(stamp_path, json.dumps(asdict(content), ensure_ascii=False, indent=1, default=str))
        durable.move(unfinished, database_path(directory, content.build_id))
    except OSError as fault:
        stamp_path.unlink(missing_ok=True)
        unfinished.unlink(missing_ok=True)
        raise BuildFailed(reason_of(fault), str(fault)) from fault


def publish(directory: Path, build_id: str, who: str = "", note: str = "") -> Stamp:
    """Make a kept build the current one. Call under ``builder_lock``. Raises UnknownBuild or BuildFailed.

    The log of publications is written first: a kill in between leaves a name too many there, never one too few, and
    the next builder takes it back.
    """
    chosen = stamp(directory, build_id)
    before = stamp_or_none(directory, current_id(directory))
    entry = publications.Publication(
        build_id=build_id,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        who=who,
        note=note,
        changes=release_changes(before.releases if before else {}, chosen.releases),
        loads=chosen.loads,
    )
    try:
        with publications.entered(directory, entry):
            _point_at(directory, build_id)
    except OSError as fault:
        raise BuildFailed(reason_of(fault), str(fault)) from fault
    return chosen


def _point_at(directory: Path, build_id: str) -> None:
    """Move the pointer, or leave it. Once it has moved, a folder that does not sync is no failure: all that a power
    cut could still do is to bring the former build back, whole."""
    try:
        durable.replace(directory / "CURRENT", build_id + "\n")
    except OSError:
        if current_id(directory) != build_id:
            raise


def roll_back(directory: Path, build_id: str | None = None, who: str = "", note: str = "") -> Stamp:
    """Make an older build current again: the one named, else the newest published one older than the current."""
    now = current(directory).build_id
    older = sorted((past for past in published(directory) if past < now), reverse=True)
    if build_id is None and not older:
        raise NothingToRollBackTo(now)
    return publish(directory, build_id or older[0], who, note)


def prune(directory: Path) -> None:
    """Keep the newest published builds, as many candidates, and the current one; remove what killed builders left.

    A file that is open elsewhere (Windows) stays until the next time; its stamp stays with it.
    """
    once_published = set(published(directory))
    former = [build_id for build_id in kept(directory) if build_id in once_published]
    candidates = [build_id for build_id in kept(directory) if build_id not in once_published]
    wanted = {*former[:KEPT_BUILDS], *candidates[:KEPT_BUILDS], current_id(directory)}
    whole = set(kept(directory))
    for build_id in whole - wanted:
        if _removed(database_path(directory, build_id)):
            _removed(directory / f"{build_id}.json")
    for leftover in (
        *directory.glob(f"*{UNFINISHED}"),
        *directory.glob(f"*{UNFINISHED}.wal"),
        *(path for path in (*directory.glob("*.json"), *directory.glob("*.duckdb")) if path.stem not in whole),
    ):
        _removed(leftover)
    for spilled in directory.glob(f"*{UNFINISHED}.tmp"):
        shutil.rmtree(spilled, ignore_errors=True)


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
