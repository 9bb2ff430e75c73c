"""Logins that ended before their time, and windows that take on a new one without being opened anew.

No window that still shows an ended login keeps its role, nor does its cookie after a new start: they are kept in
``ended_logins.json`` of the loaded folder until they would have ended by themselves, as hashes.

Streamlit knows the cookies of a window from the moment it was opened. Whoever signs in again in another window of the
browser has new ones: the waiting window asks for a ticket with them, which only a script of our own pages can read, and
hands it in through its own connection."""

import hashlib
import json
import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

from access.roles import LOGIN_SECONDS
from warehouse import atomic_files, paths

FILE = "ended_logins.json"
_WAIT_SECONDS = 10

_log = logging.getLogger("dashboard")
_lock = threading.Lock()


@dataclass(frozen=True)
class _Ended:
    """Hash of each ended login with the second at which it stops counting anyway. Where the list was damaged, all
    logins issued before ``before`` count as ended: whatever it held was written by then.
    """

    ends: dict[str, float] = field(default_factory=dict)
    before: float = 0.0


_read_last: tuple[object, _Ended] = (None, _Ended())
_unwritten: dict[str, float] = {}


def end(claims: Mapping[str, object], now: float) -> None:
    """Take note that this login was signed out. Logins too old to count are forgotten.

    Where the disk does not take the list, the login has ended until the next start, and the server's log says so.
    """
    issued = claims.get("iat")
    if not isinstance(issued, int | float):
        return  # it gives nobody a role
    with _lock:
        _unwritten[_digest(claims)] = issued + LOGIN_SECONDS
        file = paths.loaded_dir() / FILE
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{file}.lock", timeout=_WAIT_SECONDS):
                known = _known(file)
                ends = {name: until for name, until in (known.ends | _unwritten).items() if until > now}
                atomic_files.replace(file, json.dumps({"before": known.before, "ends": ends}))
        except (OSError, Timeout):
            _log.exception("a login that was signed out could not be written down; a new start would not know it")
        else:
            _unwritten.clear()


def is_ended(claims: Mapping[str, object]) -> bool:
    """Whether this login was signed out, in any window, by any server of this folder, before this start or since."""
    issued = claims.get("iat")
    # Lists written before the nonce counted name a login without it.
    names = {_digest(claims), _digest({name: value for name, value in claims.items() if name != "nonce"})}
    with _lock:
        known = _known(paths.loaded_dir() / FILE)
        is_listed = any(name in known.ends or name in _unwritten for name in names)
        return is_listed or (isinstance(issued, int | float) and issued < known.before)


def _known(file: Path) -> _Ended:
    """What the file holds, read again where it has changed."""
    global _read_last
    try:
        found = file.stat()
    except FileNotFoundError:
        return _Ended()
    except OSError:
        return _Ended(before=time.time())
    marks = (file, found.st_mtime_ns, found.st_size, found.st_ino)
    if _read_last[0] != marks:
        try:
            held = json.loads(file.read_bytes())
            ended = _Ended({str(name): float(until) for name, until in held["ends"].items()}, float(held["before"]))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            _log.exception("%s does not read: everybody who signed in before it was written has to do so again", file)
            ended = _Ended(before=found.st_mtime)
        _read_last = (marks, ended)
    return _read_last[1]


def _digest(claims: Mapping[str, object]) -> str:
    """What tells a login from every other: the provider, the account, when it was issued, and the nonce, since a person
    may sign out and in again within the second that ``iat`` counts.
    """
    named = [claims.get(name) for name in ("iss", "sub", "iat", "nonce") if name != "nonce" or name in claims]
    return hashlib.sha256(json.dumps(named).encode()).hexdigest()


TICKET_SECONDS = 60
TICKET_LIMIT = 100


class Tickets:
    """Tickets given out and not yet handed in. Each is good once, for a minute. Safe to ask from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._given: dict[str, tuple[float, dict[str, str]]] = {}
        self._lock = threading.Lock()

    def give(self, cookies: Mapping[str, str]) -> str:
        """A ticket that stands for these cookies; the oldest are dropped where too many wait."""
        ticket = secrets.token_urlsafe(32)
        with self._lock:
            self._given[ticket] = (self._clock(), dict(cookies))
            while len(self._given) > TICKET_LIMIT:
                del self._given[next(iter(self._given))]
        return ticket

    def take(self, ticket: str) -> dict[str, str] | None:
        """The cookies that a ticket stands for, once; None for one that is unknown, used or old."""
        with self._lock:
            given, cookies = self._given.pop(ticket, (None, None))
        return cookies if given is not None and self._clock() - given < TICKET_SECONDS else None


@cache
def tickets() -> Tickets:
    """Those of this process."""
    return Tickets()
