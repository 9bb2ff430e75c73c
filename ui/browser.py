"""What the program asks of the browser window: its language, with the library's own words in it, Back between pages,
the page that a click opens, the drawer, paper, text before charts, and that a lost server is told.
"""

import time
from pathlib import Path

import streamlit as st

from text.catalogue import say
from ui.theme import palette

# What Streamlit and its parts say on a page in English, and has no setting for; `*` is what changes in it. The words of
# the field for files are those of `ui/load/check.py`.
_LIBRARY = {
    "Skip to main content": "skip",
    "Expand sidebar": "menu_open",
    "Collapse sidebar": "menu_close",
    "Sidebar": "menu",
    "App pages": "menu",
    "View * more": "menu_more",
    "* more": "menu_more",
    "Running...": "running",
    "Open": "open",
    "Close": "close",
    "Clear value": "clear",
    "Clear entry": "clear",
    "Clear all": "clear_all",
    "Remove *": "remove",
    "Select all": "select_all",
    "Selectbox options": "options",
    "Multiselect options": "options",
    "Selected values": "selected",
    "Show suggestions": "show_options",
    "No results": "no_results",
    "Increment": "increment",
    "Decrement": "decrement",
    "Press Enter to apply": "press_enter",
    "Press Enter to submit form": "press_enter",
    "Fullscreen": "fullscreen",
    "Close fullscreen": "fullscreen_close",
}
# By their titles: what their own title and text are.
_DIALOGS = {
    "Connection error": ("connection_title", "connection_body"),
    "Page not found": ("not_found_title", "not_found_body"),
}


def _script(name: str) -> str:
    return Path(__file__).with_name(f"{name}.js").read_text(encoding="utf-8")


_page = st.components.v2.component("page", js=_script("page"))
_copy_link = st.components.v2.component("copy_link", js=_script("copy_link"))


def tend(language: str, page_name: str) -> None:
    """Tell the browser that this page of this name is in `language`; `access.document` says so at first."""
    told = {
        "language": language,
        "page": page_name,
        "paper": palette(st.context.theme.type).paper,
        "words": {english: say(language, f"library_{key}", what="*") for english, key in _LIBRARY.items()},
        "dialogs": {
            english: {"title": say(language, title), "body": say(language, body)}
            for english, (title, body) in _DIALOGS.items()
        },
    }
    _page(key="page", data=told, height=0)


def copy_link(language: str) -> None:
    """Draw the button that copies the address of the page: with every choice in it, so that it shows the same again."""
    words = {part: say(language, f"copy_link_{part}") for part in ("label", "copied", "by_hand")}
    _copy_link(key="copy_link", data=words, width="content", height="content")


# As long as a browser needs to take up the text; charts are not slowed, they wait for the browser anyway.
_HEAD_START_SECONDS = 0.05


_REVEAL_SCRIPT = """
export default function ({ data }) {
  const [key, seen] = data
  if (window.revealed === seen) return
  window.revealed = seen
  const place = seen ? document.querySelector(`.st-key-${key}`) : null
  place?.scrollIntoView({ block: "start" })
  place?.querySelector("button")?.focus({ preventScroll: true })
}
"""
_reveal = st.components.v2.component("reveal", js=_REVEAL_SCRIPT)


def reveal(key: str, seen: str) -> None:
    """Roll the page to the container of a key, and put the focus there, where `seen` is not what was shown before; an
    empty one says that nothing is.
    """
    _reveal(key=f"reveal_{key}", data=[key, seen], height=0)


def draw_text_first(*said: str) -> None:
    """Give the text drawn so far a head start, where what it says is not what this window showed before.

    A browser draws all that has arrived before it shows any of it. Where a page has been drawn before, everything
    arrives at once, and its answer would wait for its tables and charts.
    """
    has_browser = st.context.url is not None
    if has_browser and st.session_state.get("said") != said:
        st.session_state["said"] = said
        time.sleep(_HEAD_START_SECONDS)
