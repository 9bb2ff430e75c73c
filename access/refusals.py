"""Refused attempts go into the audit log, at most sixty a minute: a flood of them must not fill the disk."""

import logging
import threading
import time
from collections import deque

from access.roles import Visitor
from warehouse import audit, paths
from warehouse.errors import AuditFailed

WINDOW_SECONDS = 60
LISTED = 60
FLOOD = "more_not_listed"

_log = logging.getLogger("dashboard")
_guard = threading.Lock()
_listed: deque[float] = deque(maxlen=LISTED)


def record(visitor: Visitor, subject: str, why: str) -> None:
    """Note who was refused what, and why. The sixtieth within a minute says that later ones are not listed.

    Waits for the disk, so it is not for the event loop. A log that cannot be written never lets anybody in: the
    fault goes to the server's log.
    """
    now = time.monotonic()
    with _guard:
        if len(_listed) == LISTED and now - _listed[0] < WINDOW_SECONDS:
            return
        _listed.append(now)
        is_flood = len(_listed) == LISTED and now - _listed[0] < WINDOW_SECONDS
    result = f"refused: {FLOOD if is_flood else why}"
    try:
        audit.record(paths.loaded_dir(), "refused", visitor.who, visitor.role, subject, result=result)
    except AuditFailed:
        _log.exception("a refusal of %s could not be recorded", subject)
