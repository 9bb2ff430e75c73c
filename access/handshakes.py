"""The server's log says when a page was refused its connection: all that a reader sees of it is a white page."""

import logging
import threading
import time
from collections.abc import Mapping

EVERY_SECONDS = 60
LONGEST = 200

_log = logging.getLogger("dashboard")
_guard = threading.Lock()
_told_last = float("-inf")
_untold = 0


def tell_refused(headers: Mapping[str, str]) -> None:
    """Name the host that was asked for and the page that asked. One line a minute, the next with a count of the others:
    whoever wants to fill the log has all the time in the world.
    """
    global _told_last, _untold
    now = time.monotonic()
    with _guard:
        if now - _told_last < EVERY_SECONDS:
            _untold += 1
            return
        others, _told_last, _untold = _untold, now, 0
    host, origin = (ascii(headers.get(name, ""))[:LONGEST] for name in ("host", "origin"))
    _log.warning(
        "connection refused: host %s, origin %s (and %d more before). A proxy must pass the Host header on as the "
        "browser sent it, with its port; see Behind a proxy in docs/operations.md",
        host,
        origin,
        others,
    )
