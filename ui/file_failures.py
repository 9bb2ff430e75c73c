"""A file that cannot be made, or is not given any more, is told beside its button, in a sentence; Streamlit's own words
are English and brief.
"""

from pathlib import Path

import streamlit as st

from text.catalogue import say
from ui import access

_KEY = "file_failures"
_component = st.components.v2.component(_KEY, js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"))


def tell(language: str) -> None:
    """Say in `language`, in this browser window, that a file could not be made, as the log of the server explains, or
    that the right to it has ended. The page runs again at each failure, so that it can say how to go on.
    """
    data: dict[str, object] = {name: say(language, f"file_{name}") for name in ("failed", "refused")}
    data |= {"refusals": access.refused_files(), "asked": st.session_state.get(_KEY, {}).get("failed")}
    _component(key=_KEY, data=data, on_failed_change=_run, height=0)


def _run() -> None:
    """Nothing more than the run of the page that follows."""
