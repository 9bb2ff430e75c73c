"""Streamlit's own login (OpenID Connect), as its secrets file configures it and its signed cookie carries it."""

import json
import time
from collections.abc import Mapping
from pathlib import Path

import streamlit as st
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri, get_secrets_auth_section
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from access import key, logins, roles
from access.roles import Visitor


def is_on() -> bool:
    """Whether the secrets file configures a login, asked anew: the file may change while the server runs."""
    return bool(get_secrets_auth_section())


def mapping() -> Mapping[str, object]:
    """The section [roles] of the secrets file; empty where there is none."""
    return secrets_singleton.get("roles", {}) if secrets_singleton.load_if_toml_exists() else {}


def providers() -> list[str | None]:
    """What `st.login` takes: None for a provider in [auth] itself, and the names of those in sections below it."""
    section = get_secrets_auth_section()
    named = [name for name, value in section.items() if isinstance(value, Mapping) and "client_id" in value]
    return [None, *named] if "client_id" in section else named


def visitor(said: Mapping[str, object]) -> Visitor:
    """Whom a provider's claims name, unless that login was signed out in this or another window."""
    return Visitor() if logins.is_ended(said) else roles.of_login(said, mapping(), time.time())


def sender(cookies: Mapping[str, str]) -> Visitor:
    """Who sends these cookies with a request that belongs to no session: an upload."""
    return visitor(claims(cookies)) if is_on() else key.gate().visitor(cookies)


def claims(cookies: Mapping[str, str]) -> dict[str, object]:
    """What the provider said of whoever shows these cookies, outside of a session; empty if not signed by us.

    The same reading as Streamlit's own when a page opens: signature, age, and the address the login was made for.
    """

    def signed(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, cookies.get(name, "").encode("latin-1", "replace"))

    content = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    known = json.loads(content) if content else {}
    return known if known.get("origin") == get_origin_from_redirect_uri() else {}


def faults() -> list[str]:
    """Keys of the sentences for what forbids starting with these secrets; empty where nothing does."""
    if not secrets_singleton.load_if_toml_exists():
        exists = any(Path(file).exists() for file in st.get_option("secrets.files"))
        return ["secrets_unreadable"] if exists else []
    return roles.faults(get_secrets_auth_section(), mapping()) if is_on() else []
