"""The loading key of a server without a login: whoever opens the link printed at the start is an administrator.

The key never becomes the cookie. It is exchanged for a random session token that lives in this process only, so a
new start ends every session, and so does leaving.
"""

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache

from access.attempts import Attempts
from access.roles import ADMIN, Visitor
from warehouse import paths

SESSION_SECONDS = 12 * 3600
SESSION_LIMIT = 100
SHORTEST_KEY = 32


class WrongKey(Exception):
    """The key offered is not the key of this start, or there is none."""


class TooManyAttempts(Exception):
    """Wrong keys came too often; nothing is looked at for a minute."""


class Gate:
    """The key, and the sessions that were opened with it. Safe to ask from any thread."""

    def __init__(self, key: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._key = key.encode()
        self._clock = clock
        self._attempts = Attempts(clock)
        self._opened: dict[str, float] = {}
        self._guard = threading.Lock()
        # Browsers keep one jar for all ports of a machine: servers side by side need names of their own.
        self.cookie_name = f"dti_loading_{_digest(key)[:8]}"

    @property
    def has_key(self) -> bool:
        """Whether there is a key at all; one too short to withstand guessing counts as none."""
        return len(self._key) >= SHORTEST_KEY

    def open(self, offered: str, client: str) -> str:
        """A new session token for the right key. Raises WrongKey or TooManyAttempts."""
        with self._guard:
            if self._attempts.are_used_up(client):
                raise TooManyAttempts
            if not (hmac.compare_digest(offered.encode(), self._key) and self.has_key):
                self._attempts.count_wrong(client)
                raise WrongKey
            token = secrets.token_urlsafe(32)
            self._opened[_digest(token)] = self._clock()
            while len(self._opened) > SESSION_LIMIT:
                del self._opened[next(iter(self._opened))]
        return token

    def visitor(self, cookies: Mapping[str, str]) -> Visitor:
        """Who shows these cookies: an administrator for twelve hours after opening the link, else a viewer."""
        session = self._session(cookies)
        with self._guard:
            opened = self._opened.get(session)
        if opened is None or self._clock() - opened >= SESSION_SECONDS:
            return Visitor()
        return Visitor(ADMIN, f"key-{session[:6]}")

    def close(self, cookies: Mapping[str, str]) -> None:
        """End the session of these cookies, in every window that shows them."""
        with self._guard:
            self._opened.pop(self._session(cookies), None)

    def _session(self, cookies: Mapping[str, str]) -> str:
        """Under what the session of these cookies would be kept; what is no text is no cookie."""
        token = cookies.get(self.cookie_name)
        return _digest(token) if isinstance(token, str) else ""


@cache
def gate() -> Gate:
    """The gate of this process, with the key that its starter handed over."""
    return Gate(paths.take_loading_key())


def _digest(secret: str) -> str:
    """What is kept and looked up instead of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
