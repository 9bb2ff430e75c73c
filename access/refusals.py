"""Refused attempts are told, and a flood of them fills neither the disk nor the audit log.

What people with a name were refused is a line each, at most sixty a minute and person. Visitors without a name are
counted, by the minute: the first of a kind is written at once, the others when the minute is over.
"""

import atexit
import logging
import threading
import time
from collections import Counter, deque
from datetime import UTC, datetime
from pathlib import Path

from access.roles import ANONYMOUS, Visitor
from warehouse import audit, paths
from warehouse.audit import Count
from warehouse.errors import AuditFailed

WINDOW_SECONDS = 60
LISTED = 60
FLOOD = "more_not_listed"
KINDS = 50  # told apart within a minute; what is asked for is up to whoever asks
OTHER = "other"
LONGEST_SUBJECT = 80

_log = logging.getLogger("dashboard")
_lock = threading.Lock()
_listed: dict[str, deque[float]] = {}
_uncounted: Counter[tuple[Path, str, str, str]] = Counter()  # by folder, minute, subject and reason
_timer: threading.Timer | None = None


def record(visitor: Visitor, subject: str, why: str) -> None:
    """Note who was refused what, and why. The sixtieth of a person within a minute says that later ones are not listed.

    Waits for the disk, so it is not for the event loop. A log that cannot be written never lets anybody in: the
    fault goes to the server's log.
    """
    subject = subject[:LONGEST_SUBJECT]
    if visitor.who == ANONYMOUS:
        _count(subject, why)
    else:
        _list(visitor, subject, why)


def write_counts(is_over: bool = True) -> None:
    """Write down what has been counted and not written: of minutes that are over, or of all."""
    global _timer
    minute = _minute()
    with _lock:
        taken = {kind: count for kind, count in _uncounted.items() if not is_over or kind[1] < minute}
        for kind in taken:
            del _uncounted[kind]
        _timer = None
        if _uncounted:
            _start_timer()
    for (folder, minute, subject, why), count in taken.items():
        if count:
            _write(folder, Count(minute, subject, why, count))


def _count(subject: str, why: str) -> None:
    folder, minute = paths.loaded_dir(), _minute()
    with _lock:
        _start_timer()
        if (folder, minute, subject, why) not in _uncounted and _kinds(folder, minute) >= KINDS:
            subject = OTHER
        kind = (folder, minute, subject, why)
        is_first = kind not in _uncounted
        _uncounted[kind] += 0 if is_first else 1
    if is_first:
        _write(folder, Count(minute, subject, why, 1))


def _kinds(folder: Path, minute: str) -> int:
    return sum(kind[:2] == (folder, minute) for kind in _uncounted)


def _list(visitor: Visitor, subject: str, why: str) -> None:
    now = time.monotonic()
    with _lock:
        for who in [who for who, times in _listed.items() if now - times[-1] >= WINDOW_SECONDS]:
            del _listed[who]
        times = _listed.setdefault(visitor.who, deque(maxlen=LISTED))
        if len(times) == LISTED and now - times[0] < WINDOW_SECONDS:
            return
        times.append(now)
        is_flood = len(times) == LISTED and now - times[0] < WINDOW_SECONDS
    result = f"refused: {FLOOD if is_flood else why}"
    try:
        audit.record(paths.loaded_dir(), "refused", visitor.who, visitor.role, subject, result=result)
    except AuditFailed:
        _log.exception("a refusal of %s could not be recorded", subject)


def _write(folder: Path, count: Count) -> None:
    try:
        audit.count_refused(folder, count)
    except AuditFailed:
        _log.exception("refusals of %s could not be counted", count.subject)


def _start_timer() -> None:
    """See to it that counts are written once their minute is over, also if nobody comes any more."""
    global _timer
    if _timer is None or not _timer.is_alive():
        _timer = threading.Timer(WINDOW_SECONDS + 1, write_counts)
        _timer.daemon = True
        _timer.start()


def _minute() -> str:
    return datetime.now(UTC).replace(second=0, microsecond=0).isoformat()


atexit.register(write_counts, is_over=False)
