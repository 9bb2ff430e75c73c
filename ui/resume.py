"""Where a page stands whose visitor lost the right to it while it was open, and how the same window goes on.

Nothing that was typed or handed in is lost: the window stays, acts wait, and once the visitor has signed in again in
another window of this browser, a script of ours finds out and this window goes on as them.
"""

import streamlit as st

from access.roles import ANALYST
from text.catalogue import say
from ui import access, login

_SCRIPT = """
export default function ({ setTriggerValue }) {
  const ask = async () => {
    if (document.visibilityState !== "visible") return
    const answer = await fetch(new URL("again", window.location.href), { headers: { "X-Again": "1" } })
    const { ticket } = answer.ok ? await answer.json() : {}
    if (ticket) setTriggerValue("ticket", ticket)
  }
  ask()
  window.addEventListener("focus", ask)
  document.addEventListener("visibilitychange", ask)
  return () => {
    window.removeEventListener("focus", ask)
    document.removeEventListener("visibilitychange", ask)
  }
}
"""

_KEY = "sign_in_again"
_component = st.components.v2.component(_KEY, js=_SCRIPT)


def offer(language: str) -> None:
    """Draw what has happened and how to go on; watches for it while the page is open."""
    by = "login" if login.is_on() else "key"
    st.warning(say(language, f"again_by_{by}"), icon=":material/lock_clock:")
    if by == "login":
        st.link_button(say(language, "again_sign_in"), "./", icon=":material/open_in_new:")
    _component(key=_KEY, on_ticket_change=_take_on, height=0)


def waits(language: str) -> None:
    """Say, where an analyst's act is offered, that it waits if the right to it has ended."""
    if access.has_lost(ANALYST):
        st.warning(say(language, "again_waits"), icon=":material/lock_clock:")


def _take_on() -> None:
    access.redeem_ticket(str(st.session_state[_KEY].ticket))
