"""Streamlit's own login (OpenID Connect), as its secrets file configures it and its signed cookie carries it."""

import base64
import json
import time
from collections.abc import Mapping
from hashlib import sha256

from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from access import handed_in, key, logins, roles
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

    The same reading as Streamlit's own when a page opens: signature, age, and the address the login was made for. And
    that the provider made it for us: Streamlit also takes a token whose audience is empty or absent.
    """
    known = _signed(cookies, USER_COOKIE_NAME)
    is_here = known.get("origin") == get_origin_from_redirect_uri()
    return known if is_here and _is_for_us(known) else {}


def is_good_answer(cookies: Mapping[str, str]) -> bool:
    """Whether these cookies, just made of a provider's answer, sign somebody in: where the provider lists "none" among
    its algorithms, Streamlit takes a token that nobody signed.
    """
    return bool(claims(cookies)) and _algorithm(_signed(cookies, TOKENS_COOKIE_NAME).get("id_token")) != "none"


def _signed(cookies: Mapping[str, str], name: str) -> dict[str, object]:
    """What a cookie of ours holds; empty if not signed with the secret of this moment."""
    secrets_file.current()

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
    section = secrets_file.current().auth or {}
    provider = str(known.get("provider"))
    named = section.get(provider, section if provider == "default" else None)
    client = named.get("client_id") if isinstance(named, Mapping) else None
    meant = known.get("aud")
    return client is not None and client in (meant if isinstance(meant, list) else [meant])


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
    """End the login of these cookies in every window, and drop the copies of what its person handed in; nothing for who
    is not logged in.
    """
    said = claims(cookies)
    if said.get("is_logged_in"):
        handed_in.drop_all(holders(cookies))
        logins.end(said, time.time())


def faults() -> tuple[str, ...]:
    """Keys of the sentences for what forbids starting with these secrets; empty where nothing does."""
    return secrets_file.current().faults
