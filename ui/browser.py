"""What the program asks of the browser window: the document's language, Back between pages, text before charts, and
that a lost server is told and found again.
"""

import time
from datetime import timedelta
from pathlib import Path

import streamlit as st

from text.catalogue import say


def _script(name: str) -> str:
    return Path(__file__).with_name(f"{name}.js").read_text(encoding="utf-8")


_document = st.components.v2.component("document", js=_script("document"))


def set_language(language: str) -> None:
    """Tell the browser that this page is in `language`, also after the switch; `access.document` says it at first."""
    _document(key="document", data=language, height=0)


_BACK_SCRIPT = """
export default function () {
  if (window.history.isPerPage) return
  window.history.isPerPage = true
  const push = window.history.pushState.bind(window.history)
  let page = window.location.pathname
  window.history.pushState = (state, title, address) => {
    const next = new URL(address, window.location.href).pathname
    if (next === page) window.history.replaceState(state, title, address)
    else push(state, title, address)
    page = next
  }
  window.addEventListener("popstate", () => { page = window.location.pathname })
  window.openPage = address => {
    window.history.pushState({}, "", new URL(address, window.location.href))
    window.dispatchEvent(new PopStateEvent("popstate"))
  }
}
"""

_back = st.components.v2.component("back_goes_between_pages", js=_BACK_SCRIPT)


def keep_back_between_pages() -> None:
    """Make Back go to the page before, not to the filter before; draws nothing.

    Streamlit makes an entry of the browser's history for every address a script writes. Choices are written into the
    address at every change, so Back would undo them one by one. Within one page the newest address replaces the one
    before; only a change of page is an entry.

    What is clicked in a chart or a table opens its page by `window.openPage`, as Back and Forward do: a page that the
    server turns to would first write the new choices into the address of the page before.
    """
    _back(key="back", height=0)


# As long as a browser needs to take up the text; charts are not slowed, they wait for the browser anyway.
_HEAD_START_SECONDS = 0.05


def draw_text_first(*said: str) -> None:
    """Give the text drawn so far a head start, where what it says is not what this window showed before.

    A browser draws all that has arrived before it shows any of it. Where a page has been drawn before, everything
    arrives at once, and its answer would wait for its tables and charts.
    """
    has_browser = st.context.url is not None
    if has_browser and st.session_state.get("said") != said:
        st.session_state["said"] = said
        time.sleep(_HEAD_START_SECONDS)


_connection = st.components.v2.component("connection", js=_script("connection"))


def watch_connection(language: str) -> None:
    """Make this window run its page again whenever it has found its server back, and say in words what it waits for.

    Without that a button for a file would do nothing after a restart: the new server does not know the file it offered.
    """
    _run_again()
    words = {part: say(language, f"connection_{part}") for part in ("title", "body", "close")}
    _connection(key="connection", data=words, height=0)


# Streamlit's page asks for a run after it has reconnected if some part of it runs by the clock; one that draws nothing
# and is due once a day costs nothing.
@st.fragment(run_every=timedelta(days=1))
def _run_again() -> None:
    pass
