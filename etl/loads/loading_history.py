"""What was loaded and published, by whom and when, and the files themselves as they were handed in."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from etl.errors import LoadMissing, UnknownRelease
from etl.folders import Folders
from etl.loads import loads
from etl.loads.loads import Load
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
        shown.append(Published(*facts, is_current, is_kept, faults.get(entry.build_id, "")))
    return shown


def _fault(directory: Path, build_id: str) -> str:
    fault = builds.fault_of(directory, build_id)
    return "" if fault is None else "other_schema" if isinstance(fault, OtherSchema) else "damaged"


def all_releases(folders: Folders) -> list[ReleaseEntry]:
    """Every release the current build could hold, withdrawn ones too, and the documents beside them, by code.

    A framework's file that was loaded twice, because another one came between, is there once, as loaded last.
    """
    active = loads.active(folders.warehouse, folders.loaded)
    withdrawn = set(active.withdrawn)
    found = [_entry(path, None, withdrawn) for path in _sidecars(folders.raw)]
    for load_id in active.loads:
        load = loads.read_load(folders.loaded, load_id)
        found += [_entry(path, load, withdrawn) for path in _sidecars(folders.loaded / load_id / "raw")]
    by_code = {entry.release_code: entry for entry in found if entry}
    return [by_code[code] for code in sorted(by_code)]


def original_file(release_code: str, folders: Folders) -> tuple[str, bytes]:
    """The given name and the bytes of a file, active or not. Raises UnknownRelease.

    A shipped file has the name it has here: what it was taken from may have been another kind of file.
    """
    for load_id in reversed(loads.all_ids(folders.loaded)):
        try:
            load = loads.read_load(folders.loaded, load_id)
        except LoadMissing:
            continue
        name = next((file.name for file in load.files if file.release_code == release_code), None)
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


def _entry(sidecar: Path, load: Load | None, withdrawn: set[str]) -> ReleaseEntry | None:
    try:
        fields = json.loads(sidecar.read_text(encoding="utf-8-sig"))
        facts = (fields["title"], fields["original_file"], fields["sha256"], fields["layout"])
        scale = (fields.get("constants") or {}).get(SCALE)
        issued_on = date.fromisoformat(fields["issued_on"]) if fields.get("issued_on") else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    code = _code(sidecar)
    load_id, who, when = (load.load_id, load.who, load.when) if load else (None, "", None)
    return ReleaseEntry(code, *facts, load_id, who, when, code in withdrawn, issued_on, scale)


def _data_file(raw: Path, release_code: str) -> Path | None:
    """The data file beside the sidecar of this code; the code is only compared, never made into a path."""
    sidecar = next((path for path in _sidecars(raw) if _code(path) == release_code), None)
    if sidecar is None:
        return None
    beside = sidecar.parent.glob(f"{sidecar.stem}.*")
    return next((path for path in beside if path.suffix != ".json" and path.stem == sidecar.stem), None)
