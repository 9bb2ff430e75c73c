"""A chart on the page; its buttons that save it as a file are drawn by `ui.picture_files`."""

import streamlit as st

_CONFIG = {"displayModeBar": False}


def draw(figure: object, alt: str, key: str) -> None:
    """Show a Plotly figure; `alt` says for readers who cannot see it what it shows."""
    st.plotly_chart(figure, theme=None, config=_CONFIG, alt=alt, key=key)
