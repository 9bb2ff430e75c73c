"""The log of publications, ``PUBLISHED``: one JSON line each, oldest first; it outlives the builds it names.

Lines of earlier versions hold the id of the build alone.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path

from warehouse import atomic_files, checksums
from warehouse.errors import WarehouseError

LOG = "PUBLISHED"
CHANGES = ("added", "changed", "removed")
_ID_ALONE = re.compile(r"[0-9A-Za-z_.-]+")


@dataclass(frozen=True)
class Publication:
    """One time a build was made current, by publishing or by rolling back.

    ``at`` is UTC in ISO form, empty where it was not noted. ``note`` is for those who keep the data, ``to_readers``
    what they tell everybody. ``changes`` are release codes added, changed and removed against the build that was
    current before; ``loads`` the ids of the loads in it. ``titles`` are those of the releases in ``changes``;
    ``figures`` how many a reader sees differ: added, changed, removed, and ranks that moved. Both are empty where
    nobody counted.
    """

    build_id: str
    at: str = ""
    who: str = ""
    note: str = ""
    changes: dict[str, list[str]] = field(default_factory=dict)
    loads: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)
    to_readers: str = ""

    @property
    def when(self) -> datetime | None:
        """When it was published, UTC."""
        return datetime.fromisoformat(self.at) if self.at else None


def read(directory: Path) -> list[Publication]:
    """Every publication, oldest first; what a kill left of a line is left out."""
    return [entry for line in _all_lines(directory) if line.strip() and (entry := _entry(line))]


@dataclass(frozen=True)
class Change:
    """A publication as every reader may know it: never who, never a note but the one meant for them. ``releases`` are
    titles by what became of them, the code of one whose title nobody noted; ``figures`` as in `Publication`, empty
    where nobody counted.
    """

    build_id: str
    when: datetime | None
    releases: dict[str, list[str]]
    figures: dict[str, int]
    to_readers: str = ""


def for_readers(directory: Path, known: Mapping[str, str]) -> list[Change]:
    """Every publication, newest first; `known` are titles of releases that a log of earlier versions does not name."""
    return [
        Change(
            entry.build_id,
            entry.when,
            {
                change: list(dict.fromkeys({**known, **entry.titles}.get(code) or code for code in codes))
                for change, codes in entry.changes.items()
            },
            entry.figures,
            entry.to_readers,
        )
        for entry in reversed(read(directory))
    ]


def unreadable(directory: Path) -> list[int]:
    """Which lines of the log, counted from 1, are no publication or not what was written."""
    return [number for number, line in enumerate(_all_lines(directory), start=1) if line.strip() and not _entry(line)]


def _all_lines(directory: Path) -> list[str]:
    try:
        return (directory / LOG).read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return []


@contextmanager
def write_ahead(directory: Path, entry: Publication) -> Iterator[None]:
    """Note a publication before it is made; taken back where making it fails. Raises OSError, and what is raised
    within.
    """
    line = json.dumps(checksums.with_checksum(asdict(entry)), ensure_ascii=False)
    size = atomic_files.append_line(directory / LOG, line)
    try:
        yield
    except (OSError, WarehouseError):
        os.truncate(directory / LOG, size)
        raise


def drop_unfinished(directory: Path, current_id: str) -> None:
    """Take back the last publication where a kill came before the pointer moved: it never was. Raises OSError.

    Known by the one before it, which is still current: a pointer that is lost tells nothing, and the very first one
    stays. Call under the builder's lock.
    """
    former = [entry.build_id for entry in read(directory)]
    if not former or former[-1] == current_id or former[-2:-1] != [current_id]:
        return
    content = (directory / LOG).read_bytes()
    lines = content.splitlines(keepends=True)
    last = max(at for at, line in enumerate(lines) if line.strip() and _entry(line.decode("utf-8", "replace")))
    os.truncate(directory / LOG, len(b"".join(lines[:last])))


def _entry(line: str) -> Publication | None:
    """The publication a line tells of; fields that a later version of the program wrote are passed over."""
    if _ID_ALONE.fullmatch(line.strip()) and not _is_json(line):
        return Publication(line.strip())
    known = {each.name for each in fields(Publication)}
    try:
        entry = Publication(**{name: value for name, value in checksums.read(line).items() if name in known})
        return entry if _is_sound(entry) else None
    except (ValueError, TypeError):
        return None


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _is_sound(entry: Publication) -> bool:
    """Whether each field is of its kind; raises ValueError or TypeError for a moment that is none."""
    texts = (entry.build_id, entry.at, entry.who, entry.note, entry.to_readers)
    changes = entry.changes
    return (
        all(isinstance(text, str) for text in texts)
        and bool(entry.build_id)
        and (entry.when is None or entry.when.tzinfo is not None)
        and isinstance(changes, dict)
        and all(name in CHANGES and checksums.are_texts(codes) for name, codes in changes.items())
        and checksums.are_texts(entry.loads)
        and isinstance(entry.titles, dict)
        and checksums.are_texts([*entry.titles, *entry.titles.values()])
        and isinstance(entry.figures, dict)
        and all(isinstance(count, int) for count in entry.figures.values())
    )
