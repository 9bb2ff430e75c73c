"""The button that gives a file, built when it is clicked: to everybody, or to whoever has a role at that moment.

A file that cannot be made, or is not given any more, is told beside its button, in a sentence; Streamlit's own words
are English and brief.
"""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from access import guard
from access.roles import VIEWER
from text.catalogue import say
from text.periods import OWN_NAMES, Names
from ui import access, notes

OCTETS = "application/octet-stream"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FAILURES = "file_failures"
_component = st.components.v2.component(_FAILURES, js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"))


class _NoRefusals(logging.Filter):
    """Streamlit writes the trace of whatever keeps a file from being made. A refusal is no fault and is recorded."""

    def filter(self, record: logging.LogRecord) -> bool:
        fault = record.exc_info and record.exc_info[1]
        return not isinstance(fault and fault.__cause__, access.RightEnded)


logging.getLogger("streamlit.runtime.backend_operation_handler").addFilter(_NoRefusals())


def draw(
    label: str,
    make: Callable[[], bytes],
    mime: str,
    needed: str,
    *,
    file_name: str,
    key: str,
    icon: str | None = None,
) -> None:
    """Draw the button for a file of type `mime` that `make` builds.

    Where `needed` is more than a reader's role, neither the click nor the address of the file does without it.
    """
    make = partial(_made, make, OWN_NAMES.get())
    if needed != VIEWER:
        make, mime = access.checked_on_click(needed, make), guard.mime(mime, needed)
    st.download_button(
        notes.literal(label), data=make, file_name=file_name, mime=mime, key=key, on_click="ignore", icon=icon
    )


def _made(make: Callable[[], bytes], names: Names) -> bytes:
    """The file, which is made at the click and so outside of the run of the page, with its names of periods."""
    before = OWN_NAMES.set(names)
    try:
        return make()
    finally:
        OWN_NAMES.reset(before)


def show_failures(language: str) -> None:
    """Say in `language`, in this browser window, that a file could not be made, as the log of the server explains, or
    that the right to it has ended. The page runs again at each failure, so that it can say how to go on.
    """
    data: dict[str, object] = {name: say(language, f"file_{name}") for name in ("failed", "refused")}
    data |= {"refusals": access.refused_files(), "asked": st.session_state.get(_FAILURES, {}).get("failed")}
    _component(key=_FAILURES, data=data, on_failed_change=_run, height=0)


def _run() -> None:
    """Nothing more than the run of the page that follows."""
