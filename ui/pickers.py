"""One grid of pickers that mirror the address of a page."""

from collections.abc import Callable
from math import ceil

import streamlit as st

from text.catalogue import say
from ui import links
from ui.choices import UnknownChoice

PICKER_WIDTH = 160
# Pickers with long options, some of which differ only in their last words: as wide as the longest one needs.
_WHOLE = ("edition", "with", "measure")
_LETTER, _AROUND, _GAP = 5.9, 44, 14
_CALLBACKS = {"index": links.choose_index, "edition": links.choose_edition}


class Pickers:
    """A grid of pickers, filled in the order in which a page offers them.

    `page` names the page whose own choices these are: it has words of its own for them, and other pages do not take
    over what is typed there.
    """

    def __init__(self, language: str, page: str = "", width: int = PICKER_WIDTH):
        self.language = language
        self._page = page
        self._grid = st.grid("auto", min_column_width=width)

    def offer(self, name: str, labels: dict[str, str], find: Callable[[], str]) -> str:
        """Draw one picker over the codes of `labels`, showing the one that `find` gives, and return that.

        It is drawn empty, to be chosen, before an UnknownChoice of `find` passes on.
        """
        try:
            code = find()
        except UnknownChoice:
            self._draw(name, labels, None)
            raise
        self._draw(name, labels, code)
        return code

    def _draw(self, name: str, labels: dict[str, str], code: str | None) -> None:
        key, is_own = self._key(name), bool(self._page) or name not in _CALLBACKS
        st.session_state[key] = code
        longest = max(map(len, labels.values()), default=0) if name in _WHOLE else 0
        span = max(1, ceil((_LETTER * longest + _AROUND + _GAP) / (PICKER_WIDTH + _GAP)))
        self._grid.cell(column_span=span).selectbox(
            say(self.language, key),
            list(labels),
            index=None if code is None else 0,
            format_func=lambda option: labels.get(option, option),
            key=key,
            placeholder=say(self.language, "pick_placeholder"),
            filter_mode="contains",
            on_change=links.choose if is_own else _CALLBACKS[name],
            args=(name, key) if is_own else (key,),
        )

    def search(self) -> str:
        """Draw the field that finds rows by name as one types, and return its text."""
        key = self._key("search")
        typed = (links.asked_on(self._page, "q") if self._page else links.asked("q")) or ""
        st.session_state[key] = typed
        self._grid.cell(column_span=2).text_input(
            say(self.language, key),
            key=key,
            type="search",
            live=True,
            placeholder=say(self.language, f"{key}_hint"),
            on_change=links.choose,
            args=("q", key),
        )
        return typed

    def _key(self, name: str) -> str:
        """Key of a picker and of its words."""
        return f"{self._page}_pick_{name}" if self._page else f"pick_{name}"
