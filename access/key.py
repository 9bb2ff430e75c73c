"""The loading key of a server without a login: whoever opens the link printed at the start is an administrator.

The key never becomes the cookie. It is exchanged for a random session token that lives in this process only, so a
new start ends every session, and so does leaving. A key is no person: whoever acts with it says their name once, which
is kept for their browser, however often it opens the link, and is no right. How often it may be guessed is counted per
client and of all together."""

import hashlib
import hmac
import logging
import secrets
import threading
import time
import unicodedata
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from access.roles import ADMIN, Visitor
from warehouse import paths

WINDOW_SECONDS = 60
PER_CLIENT = 5
OF_ALL = 30


class Attempts:
    """Wrong attempts within the window. Never more entries than ``OF_ALL``, whoever asks how often.

    The count of all is what holds: a client's address may be a proxy's, or one that a proxy was told. The count per
    client keeps one forgetful visitor from using up everybody's attempts.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: deque[tuple[float, str]] = deque(maxlen=OF_ALL)

    def are_used_up(self, client: str) -> bool:
        """Whether this client has guessed wrong as often as it may for now."""
        start = self._clock() - WINDOW_SECONDS
        while self._wrong and self._wrong[0][0] <= start:
            self._wrong.popleft()
        return len(self._wrong) >= OF_ALL or sum(past == client for _, past in self._wrong) >= PER_CLIENT

    def count_wrong(self, client: str) -> None:
        """Take note of a wrong attempt."""
        self._wrong.append((self._clock(), client))


SESSION_SECONDS = 12 * 3600
SESSION_LIMIT = 100
SHORTEST_KEY = 32
LONGEST_NAME = 80
_COOKIE = "dti_loading_"

_log = logging.getLogger("dashboard")


class WrongKey(Exception):
    """The key offered is not the key of this start, or there is none."""


class TooManyAttempts(Exception):
    """Wrong keys came too often: for a minute no more of them are counted. The right one opens all the same."""


@dataclass
class _Person:
    """Who sits at a browser: the digits that tell them from others of the same name, and the name they have given."""

    digits: str
    name: str = ""


@dataclass
class _Session:
    opened: float
    person: _Person


class Gate:
    """The key, and the sessions that were opened with it. Safe to ask from any thread."""

    def __init__(self, key: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._key = key.encode()
        self._clock = clock
        self._attempts = Attempts(clock)
        self._sessions: dict[str, _Session] = {}
        self._lock = threading.Lock()
        # Browsers keep one jar for all ports of a machine: servers side by side need names of their own. A renewed
        # key keeps it, for the session of whoever renewed it goes on.
        self.cookie_name = f"{_COOKIE}{_digest(key)[:8]}"

    @property
    def has_key(self) -> bool:
        """Whether there is a key at all; one too short to withstand guessing counts as none."""
        return len(self._key) >= SHORTEST_KEY

    def open(self, offered: str, client: str, cookies: Mapping[str, str] = MappingProxyType({})) -> str:
        """A new session token for the right key, always; a wrong one raises WrongKey, too many of them TooManyAttempts.

        A browser whose `cookies` show a session that still lasts stays the same person under the same name.
        """
        with self._lock:
            if not (hmac.compare_digest(offered.encode(), self._key) and self.has_key):
                if self._attempts.are_used_up(client):
                    raise TooManyAttempts
                self._attempts.count_wrong(client)
                raise WrongKey
            token = secrets.token_urlsafe(32)
            former = self._lasting(cookies)
            person = former.person if former else _Person(_digest(token)[:6])
            self._sessions[_digest(token)] = _Session(self._clock(), person)
            while len(self._sessions) > SESSION_LIMIT:
                del self._sessions[next(iter(self._sessions))]
        return token

    def renew(self, cookies: Mapping[str, str]) -> str:
        """A new key in place of the old one, whose sessions all end but that of these cookies.

        Raises WrongKey where these cookies show no session, or there never was a key.
        """
        with self._lock:
            place = self._place(cookies)
            session = self._lasting(cookies)
            if session is None:
                raise WrongKey
            new = secrets.token_urlsafe(32)
            self._key = new.encode()
            self._sessions = {place: session}
        return new

    def visitor(self, cookies: Mapping[str, str]) -> Visitor:
        """Who shows these cookies: an administrator for twelve hours after opening the link, else a viewer."""
        with self._lock:
            session = self._lasting(cookies)
        if session is None:
            return Visitor()
        name, who = session.person.name, f"key-{session.person.digits}"
        return Visitor(ADMIN, f"{name} ({who})" if name else who, is_unnamed=not name)

    def name(self, cookies: Mapping[str, str]) -> str:
        """The name that the holder of these cookies has given; empty where none."""
        with self._lock:
            session = self._lasting(cookies)
        return session.person.name if session else ""

    def rename(self, cookies: Mapping[str, str], offered: str) -> bool:
        """Take down whose name acts go under from now on; False, and nothing changed, for one without any letter."""
        name = clean_name(offered)
        with self._lock:
            session = self._lasting(cookies)
            if session is None or not any(map(str.isalpha, name)):
                return False
            session.person.name = name
        return True

    def is_former(self, cookies: Mapping[str, str]) -> bool:
        """Whether these cookies were given for another key, of an earlier start perhaps. It says nothing of a right."""
        return self.has_key and any(name.startswith(_COOKIE) and name != self.cookie_name for name in cookies)

    def holders(self, cookies: Mapping[str, str]) -> list[str]:
        """What this browser is known again by after a new start: hashes of its cookies for this key, first, and for
        those of earlier starts. They give no right; a browser that does not hold the very cookie has others.
        """
        ours = sorted((name for name in cookies if name.startswith(_COOKIE)), key=lambda name: name != self.cookie_name)
        return [_digest(f"holder {cookies[name]}") for name in ours]

    def close(self, cookies: Mapping[str, str]) -> None:
        """End the session of these cookies, in every window that shows them."""
        with self._lock:
            self._sessions.pop(self._place(cookies), None)

    def _lasting(self, cookies: Mapping[str, str]) -> _Session | None:
        session = self._sessions.get(self._place(cookies))
        return session if session and self._clock() - session.opened < SESSION_SECONDS else None

    def _place(self, cookies: Mapping[str, str]) -> str:
        """Under what the session of these cookies would be kept; what is no text is no cookie."""
        token = cookies.get(self.cookie_name)
        return _digest(token) if isinstance(token, str) else ""


@cache
def gate() -> Gate:
    """The gate of this process, with the key that its starter handed over; none where its file cannot be read."""
    try:
        return Gate(paths.take_loading_key())
    except OSError:
        _log.exception("the file with the loading key cannot be read, so nobody may load")
        return Gate("")


def faults() -> list[str]:
    """Keys of the sentences for what forbids starting with this key; empty where nothing does."""
    return ["key_in_environment"] if paths.has_key_in_environment() else []


def clean_name(offered: str) -> str:
    """A name as it is kept: at most `LONGEST_NAME` letters, one line, nothing that no screen shows or that turns the
    direction of writing, no marks piled on one letter.
    """
    kept: list[str] = []
    for letter in unicodedata.normalize("NFC", " ".join(offered[: 4 * LONGEST_NAME].split())):
        kind = unicodedata.category(letter)[0]
        is_piled = kind == "M" and (not kept or unicodedata.category(kept[-1])[0] == "M")
        if kind != "C" and not is_piled:
            kept.append(letter)
    return "".join(kept[:LONGEST_NAME]).strip()


def _digest(secret: str) -> str:
    """What is kept and looked up instead of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
