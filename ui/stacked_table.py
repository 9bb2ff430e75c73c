"""A table to be read line by line: rows of text as columns where there is room, as stacked lines on a phone.

`ui.tables` is for figures that are sorted and compared. This one breaks its texts, prints in whole, and never scrolls
sideways.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st

from text.catalogue import say
from text.formats import MISSING

Kind = Literal["head", "body", "side", "number"]
SHOWN_FIRST = 20
_HERE = Path(__file__)
_component = st.components.v2.component(
    "stacked_rows",
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True)
class Part:
    """A column of texts. Stacked, those of kind `head` share the first line, `body` follows bare, others with title."""

    title: str
    shown: Sequence[str]
    kind: Kind = "side"


def show(parts: Sequence[Part], language: str, *, alt: str, key: str) -> None:
    """Draw the rows, the first `SHOWN_FIRST` at once and the others at a press. `alt` names the table for readers who
    cannot see it.
    """
    rows = [[text or MISSING for text in row] for row in zip(*(part.shown for part in parts), strict=True)]
    data = {
        "alt": alt,
        "columns": [{"title": part.title, "kind": part.kind} for part in parts],
        "rows": rows,
        "first": SHOWN_FIRST,
        "more": say(language, "stacked_more", count=len(rows) - SHOWN_FIRST),
        "missing": MISSING,
    }
    _component(key=key, data=data)
