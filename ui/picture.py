"""A chart on the page, and charts as files: a PNG and an SVG button on every chart, which the browser draws and saves.

Plotly's own toolbar knows one format per chart, leaves the page's letters out of its pictures and speaks English. One
script for the page costs the server nothing per chart.
"""

from pathlib import Path

import streamlit as st

from text.catalogue import say

_CONFIG = {"displayModeBar": False}
_component = st.components.v2.component(
    "picture_files", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def draw(figure: object, alt: str, key: str) -> None:
    """Show a Plotly figure; `alt` says for readers who cannot see it what it shows."""
    st.plotly_chart(figure, theme=None, config=_CONFIG, alt=alt, key=key)


def offer_files(language: str) -> None:
    """Put the buttons on every chart of this browser window, now and later, with their words in `language`."""
    words = {kind: say(language, "picture_file", kind=kind) for kind in ("PNG", "SVG")}
    _component(key="picture_files", data=words, height=0)
