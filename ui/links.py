"""The choices of a page, kept in its address as stable codes, so that a link shows what its sender saw.

The address is the truth and the pickers mirror it. A choice that the address leaves out is what this
session chose before (on another page), else the default; every choice in force is written back in full, so a
link does not move when a newer year is loaded. Labels never enter the address, so a link works in both languages.

What the address itself asks for in vain is refused in words; what is only remembered gives way to the default where it
is not there. Units are remembered by name too: provinces got their codes anew in 2025, so that a code remembered in one
cohort may be another unit in the next.
"""

from collections.abc import Collection

import streamlit as st

ALL = "all"
NONE = "none"
_BEFORE = "links.before"
_KEPT = "links.kept"
_ONCE = "links.once"
# What means something else, or nothing, in another edition; and once another of these is chosen.
_OF_A_UNIT = ("main", "status", "reason", "agency", "scope")
_OF_AN_EDITION = ("measure", "region", "unit", "units", "against", "with", *_OF_A_UNIT)
_BELONGING = {
    "unit": _OF_A_UNIT,
    "kind": ("framework",),
    "framework": ("for_year", "for_cohort", "for_unit"),
    "for_cohort": ("for_unit",),
    "action": ("before",),
    "q": ("before",),
}


def asked(name: str) -> str | None:
    """The code that the address, or else this session before, gives for a choice; None if nobody chose."""
    if name in st.query_params:
        return st.query_params[name]
    return remembered(name)


def linked(name: str) -> str | None:
    """The code that the address itself gives for a choice; None if it gives none."""
    return st.query_params.get(name)


def asked_among(codes: Collection[str], name: str, page: str = "") -> str | None:
    """As `asked`, or `asked_on` a page; None also for a code that is only remembered and not among `codes`."""
    code = asked_on(page, name) if page else asked(name)
    return code if code in codes else linked(name)


def once(name: str) -> str | None:
    """What the address says for this visit alone: `settle` takes it out of the address, so that no link carries it."""
    st.session_state[_ONCE] = {*st.session_state.get(_ONCE, ()), name}
    return linked(name)


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


def leave_on(page: str, name: str) -> None:
    """Take such a choice out of the address and of the memory, because an act has made it void."""
    remember(**{f"{page}.{name}": None})
    st.session_state.get(_KEPT, {}).pop(name, None)
    st.query_params.pop(name, None)


def settle() -> None:
    """Write all that was kept in this run into the address, at once: each write is an entry of the history."""
    kept = st.session_state.pop(_KEPT, {})
    address = st.query_params.to_dict()
    gone = st.session_state.pop(_ONCE, ())
    complete = {**kept, **{name: code for name, code in address.items() if name not in kept and name not in gone}}
    if complete != address:
        st.query_params.from_dict(complete)


def choose(name: str, key: str, empty: str = "") -> None:
    """Callback of a picker: put its code into the address; a cleared picker gives `empty`."""
    _take({name: st.session_state[key] or empty}, _BELONGING.get(name, ()))


def choose_edition(key: str) -> None:
    """Callback of the edition picker, whose codes read `2024.vn63`."""
    year, cohort = st.session_state[key].split(".")
    _take({"year": year, "cohort": cohort}, _OF_AN_EDITION)


def choose_index(key: str) -> None:
    """Callback of the index picker: years and cohorts of another index are chosen anew."""
    remember(year=None, cohort=None)
    _take({"index": st.session_state[key]}, (*_OF_AN_EDITION, "year", "cohort"))


def _take(chosen: dict[str, str], belonging: Collection[str]) -> None:
    """Write what was chosen into the address, and leave what belongs to the choice before to the memory."""
    staying = {name: code for name, code in st.query_params.to_dict().items() if name not in belonging}
    st.query_params.from_dict(staying | chosen)
