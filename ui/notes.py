"""What a page says in words: texts are plain until they are drawn, and no name in them becomes markup.

Whatever Streamlit shows as Markdown (headings, notes, messages, labels, help) is handed over
by `literal`, unless all of it is a constant of `text/` without a value in it (`tests/pages/test_literal.py`).
"""

import re
from collections.abc import Sequence
from urllib.parse import quote

import streamlit as st

from text.files import readable

# Signs of Markdown where they could be one: those of lists and headings at the start only, not every hyphen and dot.
_SIGNS = re.compile(
    r"[\\`*\[\]{}|~$<>]"
    r"|_(?<![^\W_]_(?=[^\W_]))"
    r"|:(?!\s|$)"
    r"|&(?=#?\w+;)"
    r"|^[-+](?=\s|$)|^#(?=#*(?:\s|$))"
)
_NUMBER_OF_A_LIST = re.compile(r"^(\d+)(?=[.)])")
# What Streamlit makes of texts after their signs are read, so that a backslash does not help: addresses become links
# (of the web, of mail), names between colons icons and pictures, and signs of comparing arrows and dashes.
_MADE_LATER = re.compile(
    r"(?i:(?<=http)|(?<=https))(?=://)"
    r"|(?i:(?<=www))(?=\.)"
    r"|(?<=[\w.+-])(?=@)"
    r"|(?<=:)(?=material/|[\w+-]+:)"
    r"|(?<=[<>=~-])(?=[<>=-])"
)
_HERE, _BREAK = "\0", ":color[]"  # an element without text parts a text in two, and nobody sees, hears or copies it
# Of an address, colons are kept that say something: those of its scheme and its port. One elsewhere could begin a
# colour or an icon, and a bracket end the note around the link; both are the same address as their numbers.
_ADDRESS = re.compile(r"(https?://)([^/?#\\\[\]]+?)(:\d*)?([/?#\\].*)?", re.DOTALL)
_IN_ADDRESSES = "%/?#@&',;=+~"
_LONGEST = 80


class Markup(str):
    """Markdown of our own: what is put together of `literal` texts and signs that are meant."""

    __slots__ = ()


def literal(text: str) -> Markup:
    """Markdown that reads as `text`: no link, picture, icon or formula comes out of it. Our own stays as it is."""
    if isinstance(text, Markup):
        return text
    line = readable(" ".join(text.split()))
    marked = _SIGNS.sub(r"\\\g<0>", _MADE_LATER.sub(_HERE, line))
    return Markup(_NUMBER_OF_A_LIST.sub(r"\1\\", marked).replace(_HERE, _BREAK))


def short(text: str, longest: int = _LONGEST) -> str:
    """A text that somebody gave, no longer than a sentence can name."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def bold(text: str) -> Markup:
    """The text in bold."""
    return Markup(f"**{literal(text)}**")


def gray(text: str) -> Markup:
    """The text in the grey of quiet notes."""
    return Markup(f":gray[{literal(text)}]")


def link(text: str, address: str | None) -> Markup:
    """The text, as a link where it has an address of the web, at a host with a name."""
    parts = _ADDRESS.fullmatch(address or "")
    if not parts:
        return literal(text)
    scheme, host, port, place = (part or "" for part in parts.groups())
    quoted = [quote(readable(part), safe=_IN_ADDRESSES) for part in (host, place)]
    return Markup(f"[{literal(text)}](<{scheme}{quoted[0]}{port}{quoted[1].replace('&', '&amp;')}>)")


def listed(lines: Sequence[str]) -> Markup:
    """The lines as a list."""
    return Markup("\n".join(f"- {literal(line)}" for line in lines))


def numbered(lines: Sequence[str]) -> None:
    """Draw notes as a list with numbers, as the answer refers to them."""
    if lines:
        st.markdown(Markup("\n".join(f"{at}. {_small(line)}" for at, line in enumerate(lines, 1))))


def quiet(text: str) -> None:
    """Draw one note."""
    st.markdown(_small(text))


def show(notes: Sequence[str]) -> None:
    """Draw notes as a list."""
    if notes:
        st.markdown(listed([_small(note) for note in notes]))


def _small(text: str) -> Markup:
    return gray(Markup(f":small[{literal(text)}]"))
