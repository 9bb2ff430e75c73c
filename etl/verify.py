"""Builds, stamps, loads, publications and the audit log, checked against each other; nothing is changed.

What can be wrong with each is a finding, whose sentence in topic `findings` of `text/languages` says what to do.
"""

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from etl.building import fault_of_current
from etl.deliveries import deliveries, store
from etl.errors import ActiveUnknown, LoadMissing
from etl.fingerprint import file_sha256, is_ignored
from etl.folders import Folders
from warehouse import audit, builds, packages, publications
from warehouse.builds import Stamp
from warehouse.errors import DamagedBuild, OtherSchema, PointerLost
from warehouse.publications import Publication

_ACTS = ("publish", "roll_back")
_SHOWN = 20  # numbers of lines
_BETWEEN = timedelta(minutes=1)  # an act is recorded right before it is done


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit. `code` is the key of its sentence, `subject` the build, load or file it is about;
    `detail` of a damaged build is `DamagedBuild.fault`.

    `is_fault`: somebody has to do something; else it goes by itself, or harms nobody.
    """

    code: str
    subject: str
    detail: str = ""
    is_fault: bool = True


@dataclass(frozen=True)
class Verified:
    """All findings, builds first, and how many builds, loads, publications and events were looked at."""

    findings: tuple[Finding, ...]
    counts: dict[str, int]


def verify(folders: Folders) -> Verified:
    """Check everything that is kept; nothing is changed. Call under the builder's lock, held by one who only reads,
    else work that goes on is found unfinished.
    """
    kept = {build_id: builds.stamp_or_none(folders.warehouse, build_id) for build_id in builds.kept(folders.warehouse)}
    log, named = publications.read(folders.warehouse), deliveries.all_ids(folders.loaded)
    acts = _Acts(folders.loaded)
    findings = (
        *_current(folders.warehouse, log),
        *_builds(folders.warehouse, kept),
        *_loads(folders, [stamp for stamp in kept.values() if stamp], log, named),
        *_publications(folders.warehouse, log, acts),
    )
    counts = {"builds": len(kept), "loads": len(named), "publications": len(log), "events": acts.events}
    return Verified(findings, counts)


def _current(warehouse: Path, log: list[Publication]) -> Iterator[Finding]:
    """The build that readers use: there, whole, of this schema, answering, and the one published last."""
    current = builds.current_id(warehouse)
    fault = fault_of_current(warehouse)
    if isinstance(fault, PointerLost):
        yield Finding("current_missing" if current else "pointer_lost", current or "CURRENT")
    elif not current:
        yield Finding("no_current", str(warehouse), is_fault=bool(log))
    elif isinstance(fault, OtherSchema):
        yield Finding("current_other_schema", current, fault.schema)
    elif isinstance(fault, DamagedBuild):
        yield Finding("current_damaged", current, fault.fault)
        yield from _changed_tables(warehouse, current)
    if current and (not log or log[-1].build_id != current):
        yield Finding("not_published_last", current, log[-1].build_id if log else "—")


def _builds(warehouse: Path, kept: dict[str, Stamp | None]) -> Iterator[Finding]:
    """The builds kept beside the current one, the data packages, and files that belong to none."""
    for build_id in sorted(kept.keys() - {builds.current_id(warehouse)}, reverse=True):
        fault = builds.fault_of(warehouse, build_id)
        if isinstance(fault, OtherSchema):
            yield Finding("build_other_schema", build_id, fault.schema, is_fault=False)
        elif isinstance(fault, DamagedBuild):
            is_known = builds.stamp_or_none(warehouse, build_id)  # what it was made of
            yield Finding("build_damaged" if is_known else "stamp_damaged", build_id, fault.fault)
            yield from _changed_tables(warehouse, build_id)
    for build_id in packages.kept(warehouse):
        try:
            packages.require_whole(warehouse, build_id)
        except DamagedBuild:
            yield Finding("package_damaged" if build_id in kept else "package_lost", build_id)
    for path in builds.leftovers(warehouse):
        yield Finding("leftover", path.name, is_fault=False)


def _changed_tables(warehouse: Path, build_id: str) -> Iterator[Finding]:
    """Which tables of a damaged build hold other rows than were written: what anybody who used it has to look at."""
    from warehouse.connection import changed_tables  # the engine, which no command loads before it needs it

    if changed := changed_tables(warehouse, build_id):
        yield Finding("tables_changed", build_id, ", ".join(changed))


def _loads(folders: Folders, stamps: list[Stamp], log: list[Publication], named: list[str]) -> Iterator[Finding]:
    """Every load that a build or a publication names, and every other that is there: whole, and what was written."""
    copy = deliveries.read_copy(folders.loaded)
    try:
        active = deliveries.active(folders.warehouse, folders.loaded)
        if active != (copy or deliveries.Active()) or (not copy and (folders.loaded / deliveries.ACTIVE).exists()):
            yield Finding("copy_differs", deliveries.ACTIVE, is_fault=False)
    except ActiveUnknown as unknown:
        active = deliveries.Active()
        yield Finding("active_unknown", unknown.path)
    naming: list[Stamp | Publication] = [*stamps, *log]
    wanted = {load_id for each in naming for load_id in each.loads}
    for load_id in sorted({*wanted, *active.loads, *named}):
        try:
            load = deliveries.read_delivery(folders.loaded, load_id)
        except LoadMissing:
            yield Finding("load_missing" if load_id in active.loads else "load_lost", load_id)
            continue
        if not _content_hash(folders.loaded / load_id).startswith(load_id.rpartition("-")[2]):
            yield Finding("load_changed", load_id)
        hashes = {file.release_code: file.sha256 for file in load.files}
        for stamp in stamps:
            for code in hashes.keys() & stamp.releases.keys() if load_id in stamp.loads else ():
                if hashes[code] != stamp.releases[code]:
                    yield Finding("release_differs", code, stamp.build_id)


def _content_hash(load: Path) -> str:
    """The hash that the id of a delivery ends with the first digits of, from what lies in its folder now."""
    paths = [path for path in load.rglob("*") if path.is_file() and not is_ignored(path)]
    hashes = {path.relative_to(load).as_posix(): file_sha256(path) for path in paths}
    hashes.pop(deliveries.LABEL, None)
    return store.content_hash(hashes)


class _Acts:
    """What the audit log says of publishing and going back: subject by moment, and how much of it does not read."""

    def __init__(self, loaded: Path) -> None:
        self.events = self.unreadable = 0
        found: list[tuple[datetime, str]] = []
        for event in audit.events(loaded):
            self.events += 1
            try:
                at = datetime.fromisoformat(event.at)
                if at.tzinfo is None:
                    raise ValueError(event.at)
            except (ValueError, TypeError):
                self.unreadable += 1
                continue
            if event.action in _ACTS:
                found.append((at, event.subject))
        self._found = sorted(found)

    def has(self, entry: Publication) -> bool:
        """Whether the act of a publication is recorded; earlier versions did not name the build they went back to.

        What is older than the log is not asked for, since old lines may be kept elsewhere.
        """
        if not self._found or entry.when is None or entry.when < self._found[0][0]:
            return True
        first, last = (bisect(self._found, (entry.when + side, "")) for side in (-_BETWEEN, _BETWEEN))
        return any(subject in (entry.build_id, "") for _, subject in self._found[first:last])


def _publications(warehouse: Path, log: list[Publication], acts: _Acts) -> Iterator[Finding]:
    """The two logs, each and against each other."""
    if lines := publications.unreadable(warehouse):
        yield Finding("publications_unreadable", publications.LOG, ", ".join(map(str, lines[:_SHOWN])))
    if acts.unreadable:
        yield Finding("audit_unreadable", audit.LOG, str(acts.unreadable))
    for entry in log:
        if not acts.has(entry):
            yield Finding("publication_unrecorded", entry.build_id, entry.at)
