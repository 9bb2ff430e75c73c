"""The document that figures were taken from, as the analyst names it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from etl.deliveries.deliveries import Source
from text.catalogue import say
from ui import notes
from ui.load.purpose import FIELD_WIDTH

AUTHORITIES = ("ministry", "plan", "press")
PAUSE = "0.6s"  # a field is read so long after the last key
_LONGEST = 400


def ask(language: str, turn: int) -> Source | None:
    """Draw the fields of a source; None, after a sentence, while its title, publisher or address will not do.

    They are kept for one load, `turn`: the next one is rarely of the same document.
    """
    grid = st.grid("auto", min_column_width=FIELD_WIDTH)
    title = _text(grid, "title", turn, language)
    publisher = _text(grid, "publisher", turn, language)
    authority = grid.selectbox(
        say(language, "load_source_authority"),
        AUTHORITIES,
        format_func=lambda code: say(language, f"authority_{code}"),
        placeholder=say(language, "pick_placeholder"),
        key=f"load_source_authority_{turn}",
        persist_state="session",
    )
    number = _text(grid, "number", turn, language)
    issued_on = grid.date_input(
        say(language, "load_source_date"),
        value=None,
        format="DD/MM/YYYY",
        key=f"load_source_date_{turn}",
        persist_state="session",
    )
    address = _text(grid, "address", turn, language)
    if not title or not publisher:
        notes.quiet(say(language, "load_source_missing"))
        return None
    if address and not address.startswith(("http://", "https://")):
        st.warning(notes.literal(say(language, "load_source_address_odd", address=notes.short(address))))
        return None
    return Source(title, publisher, authority, number or None, issued_on, address or None)


def _text(grid: DeltaGenerator, name: str, turn: int, language: str) -> str:
    label = say(language, f"load_source_{name}")
    return grid.text_input(
        notes.literal(label), key=f"load_source_{name}_{turn}", max_chars=_LONGEST, live=PAUSE, persist_state="session"
    ).strip()
