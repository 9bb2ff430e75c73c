"""Who did what, and who tried: one JSON line per event, only ever appended, in ``audit.jsonl`` of the loaded folder.

Acts of people are all there, however many. What visitors without a name were refused is only counted, by minute and
kind, in ``refused.jsonl`` beside it, which has a largest size: nobody can bury the acts or fill the disk by asking.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from warehouse import atomic_files
from warehouse.errors import AuditFailed, reason_of

LOG = "audit.jsonl"
REFUSED = "refused.jsonl"
REFUSED_BYTES = 1_000_000
LONGEST_LINE = 100_000  # of which more is never ours
UNREADABLE = "unreadable"  # the action of a line that a kill or a hand has damaged; its text is the subject
_TEXTS = ("who", "role", "action", "subject", "result")
_WAIT_SECONDS = 10
_BLOCK = 1 << 16


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


@dataclass(frozen=True)
class Count:
    """How often visitors without a name were refused one thing for one reason within one minute (UTC, ISO form)."""

    minute: str
    subject: str
    why: str
    count: int


@dataclass(frozen=True)
class Page:
    """Events that were asked for, the newest first, and the place in the log before which older ones stand.

    ``older`` is None where the whole log was looked through. ``share`` is how much of it that was, 0 to 1, and
    ``reached`` the time of the last event there. ``is_cut`` says that the time was up before there were as many events
    as wanted.
    """

    events: list[Event]
    older: int | None
    is_cut: bool = False
    share: Fraction = Fraction(1)
    reached: str = ""


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
    _append(directory, LOG, asdict(event))


def count_refused(directory: Path, count: Count) -> None:
    """Append one count; the oldest go where the file would grow beyond its largest size. Raises AuditFailed."""
    size = _append(directory, REFUSED, asdict(count))
    if size > REFUSED_BYTES:
        _shorten(directory / REFUSED)


def refused(directory: Path) -> list[Count]:
    """What visitors without a name were refused, the newest minute first, one row per minute and kind."""
    counts: Counter[tuple[str, str, str]] = Counter()
    try:
        lines = (directory / REFUSED).read_bytes().splitlines()
    except FileNotFoundError:
        return []
    for line in lines:
        try:
            held = Count(**json.loads(line))
            datetime.fromisoformat(held.minute)
            counts[str(held.minute), str(held.subject), str(held.why)] += held.count
        except (ValueError, TypeError, RecursionError):
            continue  # a count that a kill or a fault of the disk has spoilt; no act is lost by it
    return [Count(*kind, count) for kind, count in sorted(counts.items(), reverse=True)]


def page(
    directory: Path,
    limit: int,
    seconds: float,
    before: int | None = None,
    action: str | None = None,
    fits: Callable[[Event], bool] = lambda _: True,
) -> Page:
    """At most ``limit`` events of one action (None: of all) that fit, looked for from the end of the log backwards, or
    from ``before``, for at most so many seconds.
    """
    found: list[Event] = []
    until = time.monotonic() + seconds
    for size, place, line in _lines(directory, before):
        event = _event(line) if action is None or _may_hold(line, action) else None
        if event is not None and action in (None, event.action) and fits(event):
            found.append(event)
        if place and (len(found) == limit or time.monotonic() > until):
            return Page(found, place, len(found) < limit, 1 - Fraction(place, size), _event(line).at)
    return Page(found, None)


def events(directory: Path) -> Iterator[Event]:
    """Every event, the newest first, read as they are taken; a line that does not read is given as it is, not left
    out.
    """
    return (_event(line) for _, _, line in _lines(directory))


def _append(directory: Path, name: str, fields: dict) -> int:
    """Add a line to a file and wait until it is on the disk; the file's size before it. Raises AuditFailed."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with FileLock(directory / f"{name}.lock", timeout=_WAIT_SECONDS):
            return atomic_files.append_line(directory / name, json.dumps(fields, ensure_ascii=False))
    except Timeout as held:
        raise AuditFailed("engine", str(held)) from held
    except OSError as fault:
        raise AuditFailed(reason_of(fault), str(fault)) from fault


def _shorten(file: Path) -> None:
    """Keep the newer half of a file of lines."""
    try:
        with FileLock(f"{file}.lock", timeout=_WAIT_SECONDS):
            text = file.read_text(encoding="utf-8", errors="replace")
            atomic_files.replace(file, text[len(text) // 2 :].partition("\n")[2])
    except Timeout as held:
        raise AuditFailed("engine", str(held)) from held
    except OSError as fault:
        raise AuditFailed(reason_of(fault), str(fault)) from fault


def _lines(directory: Path, before: int | None = None) -> Iterator[tuple[int, int, bytes]]:
    """The bytes of the log, and of its lines where each begins and what it says, the last first; of a line without end
    only its beginning.
    """
    try:
        log = (directory / LOG).open("rb")
    except FileNotFoundError:
        return
    with log:
        size = log.seek(0, 2)
        for place, line in _backwards(log, size if before is None else min(before, size)):
            yield size, place, line


def _backwards(log: BinaryIO, end: int) -> Iterator[tuple[int, bytes]]:
    rest = b""
    while end:
        start = max(0, end - _BLOCK)
        log.seek(start)
        first, *others = (log.read(end - start) + rest).split(b"\n")
        place, places = start + len(first) + 1, []
        for line in others:
            places.append(place)
            place += len(line) + 1
        for place, line in zip(reversed(places), reversed(others), strict=True):
            if line:
                yield place, line[:LONGEST_LINE]
        rest, end = first[:LONGEST_LINE], start
    if rest:
        yield 0, rest


def _may_hold(line: bytes, action: str) -> bool:
    """Whether a line is worth reading for events of this action: most of a long log is not."""
    return action == UNREADABLE or f'"{action}"'.encode() in line


def _event(line: bytes) -> Event:
    try:
        fields = json.loads(line)
        event = Event(**{**fields, "sha256": tuple(fields["sha256"])})
        datetime.fromisoformat(event.at)
        texts = (*event.sha256, *(getattr(event, name) for name in _TEXTS))
        if not all(isinstance(text, str) for text in texts):
            raise TypeError
        return event
    except (ValueError, TypeError, KeyError, RecursionError):
        return Event("", "", "", UNREADABLE, line.decode("utf-8", "replace"), (), "")
