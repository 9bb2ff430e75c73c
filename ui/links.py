"""The choices of a page, kept in its address as stable codes, so that a link shows what its sender saw.

The address is the truth and the pickers mirror it. A choice that the address leaves out is what this
session chose before (on another page), else the default; every choice in force is written back in full, so a
link does not move when a newer year is loaded. Labels never enter the address, so a link works in both languages.
"""

import streamlit as st

ALL = "all"
NONE = "none"
_BEFORE = "links.before"
_KEPT = "links.kept"
_MOVED = "links.moved"


def asked(name: str) -> str | None:
    """The code that the address, or else this session before, gives for a choice; None if nobody chose."""
    if name in st.query_params:
        return st.query_params[name]
    return remembered(name)


def remembered(name: str) -> str | None:
    """What this session chose last, whatever the address says now."""
    return st.session_state.get(_BEFORE, {}).get(name)


def remember(**codes: str | None) -> None:
    """Keep choices for this session's next pages without writing them into the address."""
    st.session_state[_BEFORE] = {**st.session_state.get(_BEFORE, {}), **codes}


def keep(**codes: str) -> None:
    """Take choices as in force: `settle` writes them into the address, and later pages start from them."""
    remember(**codes)
    st.session_state[_KEPT] = {**st.session_state.get(_KEPT, {}), **codes}


def asked_on(page: str, name: str) -> str | None:
    """As `asked`, for a choice that means something else on other pages (text typed, view): only this page's counts."""
    return st.query_params[name] if name in st.query_params else remembered(f"{page}.{name}")


def keep_on(page: str, **codes: str) -> None:
    """As `keep`, for such choices."""
    remember(**{f"{page}.{name}": code for name, code in codes.items()})
    st.session_state[_KEPT] = {**st.session_state.get(_KEPT, {}), **codes}


def settle() -> None:
    """Write all that was kept in this run into the address, at once: each write is an entry of the history."""
    kept = st.session_state.pop(_KEPT, {})
    address = st.query_params.to_dict()
    complete = {**kept, **{name: code for name, code in address.items() if name not in kept}}
    if complete != address:
        st.query_params.from_dict(complete)


def choose(name: str, key: str, empty: str = "") -> None:
    """Callback of a picker: put its code into the address; a cleared picker gives `empty`."""
    st.query_params[name] = st.session_state[key] or empty


def choose_edition(key: str) -> None:
    """Callback of the edition picker, whose codes read `2024.vn63`."""
    year, cohort = st.session_state[key].split(".")
    st.query_params.update({"year": year, "cohort": cohort})
    st.session_state[_MOVED] = True


def choose_index(key: str) -> None:
    """Callback of the index picker: years and cohorts of another index are chosen anew."""
    for name in ("year", "cohort"):
        st.query_params.pop(name, None)
        st.session_state.get(_BEFORE, {}).pop(name, None)
    st.query_params["index"] = st.session_state[key]
    st.session_state[_MOVED] = True


def has_moved() -> bool:
    """Once after the visitor changed index or edition by hand: choices that it lacks may give way."""
    return st.session_state.pop(_MOVED, False)
