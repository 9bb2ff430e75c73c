"""From raw files to a published build: the steps behind ``python -m etl build`` and the upload page.

Heavy libraries are imported only once a build is needed, so that an unchanged one is answered at once.
"""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from etl.errors import EtlError
from etl.fingerprint import inputs_hash
from etl.problems import Problem
from warehouse import builds, paths
from warehouse.builds import Stamp
from warehouse.errors import DamagedBuild, NoBuild

Progress = Callable[[str, int, int], None]


@dataclass
class LoadRefused(EtlError):
    """Some raw or reference file has blocking problems; nothing was built. All problems are listed."""

    problems: list[Problem]


@dataclass(frozen=True)
class Outcome:
    """What a build did: the stamp that is current (or, unpublished, the candidate's) and how it differs.

    ``changes`` lists release codes added, changed and removed against the build that was current before.
    """

    stamp: Stamp
    is_new: bool
    is_published: bool
    changes: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def _silent(step: str, done: int, total: int) -> None:
    """Progress for those who do not watch."""


def _commit() -> str | None:
    """The commit of the checkout, with a mark when files differ from it; None outside a checkout."""
    try:
        described = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"],  # noqa: S607
            cwd=paths.ROOT,
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return described.stdout.strip() or None


def current_or_none(directory: Path) -> Stamp | None:
    """The stamp of the current build, or None where there is none yet or it cannot be read."""
    try:
        return builds.current(directory)
    except (NoBuild, DamagedBuild):
        return None


def _respects_roll_back(directory: Path, digest: str) -> bool:
    """Whether a build of these very inputs was published before and somebody has gone back from it since."""
    return any(builds.stamp(directory, build_id).inputs_hash == digest for build_id in builds.published(directory))


def inputs(raw_dir: Path, reference_dir: Path, layouts_dir: Path) -> str:
    """One hash over everything a build depends on: data, layouts, SQL and the code that reads and builds."""
    code = [paths.SQL_DIR, paths.ROOT / "etl", paths.ROOT / "warehouse"]
    return inputs_hash([raw_dir, reference_dir, layouts_dir, *code])


def build(
    directory: Path,
    *,
    raw_dir: Path = paths.RAW_DIR,
    reference_dir: Path = paths.REFERENCE_DIR,
    layouts_dir: Path = paths.LAYOUTS_DIR,
    note: str = "",
    publish: bool = True,
    force: bool = False,
    keep_roll_back: bool = False,
    wait_seconds: float = 0,
    progress: Progress = _silent,
) -> Outcome:
    """Build all raw files into a new database and, unless told otherwise, make it current.

    An unchanged set of inputs is a no-op; with ``keep_roll_back`` also one that was published before and rolled back.
    Raises LoadRefused, ChecksFailed, BuildFailed or BuilderBusy; in each case
    the current build stays what it was.
    """
    with builds.builder_lock(directory, wait_seconds):
        digest = inputs(raw_dir, reference_dir, layouts_dir)
        before = current_or_none(directory)
        if before and before.inputs_hash == digest and not force:
            return Outcome(before, is_new=False, is_published=True)
        if before and keep_roll_back and _respects_roll_back(directory, digest):
            return Outcome(before, is_new=False, is_published=True)

        from etl.load import load
        from warehouse import build as warehouse_build

        progress("load", 0, 1)
        loaded = load(raw_dir, reference_dir, layouts_dir, paths.parsed_dir(directory))
        if any(problem.blocks for problem in loaded.problems):
            raise LoadRefused(loaded.problems)
        build_id = builds.new_build_id(digest)
        unfinished = directory / f"{build_id}{builds.UNFINISHED}"
        frames = {f"reference.{name}": frame for name, frame in loaded.reference.items()}
        frames |= {f"staging.{name}": frame for name, frame in loaded.staging.items()}
        built = warehouse_build.write(unfinished, frames, paths.SQL_DIR, progress)
        releases = loaded.staging["releases"]
        stamp = Stamp(
            build_id=build_id,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            commit=_commit(),
            inputs_hash=digest,
            releases=dict(zip(releases["release_code"], releases["sha256"], strict=True)),
            row_counts=built.row_counts,
            reviews=built.reviews,
            note=note,
        )
        builds.keep(directory, unfinished, stamp)
        if publish:
            builds.publish(directory, build_id)
        builds.prune(directory)
        changes = builds.release_changes(before.releases if before else {}, stamp.releases)
        return Outcome(stamp, is_new=True, is_published=publish, changes=changes, problems=loaded.problems)
