"""The one line on top of a page: the own unit, what is looked at in one button, and at its end account and language."""

from collections.abc import Callable
from contextvars import ContextVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import notes
from ui.choices.choice import Choice, Found, Options
from ui.choices.declared import EDITION, INDEX, WITHIN
from ui.choices.pickers import Pickers, draw

_LONGEST = 28
_OPEN_WIDTH = 360
_left: ContextVar[DeltaGenerator] = ContextVar("left of the context line")


def begin(draw_end: Callable[[], None]) -> None:
    """Lay the line out; `draw_end` draws what stands at its end on every page."""
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="context", wrap=False
    )
    _left.set(row.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False))
    with row.container(horizontal=True, vertical_alignment="center", gap="small", width="content", wrap=False):
        draw_end()


class ContextPickers(Pickers):
    """The pickers of the page, drawn behind one button once all is found, for its label says what is chosen."""

    def __init__(self, language: str):
        self.language = language
        self._later: list[tuple[Choice, Options, Found]] = []
        left = _left.get()
        self.box = left.container(key="context_unit")
        self._place = left.container(width="content", key="context_choices")

    def draw(self, choice: Choice, options: Options, found: Found) -> None:
        """Take note of a picker."""
        self._later.append((choice, options, found))

    def settle(self, edition_label: str) -> None:
        """Draw all pickers. The button says the edition, and of the other choices those that are not the default."""
        chosen = [
            notes.short(options.labels[found.code or ""], _LONGEST)
            for choice, options, found in self._later
            if found.code in options.labels and found.code != options.default and choice not in (INDEX, EDITION, WITHIN)
        ]
        label = " · ".join([edition_label, *chosen])
        with self._place.popover(notes.literal(label), key="choices"):
            self._draw_all()

    def draw_open(self) -> None:
        """Draw all pickers on the page itself, where what is asked for is not there and nothing else can be shown."""
        with st.container(width=_OPEN_WIDTH):
            self._draw_all()

    def _draw_all(self) -> None:
        for choice, options, found in self._later:
            draw(choice, options, found, self.language)
        self._later = []
