"""The log of publications, ``PUBLISHED``: one JSON line each, oldest first; it outlives the builds it names.

Lines of earlier versions hold the id of the build alone.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path

from warehouse import durable

LOG = "PUBLISHED"


@dataclass(frozen=True)
class Publication:
    """One time a build was made current, by publishing or by rolling back.

    ``at`` is UTC in ISO form, empty where it was not noted. ``changes`` are release codes added, changed and removed
    against the build that was current before; ``loads`` the ids of the loads in it.
    """

    build_id: str
    at: str = ""
    who: str = ""
    note: str = ""
    changes: dict[str, list[str]] = field(default_factory=dict)
    loads: list[str] = field(default_factory=list)

    @property
    def when(self) -> datetime | None:
        """When it was published, UTC."""
        return datetime.fromisoformat(self.at) if self.at else None


def read(directory: Path) -> list[Publication]:
    """Every publication, oldest first; what a kill left of a line is left out."""
    return [entry for line in _lines(directory) if (entry := _entry(line))]


def unreadable(directory: Path) -> int:
    """How many lines of the log are no publication."""
    return sum(_entry(line) is None for line in _lines(directory))


def _lines(directory: Path) -> list[str]:
    try:
        lines = (directory / LOG).read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return []
    return [line for line in lines if line.strip()]


@contextmanager
def entered(directory: Path, entry: Publication) -> Iterator[None]:
    """Note a publication before it is made; taken back where making it fails. Raises OSError."""
    size = durable.append_line(directory / LOG, json.dumps(asdict(entry), ensure_ascii=False))
    try:
        yield
    except OSError:
        os.truncate(directory / LOG, size)
        raise


def settle(directory: Path, current_id: str) -> None:
    """Take back the last publication where a kill came before the pointer moved: it never was. Raises OSError.

    Known by the one before it, which is still current (or there is none of either). Call under the builder's lock.
    """
    former = [entry.build_id for entry in read(directory)]
    if not former or former[-1] == current_id or former[-2:-1] != ([current_id] if current_id else []):
        return
    content = (directory / LOG).read_bytes()
    lines = content.splitlines(keepends=True)
    last = max(at for at, line in enumerate(lines) if line.strip() and _entry(line.decode("utf-8", "replace")))
    os.truncate(directory / LOG, len(b"".join(lines[:last])))


def _entry(line: str) -> Publication | None:
    """The publication a line tells of; fields that a later version of the program wrote are passed over."""
    if not line.startswith("{"):
        return Publication(line.strip())
    known = {each.name for each in fields(Publication)}
    try:
        entry = Publication(**{name: value for name, value in json.loads(line).items() if name in known})
        return entry if entry.when or not entry.at else None
    except (ValueError, TypeError):
        return None
