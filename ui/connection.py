"""What an open window does when the server ends and comes back: it says so in the page's language, then runs again.

Without that a button for a file would do nothing after a restart: the new server does not know the file it offered.
"""

from datetime import timedelta
from pathlib import Path

import streamlit as st

from text.catalogue import say

_component = st.components.v2.component("connection", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"))


def keep(language: str) -> None:
    """Make this window run its page again whenever it has found its server back, and say in words what it waits for."""
    _run_again()
    words = {part: say(language, f"connection_{part}") for part in ("title", "body", "close")}
    _component(key="connection", data=words, height=0)


# Streamlit's page asks for a run after it has reconnected if some part of it runs by the clock; one that draws nothing
# and is due once a day costs nothing.
@st.fragment(run_every=timedelta(days=1))
def _run_again() -> None:
    pass
