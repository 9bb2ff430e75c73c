"""The button that gives a file, built when it is clicked: to everybody, or to whoever has a role at that moment."""

import logging
from collections.abc import Callable

import streamlit as st

from access import private_files
from access.roles import VIEWER
from ui import access, notes

OCTETS = "application/octet-stream"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    if needed != VIEWER:
        make, mime = access.behind(needed, make), private_files.mime(mime, needed)
    st.download_button(
        notes.literal(label), data=make, file_name=file_name, mime=mime, key=key, on_click="ignore", icon=icon
    )
