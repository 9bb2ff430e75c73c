"""What the browser is told of the page as a whole: its language, and that no translator is to swap its texts."""

from pathlib import Path

import streamlit as st

_component = st.components.v2.component("document", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"))


def speaks(language: str) -> None:
    """Tell the browser that this page is in `language`, also after the switch; `access.document` says it at first."""
    _component(key="document", data=language, height=0)
