"""The audit log as a CSV of any length: read and written a piece at a time."""

from collections.abc import Iterator, Mapping
from itertools import islice
from urllib.parse import urlencode

import streamlit as st

from access import audit_file
from text.catalogue import DEFAULT_LANGUAGE, LANGUAGES, say
from ui import notes
from ui.audit import table
from ui.downloads import csv_machine, csv_vietnamese
from warehouse import audit, paths

_WRITERS = {"csv_vi": (csv_vietnamese, ""), "csv_machine": (csv_machine, "-machine")}
_PIECE = 500  # events


def offer(action: str | None, typed: str, language: str) -> None:
    """Draw the menu of files: of the whole log, and of what the filter leaves of it."""
    scopes: dict[str, dict[str, str]] = {"all": {}}
    if action or typed:
        scopes = {"filtered": {"action": action or "", "q": typed}} | scopes
    with st.popover(say(language, "download"), icon=":material/download:"):
        for scope, asked in scopes.items():
            st.markdown(notes.bold(say(language, f"audit_download_{scope}")))
            with st.container(horizontal=True):
                for kind in _WRITERS:
                    address = urlencode({"lang": language, "kind": kind, **asked})
                    st.link_button(say(language, f"download_{kind}"), f"{audit_file.PATH}?{address}")


def pieces(asked: Mapping[str, str]) -> tuple[str, Iterator[bytes]]:
    """Name and content of the file that an address asks for; what it does not say, or says wrong, is left at all."""
    language = asked.get("lang", "")
    language = language if language in LANGUAGES else DEFAULT_LANGUAGE
    kind = asked.get("kind", "")
    kind = kind if kind in _WRITERS else next(iter(_WRITERS))
    name = f"{say(language, 'audit_file')}{_WRITERS[kind][1]}.csv"
    return name, _written(kind, asked.get("action") or None, asked.get("q", ""), language)


def _written(kind: str, action: str | None, typed: str, language: str) -> Iterator[bytes]:
    write, make, fits = _WRITERS[kind][0], table.file(language), table.fits(typed, language)
    events = (one for one in audit.events(paths.loaded_dir()) if action in (None, one.action) and fits(one))
    yield write(make(list(islice(events, _PIECE))))
    while piece := list(islice(events, _PIECE)):
        yield write(make(piece)).partition(b"\r\n")[2]  # the titles are there already
