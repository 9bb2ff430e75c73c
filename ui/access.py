"""Who is visiting, and whether they may: asked again at every call, because a session outlives a role."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import streamlit as st

from access import key, refusals, upload_copies
from access.logins import tickets
from access.roles import ADMIN, Visitor
from text.catalogue import say
from ui import frame, login, notes
from warehouse import audit, paths

_TAKEN_ON = "access.cookies"
_HELD = "access.held"
_REFUSED = "access.refused"


class RightEnded(Exception):
    """A file was asked for by whose right to it has ended."""


def cookies() -> Mapping[str, str]:
    """What this window's browser shows: when it was opened, or since somebody signed in again beside it."""
    return st.session_state.get(_TAKEN_ON, st.context.cookies)


def claims() -> Mapping[str, object]:
    """What the provider of a login said of this window's browser; see `cookies`. Read from the cookie each time: what
    Streamlit read when the window opened may have been signed with a secret that no longer counts.
    """
    return login.claims(cookies())


def visitor() -> Visitor:
    """Who runs this page now: of the login where one is configured, else of the loading key."""
    return login.visitor_of(cookies())


def role() -> str:
    """The visitor's role: viewer, analyst or admin."""
    return visitor().role


def who() -> str:
    """The name under which the visitor's acts are recorded."""
    return visitor().who


def name() -> str:
    """The name that a holder of the key has given; empty where none."""
    return key.gate().name(cookies())


def rename(offered: str) -> bool:
    """Take down the name of a holder of the key; False for what is none."""
    return key.gate().rename(cookies(), offered)


def renew_key() -> str:
    """A new loading key in place of the one of this start: the link with it. Everybody else who came by the old one has
    left. Raises AuditFailed, and then nothing has happened.
    """
    require(ADMIN)
    asking = visitor()
    audit.record(paths.loaded_dir(), "renew_key", asking.who, asking.role)
    new = key.gate().renew(cookies())
    seen, base = urlsplit(st.context.url or ""), st.get_option("server.baseUrlPath").strip("/")
    return f"{seen.scheme}://{seen.netloc}{f'/{base}' if base else ''}/start?key={new}"


def has_lost(needed: str) -> bool:
    """Whether this visitor had the role, in this window, by a login that is too old by now or by the key of an earlier
    start, and has it no more.
    """
    if visitor().may(needed):
        return False
    if st.session_state.get(_HELD, Visitor()).may(needed):
        return True
    return login.expired_visitor(cookies()).may(needed) if login.is_on() else key.gate().is_former(cookies())


def holders() -> list[str]:
    """Hashes by which this window's person or browser is known again after a new start, the one in force first."""
    return login.holders(cookies())


def redeem_ticket(ticket: str) -> None:
    """Let this window go on as whom its browser is by now; nothing happens for a ticket that is not good."""
    found = tickets().take(ticket)
    if found is not None:
        st.session_state[_TAKEN_ON] = found


def admit(needed: str) -> bool:
    """True if the visitor's role is at least ``needed``. False if it was and has ended: their page may stay, acts may
    not. Everybody else gets a sentence, a line in the audit log, and the end of the run. Call it at the top of a page.
    """
    asking = visitor()
    if asking.may(needed):
        st.session_state[_HELD] = asking
        return True
    if not has_lost(needed):
        require(needed)
    return False


def require(needed: str) -> None:
    """Go on only if the visitor's role is at least ``needed``: else a sentence, a line in the audit log, and the end of
    the run. Call it at the top of a page and again in everything that changes something.
    """
    if not is_allowed(needed):
        language = frame.language()
        names = {"needed": say(language, f"access_role_{needed}"), "role": say(language, f"access_role_{role()}")}
        st.error(notes.literal(say(language, "access_refused", **names)), icon=":material/lock:")
        st.stop()
    st.session_state[_HELD] = visitor()


def is_allowed(needed: str) -> bool:
    """Whether the visitor's role is at least ``needed``; that it is not is a line in the audit log."""
    asking = visitor()
    if not asking.may(needed):
        refusals.record(asking, _place(), f"needs_{needed}")
    return asking.may(needed)


def checked_on_click(needed: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """What makes a file when it is clicked, for whoever has the role at that moment; else it raises RightEnded.

    A click runs no page and knows no session, so who this window's visitor is goes with it, and where to count.
    """
    shown, place, refused = dict(cookies()), _place(), st.session_state.setdefault(_REFUSED, [])

    def make_for_its_visitor() -> bytes:
        asking = login.visitor_of(shown)
        if not asking.may(needed):
            refusals.record(asking, place, f"needs_{needed}")
            refused.append(place)
            raise RightEnded
        return make()

    return make_for_its_visitor


def refused_files() -> int:
    """How often a click on a file in this window was refused because the right to it had ended."""
    return len(st.session_state.get(_REFUSED, []))


def _place() -> str:
    """The page that this run is of, as the log names it: without the base path that it is served below."""
    path, base = urlsplit(st.context.url or "").path.strip("/"), st.get_option("server.baseUrlPath").strip("/")
    return f"/{path}".removeprefix(f"/{base}").strip("/") or "page"


def log_out() -> None:
    """Give up the role in every window of this browser: the key's session ends, or the login, also at its provider."""
    st.session_state.pop(_HELD, None)
    if login.is_on():
        login.end(cookies())
        st.logout()
    else:
        upload_copies.drop_all(holders())
        key.gate().close(cookies())
