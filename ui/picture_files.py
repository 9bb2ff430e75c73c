"""Charts as files: a PNG and an SVG button on every chart of the page, which the browser itself draws and saves.

Plotly's own toolbar knows one format per chart, leaves the page's letters out of its pictures and speaks English. One
script for the page costs the server nothing per chart.
"""

from pathlib import Path

import streamlit as st

from text.catalogue import say

_component = st.components.v2.component(
    "picture_files", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def offer(language: str) -> None:
    """Put the buttons on every chart of this browser window, now and later, with their words in `language`."""
    words = {kind: say(language, "picture_file", kind=kind) for kind in ("PNG", "SVG")}
    _component(key="picture_files", data=words, height=0)
