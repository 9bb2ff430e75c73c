"""What draws a choice: a picker in a grid or a place of its own, a row of buttons, a field to search in.

Each shows what `choice.resolve` found, tells its fault, keeps what is in force, and puts what is chosen into the
address.
"""

from math import ceil
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text.catalogue import say
from ui import notes
from ui.choices import url
from ui.choices.choice import Choice, Found, Options, keep_found, refuse, resolve
from ui.choices.declared import parts_of

PICKER_WIDTH = 160
# Pickers with long options, some of which differ only in their last words: as wide as the longest one needs.
_WHOLE = ("edition",)
_LETTER, _AROUND, _GAP = 5.9, 44, 14


def choose(choice: Choice, key: str = "") -> None:
    """Callback of a picker: its code goes into the address, what belongs to the code before leaves it."""
    go_to(choice, st.session_state[key or choice.key] or "")


def go_to(choice: Choice, code: str) -> None:
    """Callback that puts a code into the address; what belongs to the code before leaves it."""
    parts = parts_of(choice)
    for part in parts:
        if part.is_forgotten:
            part.remember(None)
    url.update({choice.name: code}, {part.name for part in parts})


def offer(choice: Choice, options: Options, language: str, place: Any = st, width: int | str = "stretch") -> str | None:
    """Draw one picker in `place`: the code in force; None, after a sentence, for a needed one that is not there."""
    found = resolve(choice, options)
    draw(choice, options, found, language, place, width)
    if found.fault:
        refuse(found.fault, language)
        if choice.is_needed:
            return None
    keep_found(choice, options, found)
    return found.code


def draw(
    choice: Choice, options: Options, found: Found, language: str, place: Any = st, width: int | str = "stretch"
) -> None:
    """Draw a picker that shows what was found: empty, to be chosen, where that is a fault."""
    labels = options.labels
    st.session_state[choice.key] = found.shown
    place.selectbox(
        say(language, choice.label_key),
        list(labels),
        index=None if found.shown is None else 0,
        format_func=lambda option: labels.get(option, option),
        key=choice.key,
        placeholder=say(language, "pick_placeholder"),
        filter_mode="contains",
        width=width,
        on_change=choose,
        args=(choice,),
    )


def switch(choice: Choice, options: Options, language: str, place: DeltaGenerator | None = None) -> str:
    """Draw a row of buttons over the options, one of them pressed, and return that one.

    A code of the address that is not there is told; what would be in force without it is pressed.
    """
    found, labels = resolve(choice, options), options.labels
    pressed = found.code or next(iter(labels))
    st.session_state[choice.key] = pressed
    (place or st).segmented_control(
        say(language, choice.label_key),
        list(labels),
        format_func=lambda code: notes.literal(labels.get(code, code)),
        key=choice.key,
        required=True,
        label_visibility="collapsed",
        on_change=choose,
        args=(choice,),
    )
    if found.fault:
        refuse(found.fault, language)
    keep_found(choice, options, found)
    return pressed


def search(
    choice: Choice, language: str, place: Any = st, width: int | str = "stretch", *, is_labelled: bool = True
) -> str:
    """Draw the field that finds rows by name as one types, and return its text; without a label over it in a row of
    buttons, where its words stand in it.
    """
    key = f"{choice.page}_pick_search" if choice.page else "pick_search"
    typed = choice.requested or ""
    st.session_state[key] = typed
    place.text_input(
        say(language, key),
        key=key,
        type="search",
        live=True,
        placeholder=say(language, f"{key}_hint"),
        on_change=choose,
        args=(choice, key),
        width=width,
        label_visibility="visible" if is_labelled else "collapsed",
    )
    choice.keep(typed)
    return typed


class Pickers:
    """A grid of pickers, filled in the order in which a page offers them."""

    def __init__(self, language: str, width: int = PICKER_WIDTH):
        self.language = language
        self._grid = st.grid("auto", min_column_width=width)

    def offer(self, choice: Choice, options: Options) -> str:
        """Draw one picker, tell its fault, and return the code in force.

        Raises UnknownChoice, after it is drawn, for a needed choice whose code is not there.
        """
        found = self.find(choice, options)
        if found.fault and choice.is_needed:
            raise found.fault
        if found.fault:
            refuse(found.fault, self.language)
        return found.code or ""

    def find(self, choice: Choice, options: Options) -> Found:
        """Draw one picker and keep its code; a fault is for the caller to tell."""
        found = resolve(choice, options)
        self.draw(choice, options, found)
        keep_found(choice, options, found)
        return found

    def draw(self, choice: Choice, options: Options, found: Found) -> None:
        """Draw one picker that shows what was found."""
        longest = max(map(len, options.labels.values()), default=0) if choice.name in _WHOLE else 0
        span = max(1, ceil((_LETTER * longest + _AROUND + _GAP) / (PICKER_WIDTH + _GAP)))
        draw(choice, options, found, self.language, self._grid.cell(column_span=span))

    def search(self, choice: Choice) -> str:
        """Draw the field that finds rows by name as one types, and return its text."""
        return search(choice, self.language, self._grid.cell(column_span=2))
