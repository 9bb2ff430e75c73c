"""A candidate build: all raw files and the loads chosen, kept beside the current build and not yet published.

Heavy libraries are imported only once a build is needed, so that an unchanged one is answered at once.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from etl.errors import EtlError
from etl.fingerprint import commit, inputs_hash
from etl.folders import Folders
from etl.loads import in_force, load_store
from etl.loads.loads import Active
from etl.problems import Problem
from warehouse import builds, paths
from warehouse.builds import Stamp
from warehouse.progress import Progress, silent


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


def current_or_none(directory: Path) -> Stamp | None:
    """The stamp of the current build, or None where there is none yet or it cannot be read."""
    return builds.stamp_or_none(directory, builds.current_id(directory))


def inputs(folders: Folders, active: Active) -> str:
    """One hash over everything a build depends on: data, loads, layouts, SQL and the code that reads and builds.

    Raises LoadMissing.
    """
    code = [folders.sql, paths.ROOT / "etl", paths.ROOT / "warehouse"]
    loaded = in_force.folders(folders.loaded, active)
    total = inputs_hash([folders.raw, folders.reference, folders.layouts, *code, *loaded])
    return hashlib.sha256("\n".join([total, *sorted(active.withdrawn)]).encode()).hexdigest()


def candidate(folders: Folders, active: Active, who: str, note: str = "", progress: Progress = silent) -> Outcome:
    """A new build that is kept but not current. Call under the builder's lock. Raises as `etl.publish.build`."""
    from etl.load import load
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
        in_force.folders(folders.loaded, active),
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
        commit=commit(),
        inputs_hash=digest,
        releases=dict(zip(releases["release_code"], releases["sha256"], strict=True)),
        row_counts=built.row_counts,
        seconds={name: round(seconds, 4) for name, seconds in built.seconds.items()},
        reviews=built.reviews,
        note=note,
        loads=list(active.loads),
        withdrawn=list(active.withdrawn),
        who=who,
    )
    stamp = builds.keep(folders.warehouse, unfinished, stamp)
    builds.prune(folders.warehouse)
    load_store.prune(folders.warehouse, folders.loaded)
    changes = builds.release_changes(base.releases if base else {}, stamp.releases)
    return Outcome(stamp, is_new=True, is_published=False, changes=changes, problems=problems, base=base)
