"""What a delivery will consist of: names of our own making, descriptions of origin, constants of the purpose."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import PurePath

import polars as pl

from etl.deliveries.purpose import Purpose
from etl.releases import DOCUMENT
from etl.shapes.number_style import SCALE
from text.command import WORDS

_LONGEST_NAME = 120
_HEX_DIGITS = 8


def shown_name(name: str) -> str:
    """The given name of a file as it is shown and kept: without folders and what no screen shows, not endless."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    # cut first: to compose a long pile of marks takes its square
    return unicodedata.normalize("NFC", plain[-4 * _LONGEST_NAME :]).strip()[-_LONGEST_NAME:] or "?"


def extension(name: str) -> str:
    """The extension a given name ends with, lower-case with its dot; empty where that is no plain one."""
    suffix = PurePath(shown_name(name)).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else ""


def stem(purpose: Purpose, sha256: str, layout: str, fixed: Mapping[str, str]) -> str:
    """The name we give a file: what it is loaded for, and eight digits that follow from its bytes, from its source and
    from how it is read, so that the same file read in another way is another release.
    """
    origin = json.dumps([asdict(purpose), sha256, layout, fixed], sort_keys=True, default=str).encode()
    digits = hashlib.sha256(origin).hexdigest()[:_HEX_DIGITS]
    parts = (purpose.kind, purpose.framework_code, purpose.cohort_code, purpose.unit_code, digits)
    return "_".join(part for part in parts if part)


def constants(purpose: Purpose, index_code: str, unit_system: str, scale: str | None = None) -> dict[str, str]:
    """The columns that the purpose gives to every row of its files, and the scale a person said their figures have."""
    said = {SCALE: scale} if scale else {}
    return _columns(purpose, index_code, unit_system) | said


def _columns(purpose: Purpose, index_code: str, unit_system: str) -> dict[str, str]:
    known = {
        "index_code": index_code,
        "framework_code": purpose.framework_code,
        "year": str(purpose.year),
        "cohort_code": purpose.cohort_code,
    }
    unit = {"unit_code": purpose.unit_code} if purpose.unit_code else {}
    if unit and not purpose.declared.of_edition:  # a cohort tells the system of its units
        unit["unit_system"] = unit_system
    return {name: known[name] for name in purpose.declared.given} | unit


def sidecar(purpose: Purpose, name: str, sha256: str, layout: str, fixed: Mapping[str, str]) -> bytes:
    """The description of a file's origin, in the shape of those in data/raw; `fixed` are its constants."""
    source = asdict(purpose.source)
    source["licence"] = purpose.source.licence or WORDS["vi"]["licence"]
    fields = {
        **source,
        "original_file": shown_name(name),
        "retrieved_on": datetime.now(UTC).date(),
        "sha256": sha256,
        "layout": layout,
        "transcription_notes": [],
    }
    if layout != DOCUMENT:
        fields["constants"] = dict(fixed)
    return json.dumps(fields, ensure_ascii=False, indent=1, default=str).encode()


def table(rows: pl.DataFrame) -> bytes:
    """Rows of a reference table as the file of a delivery."""
    return rows.write_csv(date_format="%Y-%m-%d").encode()
