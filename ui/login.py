"""Streamlit's own login (OpenID Connect), as the secrets file configures it and its signed cookie carries it.

Streamlit looks for a later time of that file only, and never again once the file was away for a few seconds: a file put
back from a copy, with an older time, would leave the old roles in force. It is read again here whenever anything about
it differs."""

import base64
import json
import logging
import os
import stat
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import streamlit as st
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from access import key, logins, roles, upload_copies
from access.roles import Visitor

UNREADABLE = "secrets_unreadable"

_log = logging.getLogger("dashboard")
_lock = threading.Lock()


@dataclass(frozen=True)
class Secrets:
    """The sections [auth] and [roles], and keys of the sentences for what makes them unsafe or unreadable.

    Where there are faults nobody may do anything but read: who has which role is not known then.
    """

    marks: tuple[object, ...] = ()
    auth: Mapping[str, object] | None = None
    mapping: Mapping[str, object] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    @property
    def configures_login(self) -> bool:
        """Whether roles come from a login, or would if the file were whole: then no key opens anything."""
        return bool(self.auth or self.faults)


_held = Secrets()


def current() -> Secrets:
    """What the file says now. Once it has configured a login, its absence is a fault and not the end of the login."""
    global _held
    with _lock:
        # Taken before reading: what is changed meanwhile differs at the next call.
        marks = tuple(_marks(file) for file in _files(os.getcwd(), int(time.monotonic())))
        if marks != _held.marks:
            _held = _read(marks, _held.configures_login)
            for fault in _held.faults:
                _log.error("the secrets file gives nobody a role: %s", fault)
        return _held


@lru_cache(maxsize=1)
def _files(folder: str, second: int) -> tuple[str, ...]:
    """Where the settings look for secrets, seen from ``folder``. Every request asks what they say, and to work this out
    takes longer than to look at the files: so it is done once a ``second``.
    """
    return tuple(st.get_option("secrets.files"))


def _marks(path: str) -> tuple[object, ...]:
    """What differs between two states of a file or of a folder of secrets; its fault where it cannot be seen."""
    try:
        found = os.stat(path)  # a Path takes twice as long, and every request waits for it
        is_folder = stat.S_ISDIR(found.st_mode)
        inside = [_marks(str(entry)) for entry in sorted(Path(path).iterdir())] if is_folder else []
    except OSError as fault:
        return (fault.errno,)
    return path, found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, *inside


def _read(marks: tuple[object, ...], had_login: bool) -> Secrets:
    secrets_singleton._reset()
    try:
        is_loaded = secrets_singleton.load_if_toml_exists()
    except (OSError, UnicodeDecodeError, RecursionError):
        is_loaded = False
        secrets_singleton.merge_programmatic_secrets({})  # else every connection would fail at the same file
    sections = secrets_singleton.to_dict() if is_loaded else {}
    auth, mapping = sections.get("auth") or {}, sections.get("roles", {})
    exists = any(Path(file).exists() for file in _files(os.getcwd(), int(time.monotonic())))
    if not isinstance(auth, Mapping) or (exists and not is_loaded) or (had_login and not auth):
        return Secrets(marks, faults=(UNREADABLE,))
    faults = tuple(roles.faults(auth, mapping)) if auth else ()
    return Secrets(marks, auth, mapping if isinstance(mapping, Mapping) else {}, faults)


def is_on() -> bool:
    """Whether the secrets file configures a login, asked anew: the file may change while the server runs."""
    return current().configures_login


def providers() -> list[str | None]:
    """What `st.login` takes: None for a provider in [auth] itself, and the names of those in sections below it."""
    section = current().auth or {}
    named = [name for name, value in section.items() if isinstance(value, Mapping) and "client_id" in value]
    return [*([None] if "client_id" in section else []), *named]


def visitor_of(cookies: Mapping[str, str]) -> Visitor:
    """Who shows these cookies now, with a request or in a window: by the login where one is configured, else the key.

    A login that was signed out in any window is nobody's, and so is every login while the secrets file has a fault.
    """
    secrets = current()
    if not secrets.configures_login:
        return key.gate().visitor(cookies)
    said = claims(cookies)
    is_void = secrets.faults or logins.is_ended(said)
    return Visitor() if is_void else roles.of_login(said, secrets.mapping, time.time())


def claims(cookies: Mapping[str, str]) -> dict[str, object]:
    """What the provider said of whoever shows these cookies; empty if not signed with the secret of this moment.

    The same reading as Streamlit's own when a page opens: signature, age, and the address the login was made for. And
    that the provider made it for us: Streamlit also takes a token whose audience is empty or absent.
    """
    known = _signed(cookies, USER_COOKIE_NAME)
    is_here = known.get("origin") == get_origin_from_redirect_uri()
    return known if is_here and _is_for_us(known) else {}


def is_valid_callback(cookies: Mapping[str, str]) -> bool:
    """Whether these cookies, just made of a provider's answer, sign somebody in: where the provider lists "none" among
    its algorithms, Streamlit takes a token that nobody signed.
    """
    return bool(claims(cookies)) and _algorithm(_signed(cookies, TOKENS_COOKIE_NAME).get("id_token")) != "none"


def _signed(cookies: Mapping[str, str], name: str) -> dict[str, object]:
    """What a cookie of ours holds; empty if not signed with the secret of this moment."""
    current()

    def signed(part: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), part, cookies.get(part, "").encode("latin-1", "replace"))

    content = get_cookie_with_chunks(signed, name)
    return json.loads(content) if content else {}


def _algorithm(token: object) -> str:
    """How a token is signed, in small letters; "none" also for what is no token."""
    try:
        head = json.loads(base64.urlsafe_b64decode(str(token).partition(".")[0] + "=="))
        return str(head["alg"]).lower()
    except (ValueError, TypeError, KeyError):
        return "none"


def _is_for_us(known: Mapping[str, object]) -> bool:
    """Whether a token names the client as which the secrets file has us known at its provider."""
    section = current().auth or {}
    provider = str(known.get("provider"))
    named = section.get(provider, section if provider == "default" else None)
    client = named.get("client_id") if isinstance(named, Mapping) else None
    meant = known.get("aud")
    return client is not None and client in (meant if isinstance(meant, list) else [meant])


def expired_visitor(cookies: Mapping[str, str]) -> Visitor:
    """Whose login these cookies show that has grown too old, as who they would be with a new one: no right, but what
    tells a window to wait for it. A viewer for any other.
    """
    secrets, said = current(), claims(cookies)
    issued = said.get("iat")
    if not isinstance(issued, int | float) or time.time() - issued < roles.LOGIN_SECONDS:
        return Visitor()
    is_void = secrets.faults or logins.is_ended(said)
    return Visitor() if is_void else roles.of_login(said, secrets.mapping, issued)


def holders(cookies: Mapping[str, str]) -> list[str]:
    """What this person is known again by after a new start: with a login a hash of the account, one or none; else
    those of the browser's keys.
    """
    if not is_on():
        return key.gate().holders(cookies)
    said = claims(cookies)
    account = [said.get("iss"), said.get("sub")]
    return [sha256(json.dumps(account).encode()).hexdigest()] if said.get("is_logged_in") and account[1] else []


def end(cookies: Mapping[str, str]) -> None:
    """End the login of these cookies in every window, and drop the copies of what its person handed in; nothing for who
    is not logged in.
    """
    said = claims(cookies)
    if said.get("is_logged_in"):
        upload_copies.drop_all(holders(cookies))
        logins.end(said, time.time())


def faults() -> tuple[str, ...]:
    """Keys of the sentences for what forbids starting with these secrets; empty where nothing does."""
    return current().faults
