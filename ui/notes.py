"""Quiet text: notes under an answer, a chart, a page. Small, in a grey that still reads (4.5:1 and more)."""

import re

import streamlit as st

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>:&])")
_LONGEST = 80


def plain(text: str, longest: int = _LONGEST) -> str:
    """Text of a visitor or a source as Markdown shows it literally: no link, no picture from elsewhere."""
    cut = text if len(text) <= longest else f"{text[:longest]}…"
    return _MARKUP.sub(r"\\\1", " ".join(cut.split()))


def quiet(text: str) -> None:
    """Draw one note."""
    st.markdown(f":gray[:small[{text}]]")


def show(notes: list[str]) -> None:
    """Draw notes as a list."""
    if notes:
        st.markdown("\n".join(f"- :gray[:small[{note}]]" for note in notes))
