"""What was loaded and published, by whom and when, and the files themselves as they were handed in."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from etl.building import current_or_none
from etl.deliveries import deliveries
from etl.deliveries.deliveries import Active, Delivery, Purpose, read_delivery
from etl.errors import LoadMissing, UnknownRelease
from etl.folders import Folders
from etl.shapes.number_style import SCALE
from warehouse import builds, publications
from warehouse.errors import OtherSchema


@dataclass(frozen=True)
class Published:
    """One time a build was made current. `who` and `note` may be empty, `when` (UTC) unknown.

    `fault` says of a build that is kept why it cannot be gone back to: `damaged` or `other_schema`, empty where it can.
    `changes` are release codes added, changed and removed against the build that was current before.
    """

    build_id: str
    when: datetime | None
    who: str
    note: str
    changes: Mapping[str, list[str]]
    is_current: bool
    is_kept: bool
    fault: str = ""
    to_readers: str = ""


@dataclass(frozen=True)
class ReleaseEntry:
    """One release or document, shipped or loaded. `who` is empty and `when` None for a shipped one.

    `issued_on` is the day its document is dated, None where it says none. `scale` is what a person said its figures
    are, None where the file told.
    """

    release_code: str
    title: str
    original_file: str
    sha256: str
    layout: str
    load_id: str | None
    who: str
    when: datetime | None
    is_withdrawn: bool
    issued_on: date | None = None
    scale: str | None = None


def all_publications(folders: Folders) -> list[Published]:
    """Every publication, the newest first; the last one of the current build is the current one."""
    kept, current = set(builds.kept(folders.warehouse)), builds.current_id(folders.warehouse)
    faults = {build_id: _fault(folders.warehouse, build_id) for build_id in kept}
    shown: list[Published] = []
    for entry in reversed(publications.read(folders.warehouse)):
        is_current = entry.build_id == current and not any(each.is_current for each in shown)
        facts = (entry.build_id, entry.when, entry.who, entry.note, entry.changes)
        is_kept = entry.build_id in kept
        fault = faults.get(entry.build_id, "")
        shown.append(Published(*facts, is_current, is_kept, fault, entry.to_readers))
    return shown


def _fault(directory: Path, build_id: str) -> str:
    fault = builds.fault_of(directory, build_id)
    return "" if fault is None else "other_schema" if isinstance(fault, OtherSchema) else "damaged"


def all_releases(folders: Folders) -> list[ReleaseEntry]:
    """Every release the current build could hold, withdrawn ones too, and the documents beside them, by code.

    A framework's file that was loaded twice, because another one came between, is there once, as loaded last.
    """
    active = deliveries.active(folders.warehouse, folders.loaded)
    withdrawn = set(active.withdrawn)
    found = [_entry(path, None, withdrawn) for path in _sidecars(folders.raw)]
    for load_id in active.loads:
        delivery = deliveries.read_delivery(folders.loaded, load_id)
        found += [_entry(path, delivery, withdrawn) for path in _sidecars(folders.loaded / load_id / "raw")]
    by_code = {entry.release_code: entry for entry in found if entry}
    return [by_code[code] for code in sorted(by_code)]


def original_file(release_code: str, folders: Folders) -> tuple[str, bytes]:
    """The given name and the bytes of a file, active or not. Raises UnknownRelease.

    A shipped file has the name it has here: what it was taken from may have been another kind of file.
    """
    for load_id in reversed(deliveries.all_ids(folders.loaded)):
        try:
            delivery = deliveries.read_delivery(folders.loaded, load_id)
        except LoadMissing:
            continue
        name = next((file.name for file in delivery.files if file.release_code == release_code), None)
        if name and (path := _data_file(folders.loaded / load_id / "raw", release_code)):
            return name, path.read_bytes()
    if path := _data_file(folders.raw, release_code):
        return path.name, path.read_bytes()
    raise UnknownRelease([release_code])


def _sidecars(raw: Path) -> Iterator[Path]:
    yield from sorted([*raw.glob("*/*.json"), *raw.glob("*/documents/*.json")])


def _code(sidecar: Path) -> str:
    folder = sidecar.parent.parent if sidecar.parent.name == "documents" else sidecar.parent
    return f"{folder.name}/{sidecar.stem}"


def _entry(sidecar: Path, delivery: Delivery | None, withdrawn: set[str]) -> ReleaseEntry | None:
    try:
        fields = json.loads(sidecar.read_text(encoding="utf-8-sig"))
        facts = (fields["title"], fields["original_file"], fields["sha256"], fields["layout"])
        scale = (fields.get("constants") or {}).get(SCALE)
        issued_on = date.fromisoformat(fields["issued_on"]) if fields.get("issued_on") else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    code = _code(sidecar)
    load_id, who, when = (delivery.load_id, delivery.who, delivery.when) if delivery else (None, "", None)
    return ReleaseEntry(code, *facts, load_id, who, when, code in withdrawn, issued_on, scale)


def _data_file(raw: Path, release_code: str) -> Path | None:
    """The data file beside the sidecar of this code; the code is only compared, never made into a path."""
    sidecar = next((path for path in _sidecars(raw) if _code(path) == release_code), None)
    if sidecar is None:
        return None
    beside = sidecar.parent.glob(f"{sidecar.stem}.*")
    return next((path for path in beside if path.suffix != ".json" and path.stem == sidecar.stem), None)


@dataclass(frozen=True)
class KnownReleases:
    """The deliveries of the current build and the hashes of all its releases, shipped ones too, by code.

    `layouts` are what the releases of the deliveries were read in, withdrawn ones too, by code, and `scales` what a
    person said their figures are.
    """

    deliveries: Sequence[Delivery]
    withdrawn: frozenset[str]
    hashes: dict[str, str]
    layouts: dict[str, str]
    scales: dict[str, str | None]

    def same_as(
        self, sha256: str, purpose: Purpose, layout: str | None = None, scale: str | None = None
    ) -> str | None:
        """The active release that these bytes already are for this purpose, whatever source was named.

        Only one read in `layout`, and at `scale`, if that is given. A shipped release has no purpose; its year tells.
        Of what goes to the reference tables only the newest file is in force, so an earlier one is not there already.
        """
        for delivery in self._newest(purpose) if purpose.declared.brings_reference else self.deliveries:
            for file in delivery.files:
                is_active = file.release_code not in self.withdrawn
                is_read_so = layout in (None, self.layouts.get(file.release_code))
                is_read_so = is_read_so and scale in (None, self.scales.get(file.release_code))
                is_same = file.sha256 == sha256 and delivery.purpose.subject == purpose.subject
                if is_active and is_read_so and is_same:
                    return file.release_code
        loaded = {file.release_code for delivery in self.deliveries for file in delivery.files}
        for code, known in self.hashes.items():
            is_of_year = code.startswith(f"{purpose.period_code}/") and not purpose.declared.brings_reference
            if known == sha256 and is_of_year and code not in loaded:
                return code
        return None

    def _newest(self, purpose: Purpose) -> Sequence[Delivery]:
        """The delivery that a framework or a system of units is in force from, none for one that was never loaded."""
        asked = (purpose.kind, purpose.code)
        purposes = [(each.purpose.kind, each.purpose.code) for each in self.deliveries]
        found = [each for each, known in zip(self.deliveries, purposes, strict=True) if known == asked]
        return found[-1:]

    def elsewhere(self, sha256: str, purpose: Purpose) -> str | None:
        """Any active release of these bytes that was not loaded for this purpose."""
        others = self.hashes.keys() - set(self.earlier(purpose))
        return next((code for code in sorted(others) if self.hashes[code] == sha256), None)

    @property
    def layouts_in_use(self) -> set[str]:
        """The layouts that active releases of the deliveries were read in."""
        return {layout for code, layout in self.layouts.items() if code not in self.withdrawn}

    def is_withdrawn(self, release_code: str) -> bool:
        """True for a release of an active delivery that was taken out again."""
        there = any(file.release_code == release_code for delivery in self.deliveries for file in delivery.files)
        return there and release_code in self.withdrawn

    def earlier(self, purpose: Purpose) -> tuple[str, ...]:
        """The releases loaded before for the same subject, by code."""
        same = [delivery for delivery in self.deliveries if delivery.purpose.subject == purpose.subject]
        codes = {file.release_code for delivery in same for file in delivery.files}
        return tuple(sorted(codes & self.hashes.keys()))


def read_known_releases(folders: Folders, active: Active) -> KnownReleases:
    """What the active deliveries and the current build say. Raises LoadMissing."""
    stamp = current_or_none(folders.warehouse)
    found = [read_delivery(folders.loaded, load_id) for load_id in active.loads]
    loaded = [entry for entry in all_releases(folders) if entry.load_id]
    layouts = {entry.release_code: entry.layout for entry in loaded}
    scales = {entry.release_code: entry.scale for entry in loaded}
    return KnownReleases(found, frozenset(active.withdrawn), dict(stamp.releases) if stamp else {}, layouts, scales)
