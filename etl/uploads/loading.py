"""From files in an analyst's hand to a published build: check, preview, publish, take back.

What the page for loading and ``python -m etl load`` do; every function may be called again after any failure.
`folders` are those of the installation unless given. Every act and every refused one is in the audit log, with `who`
and `role` as the caller gives them.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from etl import building
from etl.building import LoadRefused, Outcome, builder, candidate, current_or_none, refusals_recorded
from etl.deliveries import deliveries, store
from etl.deliveries.deliveries import Active, Purpose, Source
from etl.errors import AlreadyLoaded, BaseMoved, NotAccepted, UnknownRelease
from etl.folders import Folders
from etl.kinds.registry import KINDS
from etl.problems import Problem
from etl.uploads.check_results import Checked, ColumnMapping, FileVerdict, Overrides, Upload
from etl.uploads.release_list import Published, ReleaseEntry, all_publications, all_releases, original_file
from warehouse import audit, builds
from warehouse.builds import Stamp
from warehouse.progress import Progress, silent

if TYPE_CHECKING:
    from warehouse.effect import Effect

__all__ = [
    "KINDS",
    "Checked",
    "ColumnMapping",
    "FileVerdict",
    "LoadRefused",
    "Preview",
    "Published",
    "Purpose",
    "ReleaseEntry",
    "Source",
    "Upload",
    "check",
    "original",
    "preview",
    "publications",
    "publish",
    "releases",
    "restore",
    "roll_back",
    "withdraw",
]

_Change = Callable[[Active], Active]


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


def check(
    uploads: Sequence[Upload],
    purpose: Purpose,
    mapping: ColumnMapping | None = None,
    progress: Progress = silent,
    *,
    scale: str | None = None,
    folders: Folders | None = None,
) -> Checked:
    """Read files as a build would and list everything wrong with them; nothing is built or changed.

    `mapping` is for the files whose shape is not known, `scale` (one of `Checked.scales`) for those whose figures may
    be per cents or points; both are kept with the delivery, so that every build reads the same. Raises LoadMissing,
    MappingNotUsable and, where there is no room for a draft, BuildFailed.
    """
    from etl.uploads.draft import check_uploads

    return check_uploads(uploads, purpose, Overrides(mapping, scale), progress, folders or Folders())


def preview(
    checked: Checked,
    who: str,
    progress: Progress = silent,
    *,
    role: str = "",
    replaces: Collection[str] = (),
    accepted: bool = False,
    folders: Folders | None = None,
) -> Preview:
    """Write the delivery and build a candidate with it; `replaces` are codes of releases it takes the place of.

    `accepted`: `who` has seen `checked.acceptances` and stands for them, which the audit log records one by one.
    Raises LoadRefused and NotAccepted (both with the problems), AlreadyLoaded, UnknownRelease, LoadMissing,
    ChecksFailed, BuildFailed, BuilderBusy or AuditFailed, and then leaves nothing behind.
    """
    choices = Choices(tuple(replaces), accepted)
    return _preview_of_load(checked, choices, who, role, progress, folders or Folders())


def withdraw(
    release_codes: Collection[str],
    who: str,
    progress: Progress = silent,
    *,
    role: str = "",
    folders: Folders | None = None,
) -> Preview:
    """A candidate without these releases, shipped or loaded ones alike. Raises UnknownRelease and as `preview`.

    A document is none: a framework is taken back by rolling back, or by loading the file that was in force before.
    """
    return _preview_of_withdrawal(release_codes, who, role, progress, folders or Folders())


def restore(
    release_codes: Collection[str],
    who: str,
    progress: Progress = silent,
    *,
    role: str = "",
    folders: Folders | None = None,
) -> Preview:
    """A candidate with withdrawn releases back in. Raises UnknownRelease and as `preview`."""
    return _preview_of_restoration(release_codes, who, role, progress, folders or Folders())


def publish(
    preview: Preview, note: str, who: str, *, role: str = "", to_readers: str = "", folders: Folders | None = None
) -> Stamp:
    """Make a candidate current; one that already is stays so. `note` is for those who keep the data, `to_readers` what
    everybody is told.

    Raises BaseMoved where another build has become current since the preview, UnknownBuild where so many candidates
    followed that it is not kept any more, BuildFailed, BuilderBusy or AuditFailed; then nothing has changed.
    """
    folders = folders or Folders()
    with builder(folders, "publish", who, role, preview.build_id):
        current = current_or_none(folders.warehouse)
        if current and current.build_id == preview.build_id:
            return current
        with refusals_recorded(folders.loaded, "publish", who, role, preview.build_id):
            if (current.build_id if current else None) != preview.base_id:
                raise BaseMoved(preview.base_id, current.build_id if current else "")
            builds.stamp(folders.warehouse, preview.build_id)
        return building.make_current(folders, preview.build_id, who, note, role, to_readers=to_readers)


def roll_back(
    build_id: str | None,
    who: str,
    note: str = "",
    *,
    role: str = "",
    to_readers: str = "",
    folders: Folders | None = None,
) -> Stamp:
    """Make an older build current again, the one named or the newest published before the current one.

    Loads and withdrawals are from then on those of that build. Raises NothingToRollBackTo, UnknownBuild, NoBuild,
    BuildFailed, BuilderBusy or AuditFailed.
    """
    folders = folders or Folders()
    with builder(folders, "roll_back", who, role, build_id or ""):
        return building.roll_back(folders, build_id, who, note, role, to_readers=to_readers)


def publications(folders: Folders | None = None) -> list[Published]:
    """Every publication, the newest first."""
    return all_publications(folders or Folders())


def releases(folders: Folders | None = None) -> list[ReleaseEntry]:
    """Every release there is to withdraw or to restore, and the documents beside them, by code. Raises LoadMissing."""
    return all_releases(folders or Folders())


def original(release_code: str, *, folders: Folders | None = None) -> tuple[str, bytes]:
    """The given name and the bytes of a release's file, active or not. Raises UnknownRelease."""
    return original_file(release_code, folders or Folders())


def _preview_of_load(
    checked: Checked, choices: Choices, who: str, role: str, progress: Progress, folders: Folders
) -> Preview:
    """The delivery written, and a candidate with it."""
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


def _preview_of_withdrawal(
    release_codes: Collection[str], who: str, role: str, progress: Progress, folders: Folders
) -> Preview:
    """A candidate without these releases."""
    act = ("withdraw", who, role, ", ".join(sorted(release_codes)), ())
    with refusals_recorded(folders.loaded, *act):
        _refuse_unknown(release_codes, _release_codes(folders))
    return _previewed(
        lambda now: Active(now.loads, tuple(sorted({*now.withdrawn, *release_codes}))), act, progress, folders
    )


def _preview_of_restoration(
    release_codes: Collection[str], who: str, role: str, progress: Progress, folders: Folders
) -> Preview:
    """A candidate with these releases back in."""
    act = ("restore", who, role, ", ".join(sorted(release_codes)), ())
    with refusals_recorded(folders.loaded, *act):
        _refuse_unknown(release_codes, deliveries.active(folders.warehouse, folders.loaded).withdrawn)
    return _previewed(
        lambda now: Active(now.loads, tuple(sorted({*now.withdrawn} - {*release_codes}))), act, progress, folders
    )


def _previewed(
    change: _Change, act: tuple, progress: Progress, folders: Folders, checked: Checked | None = None
) -> Preview:
    """Build what the current build's active set becomes by the change, and by the delivery that was checked."""
    action, who, role, subject, hashes = act
    with builder(folders, action, who, role, subject), refusals_recorded(folders.loaded, *act):
        active = change(deliveries.active(folders.warehouse, folders.loaded))
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
                store.remove(folders.loaded, load_id)
            raise
    return _shown(made, load_id, checked, folders)


def _accepted(problem: Problem) -> str:
    """What was accepted, for the audit log: its place and what was found there against what was expected."""
    place = " ".join(part for part in (problem.file, problem.sheet, problem.cell) if part)
    return " · ".join(part for part in (problem.code, place, problem.found, problem.expected, *problem.fix) if part)


def _write_load(checked: Checked, who: str, folders: Folders) -> str:
    """The id of the delivery, which lies in its place from here on."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in checked.content.items()}
    load_id = builds.new_build_id(store.content_hash(hashes))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    label = deliveries.label(who, at, checked.purpose, checked.files)
    store.write(folders.loaded, load_id, {**checked.content, deliveries.LABEL: label})
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
