"""The three roles, and which one a login has by the mapping in the secrets file."""

from collections.abc import Mapping
from dataclasses import dataclass

VIEWER, ANALYST, ADMIN = ROLES = ("viewer", "analyst", "admin")
ANONYMOUS = "anonymous"
LOGIN_SECONDS = 12 * 3600
AHEAD_SECONDS = 600
PROVIDER_KEYS = ("client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32


@dataclass(frozen=True)
class Visitor:
    """Somebody at the door: the role, and the name under which acts are recorded.

    `is_unnamed` is a holder of the key who has not said yet whose name that is.
    """

    role: str = VIEWER
    who: str = ANONYMOUS
    is_unnamed: bool = False

    def may(self, role: str) -> bool:
        """Whether this visitor has at least that role."""
        return ROLES.index(self.role) >= ROLES.index(role)


def of_login(claims: Mapping[str, object], mapping: Mapping[str, object], now: float) -> Visitor:
    """The visitor whom a provider's claims name, at ``now`` in seconds of the epoch.

    The highest role whose list in ``mapping`` has an entry that fits; a login older than twelve hours, or one that
    does not say how old it is, is a viewer's: the provider may have closed the account since.
    """
    if claims.get("is_logged_in") is not True:
        return Visitor()
    who = _email(claims) or str(claims.get("sub", ANONYMOUS))
    if not is_fresh(claims, now):
        return Visitor(VIEWER, who)
    held = [role for role in (ANALYST, ADMIN) if any(_fits(claims, entry) for entry in _entries(mapping, role))]
    return Visitor(held[-1] if held else VIEWER, who)


def is_fresh(claims: Mapping[str, object], now: float) -> bool:
    """Whether the provider issued these claims within the last twelve hours; a clock ahead of ours, by a little only:
    a login of next year would never grow old.
    """
    issued = claims.get("iat")
    return isinstance(issued, int | float) and -AHEAD_SECONDS < now - issued < LOGIN_SECONDS


def faults(auth: Mapping[str, object], mapping: object) -> list[str]:
    """Keys of the sentences for what makes a login unsafe or a mapping unreadable; empty when all is well."""
    found = []
    if len(str(auth.get("cookie_secret", ""))) < SHORTEST_SECRET:
        found.append("short_cookie_secret")
    if not _is_complete(auth):
        found.append("auth_incomplete")
    if not _is_readable(mapping):
        found.append("roles_unreadable")
    return found


def _is_complete(auth: Mapping[str, object]) -> bool:
    """Whether the login has an address to come back to and at least one provider, each with all that reaches it; the
    provider may stand in the section itself or in sections below it.
    """
    sections = [auth, *(section for section in auth.values() if isinstance(section, Mapping))]
    providers = [section for section in sections if any(key in section for key in PROVIDER_KEYS)]
    is_whole = all(section.get(key) for section in providers for key in PROVIDER_KEYS)
    return bool(auth.get("redirect_uri") and providers and is_whole)


def _is_readable(mapping: object) -> bool:
    """Whether every role is a known one above viewer, and every entry an address or ``claim:value``."""
    return isinstance(mapping, Mapping) and all(
        role in (ANALYST, ADMIN)
        and isinstance(entries, list | tuple)
        and all(isinstance(entry, str) and ("@" in entry or ":" in entry) for entry in entries)
        for role, entries in mapping.items()
    )


def _entries(mapping: Mapping[str, object], role: str) -> list[str]:
    """The entries of a role; none where the file, changed while we run, holds something else than a list of text."""
    entries = mapping.get(role)
    return [entry for entry in entries if isinstance(entry, str)] if isinstance(entries, list | tuple) else []


def _fits(claims: Mapping[str, object], entry: str) -> bool:
    """Whether the claims are those of an entry: an address, or ``claim:value`` as in ``sub:7f3a`` or ``groups:dti``."""
    claim, colon, value = entry.strip().partition(":")
    if not colon or claim == "email":
        wanted = (value or claim).strip().lower()
        return bool(wanted) and _email(claims) == wanted
    held = claims.get(claim)
    return bool(value) and value in (held if isinstance(held, list | tuple) else [held])


def _email(claims: Mapping[str, object]) -> str:
    """The address that the provider has verified, in small letters; empty where it has not.

    Only ASCII: letters of other scripts that look or fold alike must not reach somebody else's role.
    """
    email = claims.get("email")
    if claims.get("email_verified") in (True, "true") and isinstance(email, str) and email.isascii():
        return email.strip().lower()
    return ""
