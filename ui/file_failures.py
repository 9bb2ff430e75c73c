"""A file that cannot be made is told beside its button, in a sentence; Streamlit's own words are English and brief."""

from pathlib import Path

import streamlit as st

from text.catalogue import say

_component = st.components.v2.component(
    "file_failures", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def tell(language: str) -> None:
    """Say in `language`, in this browser window, that a file could not be made; the log of the server says why."""
    _component(key="file_failures", data=say(language, "file_failed"), height=0)
