"""A data file's sidecar: its provenance, and whether the file still is what the sidecar says."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from etl.fingerprint import file_sha256
from etl.problems import Problem

DOCUMENT = "document"  # the layout of a text that figures were transcribed from: kept, hashed, never parsed
AUTHORITIES = ("ministry", "plan", "press", "per_row")
INFERRED = "inferred"  # of figures that follow from another table and that nobody published; never loaded, only shipped
_REQUIRED = ("title", "publisher", "original_file", "authority", "licence", "sha256", "layout")
_OPTIONAL = ("document_number", "address", "section", "source_sha256")
_DATES = ("issued_on", "retrieved_on")


@dataclass(frozen=True)
class Release:
    """One raw file with its provenance; `release_code` is `<year>/<stem>`, `file` names it in problems.

    `constants` are columns that its rows do not carry themselves, such as the year of a table that prints none.
    `load_id` is the load it is part of, None for a shipped one.
    """

    release_code: str
    path: Path
    sidecar_path: Path
    year: int
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
        return f"{self.year}/{self.path.name}"


def read_release(
    data: Path, sidecar: Path, year: int, layouts: Collection[str]
) -> tuple[Release | None, list[Problem]]:
    """The release of a file and its sidecar, or None with the problems of the sidecar."""
    file = f"{year}/{sidecar.name}"
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
        problems.append(Problem(f"{year}/{data.name}", code="sha256_differs", found=actual, expected=fields["sha256"]))
    facts: dict[str, Any] = {name: fields.get(name) for name in (*_REQUIRED, *_OPTIONAL)}
    facts |= {name: date.fromisoformat(fields[name]) if fields.get(name) else None for name in _DATES}
    return Release(
        release_code=f"{year}/{data.stem}",
        path=data,
        sidecar_path=sidecar,
        year=year,
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
