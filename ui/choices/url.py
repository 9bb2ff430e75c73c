"""The address of a page and the memory of a session, where choices are kept as stable codes.

The address is the truth and the pickers mirror it, so that a link shows what its sender saw. Every choice in force is
written back in full, so a link does not move when newer data are loaded. Labels never enter the address, so a link
works in every language. What the address leaves out is what this session chose before, on this page or another.
"""

from collections.abc import Collection
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

ALL = "all"
NONE = "none"
_BEFORE = "links.before"
_KEPT = "links.kept"
_ONCE = "links.once"


def query_param(name: str) -> str | None:
    """The code that the address itself gives for a choice; None if it gives none."""
    return st.query_params.get(name)


def remembered(name: str) -> str | None:
    """What this session chose last, whatever the address says now."""
    return st.session_state.get(_BEFORE, {}).get(name)


def remember(**codes: str | None) -> None:
    """Keep choices for this session's next pages without writing them into the address."""
    st.session_state[_BEFORE] = {**st.session_state.get(_BEFORE, {}), **codes}


def keep(**codes: str) -> None:
    """Take codes as in force on this page: `write` puts them into the address."""
    st.session_state[_KEPT] = {**st.session_state.get(_KEPT, {}), **codes}


def pop_query_param(name: str) -> str | None:
    """The code that the address gives, for this run alone: `write` then takes it out, so that no link carries it."""
    st.session_state[_ONCE] = {*st.session_state.get(_ONCE, ()), name}
    return query_param(name)


def drop(name: str) -> None:
    """Take a choice out of the address, because an act has made it void."""
    st.session_state.get(_KEPT, {}).pop(name, None)
    st.query_params.pop(name, None)


def write() -> None:
    """Write all that was kept in this run into the address, at once: each write is an entry of the history."""
    complete = _complete()
    st.session_state.pop(_KEPT, None)
    st.session_state.pop(_ONCE, None)
    if complete != st.query_params.to_dict():
        st.query_params.from_dict(complete)


def _complete() -> dict[str, str]:
    """The choices of the address as they will be written, of those that were kept so far."""
    kept, gone = st.session_state.get(_KEPT, {}), st.session_state.get(_ONCE, ())
    address = st.query_params.to_dict()
    return {**kept, **{name: code for name, code in address.items() if name not in kept and name not in gone}}


def of_view(**pinned: str) -> str | None:
    """The whole address of what this run shows, as the browser reaches it, with the `pinned` codes in place of those
    that move on; None where there is no browser.
    """
    if st.context.url is None:
        return None
    choices = urlencode(sorted({**_complete(), **pinned}.items()))
    return st.context.url.partition("?")[0] + (f"?{choices}" if choices else "")


def of_page(path: str, **choices: str) -> str | None:
    """The whole address of another page with these choices, as `of_view`."""
    if st.context.url is None:
        return None
    here = urlsplit(st.context.url)
    base = st.get_option("server.baseUrlPath").strip("/")
    below = f"/{base}/{path}" if base else f"/{path}"
    return urlunsplit((here.scheme, here.netloc, below, urlencode(sorted(choices.items())), ""))


def update(chosen: dict[str, str], leaving: Collection[str] = ()) -> None:
    """Write what was chosen into the address; what is in `leaving` goes out of it and stays in the memory."""
    staying = {name: code for name, code in st.query_params.to_dict().items() if name not in leaving}
    st.query_params.from_dict(staying | chosen)
