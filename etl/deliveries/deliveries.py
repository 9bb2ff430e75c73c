"""What analysts have loaded: what it is for, the small data folders it lies in, and which of them are active.

``data/loaded/<load id>/`` holds ``raw``, ``reference`` and ``layouts`` as ``data`` does, some or all of them, and
``load.json``, which says who loaded what, when and for what. It never changes once written. Which deliveries a build is
made of, its stamp says; ``active.json`` is a copy for the day when no current build can be read.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from etl.errors import ActiveUnknown, LoadMissing
from etl.kinds.registry import KINDS, Kind
from etl.periods import declared_editions
from text.periods import parts
from warehouse import builds, checksums, publications
from warehouse.builds import Stamp


@dataclass(frozen=True)
class Source:
    """The document the files were taken from. `authority` is one of `etl.releases.AUTHORITIES`.

    An empty `licence` stands for public figures, of which only facts are taken.
    """

    title: str
    publisher: str
    authority: str
    document_number: str | None = None
    issued_on: date | None = None
    address: str | None = None
    section: str | None = None
    licence: str = ""


@dataclass(frozen=True)
class Purpose:
    """What files are loaded for: one kind of one edition, of one unit or (`unit_code` None) of the whole cohort.

    Rows of reference tables are of a framework or of a `unit_system` (empty for every other kind), and of no cohort.
    """

    framework_code: str
    period_code: str
    cohort_code: str
    kind: str
    source: Source
    unit_code: str | None = None
    unit_system: str = ""

    def __post_init__(self) -> None:
        """Refuse a kind nobody knows, and what is no period. Raises ValueError."""
        if self.kind not in KINDS:
            raise ValueError(f"no such kind: {self.kind!r}")
        parts(self.period_code)

    @property
    def declared(self) -> Kind:
        """What is declared of its kind."""
        return KINDS[self.kind]

    @property
    def code(self) -> str:
        """The code of what its kind is of: a framework, or a system of units."""
        return getattr(self, self.declared.code_column)

    @property
    def year(self) -> int:
        """The year of its period, as headings name it."""
        return parts(self.period_code).year

    @property
    def fields(self) -> dict[str, Any]:
        """As a label holds it and release codes are made of it. Key `year` holds the code of the period, also of a
        half, quarter or month; the name is kept for files written before, and a year is a number as it was there. A
        system of units is named only where there is one.
        """
        fields = asdict(self)
        if not self.unit_system:
            del fields["unit_system"]
        code = fields.pop("period_code")
        return {**fields, "year": int(code) if code.isdigit() else code}

    @property
    def subject(self) -> dict[str, Any]:
        """What two deliveries must share for the same bytes to be the same delivery: all but the source."""
        fields = self.fields
        del fields["source"]
        return fields


def read_purpose(fields: Mapping[str, Any]) -> Purpose:
    """A purpose from the JSON of a delivery. Raises KeyError, TypeError and ValueError for anything else."""
    source = dict(fields["source"])
    source["issued_on"] = source["issued_on"] and date.fromisoformat(source["issued_on"])
    others = {name: value for name, value in fields.items() if name not in ("year", "source")}
    return Purpose(period_code=str(fields["year"]), source=Source(**source), **others)


LABEL = "load.json"
ACTIVE = "active.json"


@dataclass(frozen=True)
class LoadedFile:
    """One file of a delivery under its given name."""

    release_code: str
    name: str
    sha256: str


@dataclass(frozen=True)
class Delivery:
    """What one delivery's label says."""

    load_id: str
    who: str
    at: str
    purpose: Purpose
    files: tuple[LoadedFile, ...]

    @property
    def when(self) -> datetime:
        """When the files were loaded, UTC."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True)
class Active:
    """The deliveries a build is made of beside the shipped data, oldest first, and the codes of releases left out."""

    loads: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


def label(who: str, at: str, purpose: Purpose, files: Iterable[LoadedFile]) -> bytes:
    """The content of a delivery's label."""
    fields = {"who": who, "at": at, "purpose": purpose.fields, "files": [asdict(file) for file in files]}
    return json.dumps(fields, ensure_ascii=False, indent=1, default=str).encode()


def read_delivery(loaded: Path, load_id: str) -> Delivery:
    """One delivery. Raises LoadMissing."""
    try:
        fields = checksums.read((loaded / load_id / LABEL).read_text(encoding="utf-8"))
        files = tuple(LoadedFile(**file) for file in fields["files"])
        return Delivery(load_id, fields["who"], fields["at"], read_purpose(fields["purpose"]), files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as fault:
        raise LoadMissing(load_id, str(loaded)) from fault


def all_ids(loaded: Path) -> list[str]:
    """Every delivery there is, oldest first, active or not."""
    return sorted(path.parent.name for path in loaded.glob(f"[!.]*/{LABEL}"))


def deliveries_of_build(stamp: Stamp) -> Active:
    """What a build was made of."""
    return Active(tuple(stamp.loads), tuple(stamp.withdrawn))


def active(warehouse: Path, loaded: Path) -> Active:
    """What the current build was made of, or the copy of it where no current build's stamp can be read.

    Raises ActiveUnknown where the copy cannot be read either, or is gone while the last publication names some.
    """
    if stamp := builds.stamp_or_none(warehouse, builds.current_id(warehouse)):
        return deliveries_of_build(stamp)
    if copy := read_copy(loaded):
        return copy
    log = publications.read(warehouse)
    if (loaded / ACTIVE).exists() or (log and log[-1].loads):
        raise ActiveUnknown(str(loaded / ACTIVE))
    return Active()


def read_copy(loaded: Path) -> Active | None:
    """The copy of the active set, None where there is none or it cannot be read."""
    try:
        content = checksums.read((loaded / ACTIVE).read_text(encoding="utf-8"))
        found = content["loads"], content["withdrawn"]
    except (OSError, ValueError, KeyError):
        return None
    return Active(*map(tuple, found)) if all(map(checksums.are_texts, found)) else None


_EDITION = ("framework_code", "period_code", "cohort_code")


@dataclass
class _Dependencies:
    """What one delivery provides for others and what it needs: names of layouts, and editions by code as well as by
    framework, period and cohort. `is_used` if it has a release that is not withdrawn, or never had one, as a framework.
    """

    folder: Path
    is_used: bool = True
    provides: set[tuple[str | None, ...]] = field(default_factory=set)
    needs: set[tuple[str | None, ...]] = field(default_factory=set)


def folders_in_use(loaded: Path, active: Active) -> tuple[Path, ...]:
    """The folders of the deliveries a build reads, oldest first. Raises LoadMissing.

    A delivery whose releases are all withdrawn is left out with its edition and its layout, unless one that is read has
    no other to use, as the corrected file of a year has that of the file it took the place of.
    """
    idle = [_read(loaded / load_id, active.withdrawn) for load_id in active.loads]
    found = [delivery for delivery in idle if delivery.is_used]
    kept: list[_Dependencies] = []
    while found:
        kept += found
        idle = [delivery for delivery in idle if delivery not in found]
        given = {thing for delivery in kept for thing in delivery.provides}
        lacking = {thing for delivery in kept for thing in delivery.needs} - given
        found = [delivery for delivery in idle if delivery.provides & lacking]
    return tuple(sorted(delivery.folder for delivery in kept))


def _read(folder: Path, withdrawn: Collection[str]) -> _Dependencies:
    delivery = _Dependencies(folder)
    try:
        (folder / LABEL).stat()
        delivery.provides |= {(path.stem,) for path in folder.glob("layouts/*.toml")}
        for row in declared_editions(folder / "reference"):
            delivery.provides |= {(row["edition_code"],), tuple(row[name] for name in _EDITION)}
            delivery.needs.add((row["previous_edition_code"],))
        releases = {f"{path.parent.name}/{path.stem}": path for path in folder.glob("raw/*/*.json")}
        left = releases.keys() - set(withdrawn)
        delivery.is_used = bool(left) or not releases
        for code in left:
            sidecar = json.loads(releases[code].read_text(encoding="utf-8"))
            fixed = {"period_code": sidecar["constants"].get("year"), **sidecar["constants"]}
            delivery.needs |= {(sidecar["layout"],), tuple(fixed.get(name) for name in _EDITION)}
    except (OSError, ValueError, KeyError) as fault:
        raise LoadMissing(folder.name, str(folder.parent)) from fault
    return delivery
