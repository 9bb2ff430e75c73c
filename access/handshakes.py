"""The server's log says when a page was refused its connection: all that a reader sees of it is a white page."""

import logging
import threading
import time
from collections.abc import Mapping

WINDOW_SECONDS = 60
LISTED = 10
LONGEST = 200

_log = logging.getLogger("dashboard")
_guard = threading.Lock()
_window = float("-inf")
_told: set[tuple[str, str]] = set()
_untold = 0


def tell_refused(headers: Mapping[str, str]) -> None:
    """Name the host that was asked for and the page that asked: each pair once a minute, at most ten of them, and the
    next line counts what was left out. Whoever wants to fill the log has all the time in the world.
    """
    global _window, _untold
    host, origin = (ascii(headers.get(name, ""))[:LONGEST] for name in ("host", "origin"))
    now = time.monotonic()
    with _guard:
        if now - _window >= WINDOW_SECONDS:
            _window = now
            _told.clear()
        if (host, origin) in _told or len(_told) == LISTED:
            _untold += 1
            return
        _told.add((host, origin))
        others, _untold = _untold, 0
    _log.warning(
        "connection refused: host %s, origin %s (and %d more before). A proxy must pass the Host header on as the "
        "browser sent it, with its port; see Behind a proxy in docs/operations.md",
        host,
        origin,
        others,
    )
