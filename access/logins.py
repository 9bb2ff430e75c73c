"""Logins that were ended here before their time: no window that still shows one keeps its role."""

import threading
from collections.abc import Mapping

from access.roles import is_fresh

_guard = threading.Lock()
_ended: dict[tuple[object, ...], Mapping[str, object]] = {}


def end(claims: Mapping[str, object], now: float) -> None:
    """Take note that this login was signed out. Logins too old to count are forgotten."""
    with _guard:
        _ended[_name(claims)] = claims
        for name in [name for name, past in _ended.items() if not is_fresh(past, now)]:
            del _ended[name]


def is_ended(claims: Mapping[str, object]) -> bool:
    """Whether this login was signed out in any window since the server started."""
    with _guard:
        return _name(claims) in _ended


def _name(claims: Mapping[str, object]) -> tuple[object, ...]:
    """What tells a login from every other: the provider, the account, when it was issued."""
    return claims.get("iss"), claims.get("sub"), claims.get("iat")
