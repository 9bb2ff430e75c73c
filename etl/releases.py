"""The raw files and their sidecars: which releases there are, one file each, with their provenance.

A file that is not what its sidecar says is a problem.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from etl.errors import FolderMissing
from etl.fingerprint import file_sha256, is_ignored
from etl.folders import with_deliveries
from etl.problems import Problem
from text.periods import PERIOD_CODE

DOCUMENT = "document"  # the layout of a text that figures were transcribed from: kept, hashed, never parsed
AUTHORITIES = ("ministry", "plan", "press", "per_row")
INFERRED = "inferred"  # of figures that follow from another table and that nobody published; never loaded, only shipped
_REQUIRED = ("title", "publisher", "original_file", "authority", "licence", "sha256", "layout")
_OPTIONAL = ("document_number", "address", "section", "source_sha256")
_DATES = ("issued_on", "retrieved_on")


@dataclass(frozen=True)
class Release:
    """One raw file with its provenance; `release_code` is `<period>/<stem>`, `file` names it in problems.

    `constants` are columns that its rows do not carry themselves, such as the year of a table that prints none.
    `load_id` is the delivery it is part of, None for a shipped one.
    """

    release_code: str
    path: Path
    sidecar_path: Path
    period_code: str
    title: str
    publisher: str
    original_file: str
    authority: str
    licence: str
    sha256: str
    layout: str
    document_number: str | None = None
    address: str | None = None
    section: str | None = None
    source_sha256: str | None = None
    issued_on: date | None = None
    retrieved_on: date | None = None
    transcription_notes: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    load_id: str | None = None

    @property
    def file(self) -> str:
        """How problems name the data file: folder and file name."""
        return f"{self.period_code}/{self.path.name}"


def read_release(
    data: Path, sidecar: Path, period_code: str, layouts: Collection[str]
) -> tuple[Release | None, list[Problem]]:
    """The release of a file and its sidecar, or None with the problems of the sidecar."""
    file = f"{period_code}/{sidecar.name}"
    try:
        fields = json.loads(sidecar.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        return None, [Problem(file, code="sidecar_unreadable", found=str(error))]
    if not isinstance(fields, dict):
        return None, [Problem(file, code="sidecar_unreadable", found=type(fields).__name__)]
    problems = _field_problems(file, fields)
    if problems:
        return None, problems
    if fields["layout"] != DOCUMENT and fields["layout"] not in layouts:
        known = tuple(sorted(layouts))
        problems.append(Problem(file, code="layout_unknown", found=fields["layout"], fix=known))
    if (actual := file_sha256(data)) != fields["sha256"]:
        its_file = f"{period_code}/{data.name}"
        problems.append(Problem(its_file, code="sha256_differs", found=actual, expected=fields["sha256"]))
    facts: dict[str, Any] = {name: fields.get(name) for name in (*_REQUIRED, *_OPTIONAL)}
    facts |= {name: date.fromisoformat(fields[name]) if fields.get(name) else None for name in _DATES}
    return Release(
        release_code=f"{period_code}/{data.stem}",
        path=data,
        sidecar_path=sidecar,
        period_code=period_code,
        transcription_notes=tuple(fields.get("transcription_notes") or ()),
        constants=fields.get("constants") or {},
        **facts,
    ), problems


def _field_problems(file: str, fields: dict) -> list[Problem]:
    faults = [(name, "text") for name in _REQUIRED if not _is_text(fields.get(name))]
    faults += [(name, "text | null") for name in _OPTIONAL if not isinstance(fields.get(name), str | None)]
    faults += [(name, "YYYY-MM-DD | null") for name in _DATES if not _is_date(fields.get(name))]
    notes = fields.get("transcription_notes") or []
    if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
        faults.append(("transcription_notes", "[text]"))
    constants = fields.get("constants") or {}
    if not isinstance(constants, dict) or not all(isinstance(text, str) for text in constants.values()):
        faults.append(("constants", "{column: text}"))
    authorities = (*AUTHORITIES, INFERRED)
    if fields.get("authority") not in authorities:
        faults.append(("authority", " | ".join(authorities)))
    return [
        Problem(file, code="sidecar_field", found=f"{name}: {fields.get(name)!r}", expected=expected)
        for name, expected in dict(faults).items()
    ]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_date(value: object) -> bool:
    try:
        return value is None or (isinstance(value, str) and bool(date.fromisoformat(value)))
    except ValueError:
        return False


def find_releases(
    raw_dir: Path, layouts: Collection[str], deliveries: Sequence[Path] = (), withdrawn: Collection[str] = ()
) -> tuple[list[Release], list[Problem]]:
    """Every sound release below `raw_dir` and in the folders of `deliveries` by code, and what is wrong with others.

    `layouts` are the known layout names; releases whose code is in `withdrawn` are passed over.
    Documents are checked too but are not releases. Raises FolderMissing.
    """
    if not raw_dir.is_dir():
        raise FolderMissing(raw_dir)
    found: list[Release] = []
    problems: list[Problem] = []
    for root in with_deliveries(raw_dir, deliveries, "raw"):
        for place, period_code, faults in _places(root):
            problems += faults
            for data, sidecar, faults in _pairs(place, root) if place else ():
                if data and f"{period_code}/{data.stem}" in withdrawn:
                    continue
                problems += faults
                if data is None or sidecar is None:
                    continue
                release, faults = read_release(data, sidecar, period_code, layouts)
                problems += faults
                if release and not faults and release.layout != DOCUMENT:
                    found.append(replace(release, load_id=None if root == raw_dir else root.parent.name))
    codes = Counter(release.release_code for release in found)
    problems += [
        Problem(release.file, code="release_repeated", found=release.release_code)
        for release in found
        if codes[release.release_code] > 1
    ]
    releases = [release for release in found if codes[release.release_code] == 1]
    return sorted(releases, key=lambda release: release.release_code), problems


def _places(root: Path) -> Iterator[tuple[Path | None, str, list[Problem]]]:
    """The folders below `root` that hold files, each named after its period; none, but a problem, for others."""
    for folder in sorted(path for path in root.iterdir() if path.is_dir() and not is_ignored(path)):
        if not PERIOD_CODE.fullmatch(folder.name):
            yield None, "", [Problem(folder.name, code="folder_not_a_year", found=folder.name)]
            continue
        yield from ((place, folder.name, []) for place in (folder, folder / "documents") if place.is_dir())


def _pairs(folder: Path, raw_dir: Path) -> list[tuple[Path | None, Path | None, list[Problem]]]:
    """Data file and sidecar of each stem, with a problem where one is missing or two files share a stem."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and not is_ignored(path)]
    sidecars = {path.stem: path for path in files if path.suffix == ".json"}
    data = [path for path in files if path.suffix != ".json"]
    stems = Counter(path.stem for path in data)
    pairs: list[tuple[Path | None, Path | None, list[Problem]]] = []
    for path in data:
        file = path.relative_to(raw_dir).as_posix()
        if stems[path.stem] > 1:
            pairs.append((None, None, [Problem(file, code="stem_repeated", found=path.stem)]))
        elif path.stem not in sidecars:
            pairs.append((None, None, [Problem(file, code="sidecar_missing", expected=f"{path.stem}.json")]))
        else:
            pairs.append((path, sidecars[path.stem], []))
    for stem in sorted(sidecars.keys() - stems.keys()):
        file = sidecars[stem].relative_to(raw_dir).as_posix()
        pairs.append((None, None, [Problem(file, code="file_missing", expected=f"{stem}.*")]))
    return pairs
