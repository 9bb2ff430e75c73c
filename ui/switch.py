"""A row of buttons of which one is pressed: the part, view or mode of a page."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text.catalogue import say
from ui import filters, links, notes
from ui.choices import UnknownChoice


def offer(
    page: str,
    name: str,
    labels: Mapping[str, str],
    unknown: str,
    language: str,
    *,
    default: str = "",
    place: DeltaGenerator | None = None,
) -> str:
    """Draw the switch of a page over the codes of `labels`, and return the one pressed.

    When nobody chose that is `default`, or else the first. A code of the address that is not there is told in the words
    of `unknown`, the same one is shown, and the address stays until another is chosen.
    """
    key, default = f"{page}_pick_{name}", default or next(iter(labels))
    asked = links.asked_among(labels, name, page) or default
    pressed = asked if asked in labels else default
    st.session_state[key] = pressed
    (place or st).segmented_control(
        say(language, key),
        list(labels),
        format_func=lambda code: notes.literal(labels.get(code, code)),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=links.choose,
        args=(name, key),
    )
    if asked in labels:
        links.keep_on(page, **{name: pressed})
    else:
        filters.refuse(UnknownChoice(unknown, asked=asked), language)
    return pressed
