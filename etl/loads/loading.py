"""From files in an analyst's hand to a published build: check, preview, publish, take back.

What the page for loading and ``python -m etl load`` do; every function may be called again after any failure.
`folders` are those of the installation unless given. Every act and every refused one is in the audit log, with `who`
and `role` as the caller gives them.
"""

from collections.abc import Collection, Sequence

from etl import publish as publishing
from etl.errors import BaseMoved
from etl.folders import Folders
from etl.loads import previews
from etl.loads.acts import builder, refusals_recorded
from etl.loads.candidates import LoadRefused, current_or_none
from etl.loads.loading_history import Published, ReleaseEntry, all_publications, all_releases, original_file
from etl.loads.previews import Choices, Preview
from etl.loads.purpose import KINDS, Purpose, Source
from etl.loads.uploads import Checked, ColumnMapping, FileVerdict, Said, Upload
from warehouse import builds
from warehouse.builds import Stamp
from warehouse.progress import Progress, silent

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
    be per cents or points; both are kept with the load, so that every build reads the same. Raises LoadMissing,
    MappingNotUsable and, where there is no room for a draft, BuildFailed.
    """
    from etl.loads.checking import check_uploads

    return check_uploads(uploads, purpose, Said(mapping, scale), progress, folders or Folders())


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
    """Write the load and build a candidate with it; `replaces` are codes of releases it takes the place of.

    `accepted`: `who` has seen `checked.acceptances` and stands for them, which the audit log records one by one.
    Raises LoadRefused and NotAccepted (both with the problems), AlreadyLoaded, UnknownRelease, LoadMissing,
    ChecksFailed, BuildFailed, BuilderBusy or AuditFailed, and then leaves nothing behind.
    """
    choices = Choices(tuple(replaces), accepted)
    return previews.of_load(checked, choices, who, role, progress, folders or Folders())


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
    return previews.of_withdrawal(release_codes, who, role, progress, folders or Folders())


def restore(
    release_codes: Collection[str],
    who: str,
    progress: Progress = silent,
    *,
    role: str = "",
    folders: Folders | None = None,
) -> Preview:
    """A candidate with withdrawn releases back in. Raises UnknownRelease and as `preview`."""
    return previews.of_restoration(release_codes, who, role, progress, folders or Folders())


def publish(preview: Preview, note: str, who: str, *, role: str = "", folders: Folders | None = None) -> Stamp:
    """Make a candidate current; one that already is stays so.

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
        return publishing.make_current(folders, preview.build_id, who, note, role)


def roll_back(
    build_id: str | None, who: str, note: str = "", *, role: str = "", folders: Folders | None = None
) -> Stamp:
    """Make an older build current again, the one named or the newest published before the current one.

    Loads and withdrawals are from then on those of that build. Raises NothingToRollBackTo, UnknownBuild, NoBuild,
    BuildFailed, BuilderBusy or AuditFailed.
    """
    folders = folders or Folders()
    with builder(folders, "roll_back", who, role, build_id or ""):
        return publishing.roll_back(folders, build_id, who, note, role)


def publications(folders: Folders | None = None) -> list[Published]:
    """Every publication, the newest first."""
    return all_publications(folders or Folders())


def releases(folders: Folders | None = None) -> list[ReleaseEntry]:
    """Every release there is to withdraw or to restore, and the documents beside them, by code. Raises LoadMissing."""
    return all_releases(folders or Folders())


def original(release_code: str, *, folders: Folders | None = None) -> tuple[str, bytes]:
    """The given name and the bytes of a release's file, active or not. Raises UnknownRelease."""
    return original_file(release_code, folders or Folders())
