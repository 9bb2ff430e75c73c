"""The browser's Back goes to the page before, not to the filter before.

Streamlit makes an entry of the browser's history for every address a script writes. Choices are written into the
address at every change, so Back would undo them one by one. Within one page the newest address replaces the one before;
only a change of page is an entry.
"""

import streamlit as st

_SCRIPT = """
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
}
"""

_component = st.components.v2.component("back_goes_between_pages", js=_SCRIPT)


def between_pages() -> None:
    """Make Back go between pages in this browser window; draws nothing."""
    _component(key="back", height=0)
