"""A chart on the page, with the words of its toolbar in the language of the page."""

import streamlit as st

from text.catalogue import say

# What Plotly itself says in the toolbar it draws: its own English words are the keys of its dictionaries.
_TOOLBAR = {"Download plot as a PNG": "chart_to_picture"}


def draw(figure: object, alt: str, key: str, language: str) -> None:
    """Show a Plotly figure; `alt` says for readers who cannot see it what it shows."""
    dictionary = {english: say(language, word) for english, word in _TOOLBAR.items()}
    config = {
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 2},
        "locale": language,
        "locales": {language: {"dictionary": dictionary, "format": {}}},
    }
    st.plotly_chart(figure, theme=None, config=config, alt=alt, key=key)
