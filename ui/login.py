"""Streamlit's own login (OpenID Connect), as its secrets file configures it and its signed cookie carries it."""

import json
import time
from collections.abc import Mapping
from hashlib import sha256

from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from access import key, logins, roles
from access.roles import Visitor
from ui import secrets_file


def is_on() -> bool:
    """Whether the secrets file configures a login, asked anew: the file may change while the server runs."""
    return secrets_file.current().configures_login


def providers() -> list[str | None]:
    """What `st.login` takes: None for a provider in [auth] itself, and the names of those in sections below it."""
    section = secrets_file.current().auth or {}
    named = [name for name, value in section.items() if isinstance(value, Mapping) and "client_id" in value]
    return [*([None] if "client_id" in section else []), *named]


def sender(cookies: Mapping[str, str]) -> Visitor:
    """Who shows these cookies now, with a request or in a window: by the login where one is configured, else the key.

    A login that was signed out in any window is nobody's, and so is every login while the secrets file has a fault.
    """
    secrets = secrets_file.current()
    if not secrets.configures_login:
        return key.gate().visitor(cookies)
    said = claims(cookies)
    is_void = secrets.faults or logins.is_ended(said)
    return Visitor() if is_void else roles.of_login(said, secrets.mapping, time.time())


def claims(cookies: Mapping[str, str]) -> dict[str, object]:
    """What the provider said of whoever shows these cookies; empty if not signed with the secret of this moment.

    The same reading as Streamlit's own when a page opens: signature, age, and the address the login was made for.
    """
    secrets_file.current()

    def signed(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, cookies.get(name, "").encode("latin-1", "replace"))

    content = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    known = json.loads(content) if content else {}
    return known if known.get("origin") == get_origin_from_redirect_uri() else {}


def outlived(cookies: Mapping[str, str]) -> Visitor:
    """Whose login these cookies show that has grown too old, as who they would be with a new one: no right, but what
    tells a window to wait for it. A viewer for any other.
    """
    secrets, said = secrets_file.current(), claims(cookies)
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
    """End the login of these cookies in every window; nothing for who is not logged in."""
    said = claims(cookies)
    if said.get("is_logged_in"):
        logins.end(said, time.time())


def faults() -> tuple[str, ...]:
    """Keys of the sentences for what forbids starting with these secrets; empty where nothing does."""
    return secrets_file.current().faults
