"""Candidate builds of what an analyst is about to do, and how each differs from the build that is current."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from etl.errors import AlreadyLoaded, NotAccepted, UnknownRelease
from etl.folders import Folders
from etl.loads import load_store, loads
from etl.loads.acts import builder, refusals_recorded
from etl.loads.candidates import LoadRefused, Outcome, candidate, current_or_none
from etl.loads.loads import Active
from etl.loads.uploads import Checked
from etl.problems import Problem
from warehouse import audit, builds
from warehouse.progress import Progress

if TYPE_CHECKING:
    from warehouse.effect import Effect

Change = Callable[[Active], Active]


@dataclass(frozen=True)
class Preview:
    """A candidate build, not yet published, and how it differs from `base_id`, the build that was current.

    `effect` is that of `warehouse.effect` (None where there was no build before). `reviews` are the rows of
    reviewing checks that the base does not have, by check. `changes` are release codes added, changed, removed.
    `load_id` is None where nothing was written (withdrawals).
    """

    build_id: str
    base_id: str | None
    effect: "Effect | None"
    problems: tuple[Problem, ...]
    reviews: Mapping[str, list[dict]]
    changes: Mapping[str, list[str]]
    load_id: str | None = None


@dataclass(frozen=True)
class Choices:
    """What an analyst decides about checked files: what they replace, and whether what is odd is accepted."""

    replaces: tuple[str, ...] = ()
    accepted: bool = False


def of_load(
    checked: Checked, choices: Choices, who: str, role: str, progress: Progress, folders: Folders
) -> Preview:
    """See `etl.loads.loading.preview`."""
    purpose = checked.purpose
    subject = " · ".join(str(part) for part in purpose.subject.values() if part)
    hashes = [verdict.sha256 for verdict in checked.verdicts]
    with refusals_recorded(folders.loaded, "load", who, role, subject, hashes):
        if not checked.is_sound:
            raise LoadRefused(list(checked.problems))
        if checked.is_known:
            raise AlreadyLoaded([verdict.same_as for verdict in checked.verdicts if verdict.same_as])
        if checked.needs_acceptance and not choices.accepted:
            raise NotAccepted(list(checked.acceptances))
        _refuse_unknown(choices.replaces, _release_codes(folders))
    restores = frozenset(checked.restores)
    return _previewed(
        lambda now: Active(now.loads, tuple(sorted({*now.withdrawn, *choices.replaces} - restores))),
        ("load", who, role, subject, hashes),
        progress,
        folders,
        checked,
    )


def of_withdrawal(release_codes: Collection[str], who: str, role: str, progress: Progress, folders: Folders) -> Preview:
    """See `etl.loads.loading.withdraw`."""
    act = ("withdraw", who, role, ", ".join(sorted(release_codes)), ())
    with refusals_recorded(folders.loaded, *act):
        _refuse_unknown(release_codes, _release_codes(folders))
    return _previewed(
        lambda now: Active(now.loads, tuple(sorted({*now.withdrawn, *release_codes}))), act, progress, folders
    )


def of_restoration(
    release_codes: Collection[str], who: str, role: str, progress: Progress, folders: Folders
) -> Preview:
    """See `etl.loads.loading.restore`."""
    act = ("restore", who, role, ", ".join(sorted(release_codes)), ())
    with refusals_recorded(folders.loaded, *act):
        _refuse_unknown(release_codes, loads.active(folders.warehouse, folders.loaded).withdrawn)
    return _previewed(
        lambda now: Active(now.loads, tuple(sorted({*now.withdrawn} - {*release_codes}))), act, progress, folders
    )


def _previewed(
    change: Change, act: tuple, progress: Progress, folders: Folders, checked: Checked | None = None
) -> Preview:
    """Build what the current build's active set becomes by the change, and by the load that was checked."""
    action, who, role, subject, hashes = act
    with builder(folders, action, who, role, subject), refusals_recorded(folders.loaded, *act):
        active = change(loads.active(folders.warehouse, folders.loaded))
        load_id = _write_load(checked, who, folders) if checked and checked.content else None
        if load_id:
            active = Active(tuple(sorted({*active.loads, load_id})), active.withdrawn)
        try:
            for problem in checked.acceptances if checked else ():
                audit.record(folders.loaded, "accept", who, role, _accepted(problem), hashes)
            made = candidate(folders, active, who, progress=progress)
            audit.record(folders.loaded, action, who, role, subject, hashes)
            audit.record(folders.loaded, "preview", who, role, made.stamp.build_id, hashes)
        except BaseException:
            if load_id:
                load_store.remove(folders.loaded, load_id)
            raise
    return _shown(made, load_id, checked, folders)


def _accepted(problem: Problem) -> str:
    """What was accepted, for the audit log: its place and what was found there against what was expected."""
    place = " ".join(part for part in (problem.file, problem.sheet, problem.cell) if part)
    return " · ".join(part for part in (problem.code, place, problem.found, problem.expected, *problem.fix) if part)


def _write_load(checked: Checked, who: str, folders: Folders) -> str:
    """The id of the load, which lies in its place from here on."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in checked.content.items()}
    load_id = builds.new_build_id(load_store.content_hash(hashes))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    label = loads.label(who, at, checked.purpose, checked.files)
    load_store.write(folders.loaded, load_id, {**checked.content, loads.LABEL: label})
    return load_id


def _shown(made: Outcome, load_id: str | None, checked: Checked | None, folders: Folders) -> Preview:
    from warehouse.effect import effect

    build_id, base = made.stamp.build_id, made.base
    known = base.reviews if base else {}
    reviews = {
        name: fresh
        for name, rows in builds.stamp(folders.warehouse, build_id).reviews.items()
        if (fresh := [row for row in rows if row not in known.get(name, [])])
    }
    return Preview(
        build_id=build_id,
        base_id=base.build_id if base else None,
        effect=effect(base.build_id, build_id, folders.warehouse, folders.sql) if base else None,
        problems=checked.problems if checked else (),
        reviews=reviews,
        changes=made.changes,
        load_id=load_id,
    )


def _release_codes(folders: Folders) -> Collection[str]:
    stamp = current_or_none(folders.warehouse)
    return stamp.releases.keys() if stamp else ()


def _refuse_unknown(release_codes: Collection[str], known: Collection[str]) -> None:
    if unknown := sorted(set(release_codes) - set(known)):
        raise UnknownRelease(unknown, sorted(known))
