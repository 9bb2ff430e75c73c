"""Quiet text: notes under an answer, a chart, a page. Small, in a grey that still reads (4.5:1 and more)."""

import re

import streamlit as st

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>:&])")
_LONGEST = 80


def plain(text: str, longest: int = _LONGEST) -> str:
    """Text of a visitor or a source as Markdown shows it literally: no link, no picture from elsewhere."""
    cut = text if len(text) <= longest else f"{text[:longest]}…"
    return _MARKUP.sub(r"\\\1", " ".join(cut.split()))


def inert(text: str) -> str:
    """A sentence that names things of the data: no link and no picture comes out of a name."""
    return text.replace("](", "]\\(")


def headline(text: str) -> None:
    """Draw the sentence that answers before anything else."""
    st.header(inert(text), anchor=False)


def quiet(text: str, *, has_links: bool = False) -> None:
    """Draw one note, with links only if they are ours."""
    st.markdown(f":gray[:small[{text if has_links else inert(text)}]]")


def show(notes: list[str], *, has_links: bool = False) -> None:
    """Draw notes as a list, with links only if they are ours."""
    if notes:
        st.markdown("\n".join(f"- :gray[:small[{note if has_links else inert(note)}]]" for note in notes))
