"""Who did what, and who tried: one JSON line per event, only ever appended, in ``audit.jsonl`` of the loaded folder."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from warehouse import durable
from warehouse.errors import AuditFailed, reason_of

LOG = "audit.jsonl"
UNREADABLE = "unreadable"  # the action of a line that a kill or a hand has damaged; its text is the subject
_WAIT_SECONDS = 10


@dataclass(frozen=True)
class Event:
    """One event. ``at`` is UTC in ISO form; ``sha256`` are the hashes of the files it was about.

    ``result`` of an act is ``accepted`` before it is done, so that no act goes unrecorded; a second event with
    ``failed: <error>`` follows where it then did not come about. Of a refusal it is ``refused: <why>``.
    """

    at: str
    who: str
    role: str
    action: str
    subject: str
    sha256: tuple[str, ...]
    result: str


def record(
    directory: Path,
    action: str,
    who: str,
    role: str = "",
    subject: str = "",
    sha256: Collection[str] = (),
    result: str = "accepted",
) -> None:
    """Append one event and wait until it is on the disk. Raises AuditFailed."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    event = Event(at, who, role, action, subject, tuple(sha256), result)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with FileLock(directory / f"{LOG}.lock", timeout=_WAIT_SECONDS):
            durable.append_line(directory / LOG, json.dumps(asdict(event), ensure_ascii=False))
    except Timeout as held:
        raise AuditFailed("engine", str(held)) from held
    except OSError as fault:
        raise AuditFailed(reason_of(fault), str(fault)) from fault


def events(directory: Path) -> list[Event]:
    """Every event, the newest first; a line that does not read is given as it is, not left out."""
    try:
        lines = (directory / LOG).read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return []
    return [_event(line) for line in reversed(lines) if line]


def _event(line: str) -> Event:
    try:
        fields = json.loads(line)
        return Event(**{**fields, "sha256": tuple(fields["sha256"])})
    except (ValueError, TypeError, KeyError):
        return Event("", "", "", UNREADABLE, line, (), "")
