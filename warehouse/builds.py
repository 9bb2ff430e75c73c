"""The builds that are kept, and the pointer to the current one.

A build is two files that never change: ``<build_id>.duckdb`` and its stamp ``<build_id>.json``. ``CURRENT`` holds one
line, the id of the build that readers use; publishing and rolling back replace that line in one atomic step.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from warehouse.errors import BuilderBusy, BuildFailed, NoBuild, NothingToRollBackTo, UnknownBuild, reason_of

KEPT_BUILDS = 5
UNFINISHED = ".building"


@dataclass(frozen=True)
class Stamp:
    """What a build was made of. ``releases`` maps each release code to the hash of its file."""

    build_id: str
    built_at: str
    commit: str | None
    inputs_hash: str
    releases: dict[str, str] = field(default_factory=dict)
    row_counts: dict[str, int] = field(default_factory=dict)
    reviews: dict[str, int] = field(default_factory=dict)
    note: str = ""

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
    """Hold the one right to build or publish in ``directory``; raises BuilderBusy when another keeps it."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock = FileLock(directory / "builder.lock")
        with lock.acquire(timeout=wait_seconds):
            yield
    except Timeout as held:
        raise BuilderBusy(str(directory), wait_seconds) from held
    except PermissionError as denied:
        raise BuildFailed("not_permitted", str(denied)) from denied


def kept(directory: Path) -> list[str]:
    """Ids of the complete builds, newest first."""
    stamps = {path.stem for path in directory.glob("*.json")}
    return sorted((path.stem for path in directory.glob("*.duckdb") if path.stem in stamps), reverse=True)


def stamp(directory: Path, build_id: str) -> Stamp:
    """The stamp of a kept build; raises UnknownBuild."""
    builds = kept(directory)
    if build_id not in builds:
        raise UnknownBuild(build_id, builds)
    return Stamp(**json.loads((directory / f"{build_id}.json").read_text(encoding="utf-8")))


def current(directory: Path) -> Stamp:
    """The stamp of the current build; raises NoBuild where there is none."""
    try:
        build_id = (directory / "CURRENT").read_text(encoding="ascii").strip()
        return stamp(directory, build_id)
    except (FileNotFoundError, UnknownBuild) as missing:
        raise NoBuild(str(directory)) from missing


def _replace(path: Path, text: str) -> None:
    """Put ``text`` at ``path`` so that a reader sees the old or the new, whatever happens meanwhile."""
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        with unfinished.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
        if os.name == "posix":
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


def keep(directory: Path, unfinished: Path, content: Stamp) -> None:
    """Take a finished database file in as a build; the stamp comes first, so a build is never without one.

    Raises BuildFailed, and then leaves neither of the two behind.
    """
    stamp_path = directory / f"{content.build_id}.json"
    try:
        _replace(stamp_path, json.dumps(asdict(content), ensure_ascii=False, indent=1))
        os.replace(unfinished, database_path(directory, content.build_id))
    except OSError as fault:
        stamp_path.unlink(missing_ok=True)
        unfinished.unlink(missing_ok=True)
        raise BuildFailed(reason_of(fault), str(fault)) from fault


def publish(directory: Path, build_id: str) -> Stamp:
    """Make a kept build the current one. Call under ``builder_lock``. Raises UnknownBuild or BuildFailed."""
    published = stamp(directory, build_id)
    try:
        _replace(directory / "CURRENT", build_id + "\n")
    except OSError as fault:
        raise BuildFailed(reason_of(fault), str(fault)) from fault
    return published


def roll_back(directory: Path, build_id: str | None = None) -> Stamp:
    """Make an older kept build current again: the one named, else the newest older than the current one."""
    now = current(directory).build_id
    older = [kept_id for kept_id in kept(directory) if kept_id < now]
    if build_id is None and not older:
        raise NothingToRollBackTo(now)
    return publish(directory, build_id or older[0])


def prune(directory: Path) -> None:
    """Remove all but the newest builds and what interrupted builders left; never the current one.

    A file that is open elsewhere (Windows) stays until the next time.
    """
    present = (
        (directory / "CURRENT").read_text(encoding="ascii").strip()
        if (directory / "CURRENT").exists()
        else ""
    )
    builds = kept(directory)
    surplus = [build_id for build_id in builds[KEPT_BUILDS:] if build_id != present]
    orphans = {path.stem for path in directory.glob("*.json")} - set(builds)
    leftovers = [*directory.glob(f"*{UNFINISHED}"), *directory.glob(f"*{UNFINISHED}.wal")]
    for path in (
        *(database_path(directory, build_id) for build_id in surplus),
        *(directory / f"{build_id}.json" for build_id in (*surplus, *orphans)),
        *leftovers,
    ):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            continue


def release_changes(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[str]]:
    """Which releases were added, changed or removed between two stamps, by release code."""
    return {
        "added": sorted(after.keys() - before.keys()),
        "changed": sorted(code for code in before.keys() & after.keys() if before[code] != after[code]),
        "removed": sorted(before.keys() - after.keys()),
    }
