"""The document that figures were taken from, as the analyst names it."""

import streamlit as st

from etl.loads.purpose import Source
from text.catalogue import say
from ui import notes
from ui.load_purpose import FIELD_WIDTH

AUTHORITIES = ("ministry", "plan", "press")
PAUSE = "0.6s"  # a field is read so long after the last key
_LONGEST = 400


def ask(language: str) -> Source | None:
    """Draw the fields of a source; None, after a sentence, while its title, publisher or address will not do."""
    grid = st.grid("auto", min_column_width=FIELD_WIDTH)
    title = _text(grid, "title", language)
    publisher = _text(grid, "publisher", language)
    authority = grid.selectbox(
        say(language, "load_source_authority"),
        AUTHORITIES,
        format_func=lambda code: say(language, f"authority_{code}"),
        placeholder=say(language, "pick_placeholder"),
        key="load_source_authority",
        persist_state="session",
    )
    number = _text(grid, "number", language)
    issued_on = grid.date_input(
        say(language, "load_source_date"),
        value=None,
        format="DD/MM/YYYY",
        key="load_source_date",
        persist_state="session",
    )
    address = _text(grid, "address", language)
    if not title or not publisher:
        notes.quiet(say(language, "load_source_missing"))
        return None
    if address and not address.startswith(("http://", "https://")):
        st.warning(say(language, "load_source_address_odd", address=notes.plain(address)))
        return None
    return Source(title, publisher, authority, number or None, issued_on, address or None)


def _text(grid: object, name: str, language: str) -> str:
    key = f"load_source_{name}"
    label = say(language, key)
    return grid.text_input(label, key=key, max_chars=_LONGEST, live=PAUSE, persist_state="session").strip()
