"""The button that gives a file, built when it is clicked: to everybody, or to whoever has a role at that moment."""

from collections.abc import Callable

import streamlit as st

from access import private_files
from access.roles import VIEWER
from ui import access, notes

OCTETS = "application/octet-stream"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(label: str, make: Callable[[], bytes], mime: str, needed: str, **shown: str) -> None:
    """Draw the button for a file of type `mime` that `make` builds; `shown` are its key, file name and icon.

    Where `needed` is more than a reader's role, neither the click nor the address of the file does without it.
    """
    if needed != VIEWER:
        make, mime = access.behind(needed, make), private_files.mime(mime, needed)
    st.download_button(notes.literal(label), data=make, mime=mime, on_click="ignore", **shown)
