"""What stands around every page: title, language switch, footer with the build and how to read figures."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from text import formats
from text.catalogue import DEFAULT_LANGUAGE, LANGUAGES, say
from ui import back, connection, data, document, links, notes, picture_files
from warehouse.errors import DamagedBuild, NoBuild, OtherSchema, PointerLost

# A file of our own: a Material icon in the browser tab would be fetched from another host.
ICON = Path(__file__).with_name("icon.svg")


def language() -> str:
    """The language of the address; Vietnamese when it names none or one we do not speak."""
    asked = links.asked("lang")
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def inside(draw: Callable[[str], None]) -> None:
    """Draw a page, in the language of the address, inside the frame.

    Streamlit runs a file of `pages/` alone as long as `app.py` has not declared the pages. `serve.py` prevents it;
    where `app.py` is run without it, such a visit is begun again, through `app.py`.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
    draw(language())


def header(title: str, spoken: str, account: Callable[[str], None]) -> None:
    """The page's title and, beside it, what `account` draws (signing in and out) and the language switch."""
    asked = links.asked("lang")
    document.speaks(spoken)
    row = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center")
    row.title(notes.literal(title), anchor=False, width="content")
    with row.container(horizontal=True, width="content", vertical_alignment="center"):
        account(spoken)
        st.session_state["pick_lang"] = spoken
        st.segmented_control(
            say(spoken, "language"),
            LANGUAGES,
            format_func=lambda code: say(spoken, f"language_{code}"),
            key="pick_lang",
            required=True,
            label_visibility="collapsed",
            on_change=links.choose,
            args=("lang", "pick_lang"),
        )
    if asked in (None, *LANGUAGES):
        links.keep(lang=spoken)
    else:
        st.warning(notes.literal(say(spoken, "unknown_lang", asked=notes.short(asked))))


def footer(spoken: str) -> None:
    """The caveat that holds on every page, and which build it shows, made when; settles the address."""
    st.divider()
    try:
        build = data.current_build()
        made = say(
            spoken,
            "footer_build",
            build_id=build.build_id,
            built_at=formats.minute(build.built_time, spoken),
        )
    except NoBuild:
        made = say(spoken, "footer_no_build")
    except (DamagedBuild, OtherSchema, PointerLost):  # the page has said it
        made = say(spoken, "footer_unreadable")
    notes.quiet(say(spoken, "footer_method"))
    notes.quiet(made)
    back.between_pages()
    picture_files.offer(spoken)
    connection.keep(spoken)
    links.settle()
