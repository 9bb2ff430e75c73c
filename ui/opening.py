"""What a reader sees first of a page that has just been opened: its text.

A browser draws all that has arrived before it shows any of it. Where a page has been drawn before, everything arrives
at once, and its answer would wait for its tables and charts.
"""

import time

import streamlit as st

# As long as a browser needs to take up the text; the charts are there no later for it.
_HEAD_START_SECONDS = 0.05


def text_first() -> None:
    """Give the text drawn so far a head start, where the page is not the one that was open before."""
    address = st.context.url
    if address is not None and st.session_state.get("opened") != address:
        st.session_state["opened"] = address
        time.sleep(_HEAD_START_SECONDS)
