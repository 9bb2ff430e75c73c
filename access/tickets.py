"""A window that stayed open while its right ended takes on who its browser is by now, without being opened anew.

Streamlit knows the cookies of a window from the moment it was opened. Whoever signs in again in another window of the
browser has new ones: the waiting window asks for a ticket with them, which only a script of our own pages can read, and
hands it in through its own connection.
"""

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache

TICKET_SECONDS = 60
TICKET_LIMIT = 100


class Tickets:
    """Tickets given out and not yet handed in. Each is good once, for a minute. Safe to ask from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._given: dict[str, tuple[float, dict[str, str]]] = {}
        self._guard = threading.Lock()

    def give(self, cookies: Mapping[str, str]) -> str:
        """A ticket that stands for these cookies; the oldest are dropped where too many wait."""
        ticket = secrets.token_urlsafe(32)
        with self._guard:
            self._given[ticket] = (self._clock(), dict(cookies))
            while len(self._given) > TICKET_LIMIT:
                del self._given[next(iter(self._given))]
        return ticket

    def take(self, ticket: str) -> dict[str, str] | None:
        """The cookies that a ticket stands for, once; None for one that is unknown, used or old."""
        with self._guard:
            given, cookies = self._given.pop(ticket, (None, None))
        return cookies if given is not None and self._clock() - given < TICKET_SECONDS else None


@cache
def tickets() -> Tickets:
    """Those of this process."""
    return Tickets()
