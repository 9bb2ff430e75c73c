"""Quiet text: notes under an answer, a chart, a page. Small, in a grey that still reads (4.5:1 and more)."""

import streamlit as st


def quiet(text: str) -> None:
    """Draw one note."""
    st.markdown(f":gray[:small[{text}]]")


def show(notes: list[str]) -> None:
    """Draw notes as a list."""
    if notes:
        st.markdown("\n".join(f"- :gray[:small[{note}]]" for note in notes))
