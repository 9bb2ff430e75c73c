"""Going to what was clicked in a chart or a table: to another page of this dashboard, with what it shows there."""

from collections.abc import Collection
from urllib.parse import parse_qsl

import streamlit as st

from ui.choices.declared import DECLARED

_ASKED = "go.asked"


def ask(address: object) -> None:
    """Callback of what is clicked: `profile?lang=vi&…`, as `Visit.profile_address` writes it, and links of the page."""
    st.session_state[_ASKED] = address


def follow(pages: Collection[str]) -> None:
    """Open the page that was asked for and end this run, where something was and it is one of `pages`.

    A browser may send anything: what names none of them is left alone, and so are parts of an address that we never
    write.
    """
    asked = st.session_state.pop(_ASKED, None)
    name, _, query = asked.partition("?") if isinstance(asked, str) else ("", "", "")
    if name in pages:
        ours = {choice.name for choice in DECLARED}
        chosen = {part: code for part, code in parse_qsl(query) if part in ours}
        st.switch_page(f"pages/{name}.py", query_params=chosen)
