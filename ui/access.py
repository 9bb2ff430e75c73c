"""Who is visiting, and whether they may: asked again at every call, because a session outlives a role."""

import time
from urllib.parse import urlsplit

import streamlit as st

from access import key, logins, refusals
from access.roles import Visitor
from text.catalogue import say
from ui import frame, login


def visitor() -> Visitor:
    """Who runs this page now: of the login where one is configured, else of the loading key."""
    return login.visitor(st.user.to_dict()) if login.is_on() else key.gate().visitor(st.context.cookies)


def role() -> str:
    """The visitor's role: viewer, analyst or admin."""
    return visitor().role


def who() -> str:
    """The name under which the visitor's acts are recorded."""
    return visitor().who


def require(needed: str) -> None:
    """Go on only if the visitor's role is at least ``needed``: else a sentence, a line in the audit log, and the end of
    the run. Call it at the top of a page and again in everything that changes something.
    """
    asking = visitor()
    if asking.may(needed):
        return
    refusals.record(asking, urlsplit(st.context.url or "").path.strip("/") or "page", f"needs_{needed}")
    language = frame.language()
    names = {"needed": say(language, f"access_role_{needed}"), "role": say(language, f"access_role_{asking.role}")}
    st.error(say(language, "access_refused", **names), icon=":material/lock:")
    st.stop()


def leave() -> None:
    """Give up the role in every window of this browser: the key's session ends, or the login, also at its provider."""
    if login.is_on():
        logins.end(st.user.to_dict(), time.time())
        st.logout()
    else:
        key.gate().close(st.context.cookies)

