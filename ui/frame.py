"""What stands around every page: title, language switch, footer, and the last net that catches every exception."""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from access.log_limits import WINDOW_SECONDS, place_of
from text import formats
from text.catalogue import DEFAULT_LANGUAGE, LANGUAGES, formats_of, say
from ui import browser, data, lake, notes, picture
from ui.choices import context_line, url
from ui.choices.choice import Options, keep_found, refuse, resolve
from ui.choices.declared import LANGUAGE
from ui.choices.pickers import go_to
from warehouse.errors import DamagedBuild, NoBuild, OtherSchema, PointerLost

_KINDS = 200
_log = logging.getLogger("dashboard")
_lock = threading.Lock()
_told: dict[str, tuple[str, float]] = {}  # of each kind of fault, the code under which it was told last, and when


def guarded(run: Callable[[], None], language: str) -> None:
    """Run a page; a fault becomes a sentence with an incident code, its trace goes to the log only.

    The same fault within a minute has the same code and one trace: whoever can cause it could else fill the disk.
    """
    try:
        run()
    except NoBuild:
        if not lake.waiting(language):
            st.info(say(language, "no_build"), icon=":material/database:")
    except DamagedBuild as damage:
        _log.error("build %s is damaged: %s", damage.build_id, damage.detail)
        _command_named("damaged_build", damage.build_id, language)
    except PointerLost as lost:
        _log.error("CURRENT names no build that is kept: %r", lost.named)
        _command_named("pointer_lost", "", language)
    except OtherSchema as other:
        _command_named("other_schema", other.build_id, language)
    except Exception as fault:  # noqa: BLE001
        incident, is_new = _incident(place_of(fault))
        if is_new:
            _log.exception("page failed, incident %s", incident)
        st.error(notes.literal(say(language, "page_failed", incident=incident)), icon=":material/error:")


def _incident(kind: str) -> tuple[str, bool]:
    """The code of a fault, and whether it has to be told under it."""
    with _lock:
        code, told = _told.get(kind, ("", float("-inf")))
        if time.monotonic() - told < WINDOW_SECONDS:
            return code, False
        while len(_told) >= _KINDS:
            del _told[next(iter(_told))]
        _told.pop(kind, None)
        _told[kind] = secrets.token_hex(4), time.monotonic()
        return _told[kind][0], True


def _command_named(key: str, build_id: str, language: str) -> None:
    """A sentence about a build that names the command which mends it, as a command."""
    st.error(notes.Markup(say(language, key, build_id=notes.literal(build_id))), icon=":material/healing:")


# A file of our own: a Material icon in the browser tab would be fetched from another host.
ICON = Path(__file__).with_name("icon.svg")
_LOOK = Path(__file__).with_name("page.css")


def language() -> str:
    """The language of the address; Vietnamese when it names none or one we do not speak."""
    return resolve(LANGUAGE, _languages()).code or DEFAULT_LANGUAGE


def _languages() -> Options:
    return Options({code: formats_of(code).name for code in LANGUAGES}, DEFAULT_LANGUAGE)


def inside(draw: Callable[[str], None]) -> None:
    """Draw a page, in the language of the address, inside the frame.

    Streamlit runs a file of `pages/` alone as long as `app.py` has not declared the pages. `serve.py` prevents it;
    where `app.py` is run without it, such a visit is begun again, through `app.py`.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
    draw(language())


def header(spoken: str, page_name: str, account: Callable[[str], None]) -> None:
    """The line of choices; at its end a link to the page, what `account` draws (signing in and out), the language."""
    browser.tend(spoken, page_name)
    st.html(_LOOK)

    def draw_end() -> None:
        browser.copy_link(spoken)
        account(spoken)
        _language_switch(spoken)

    context_line.begin(draw_end)
    with st.container(key="newer"):
        _offer_newer(spoken)
    if fault := resolve(LANGUAGE, _languages()).fault:
        refuse(fault, spoken)


# Streamlit's page asks for a run after it has reconnected if some part of it runs by the clock, and so finds its server
# back: a button for a file would else do nothing, because a new server does not know the file that the old one offered.
@st.fragment(run_every=timedelta(minutes=1))
def _offer_newer(spoken: str) -> None:
    """Offer the figures of a build that has become current since this window was opened."""
    if not data.has_newer():
        return
    if st.button(say(spoken, "newer_build"), icon=":material/update:", key="newer_build"):
        data.show_newest()
        st.rerun()


def _language_switch(spoken: str) -> None:
    """A button for every language but the one spoken; a code of the address that is none is told."""
    found = resolve(LANGUAGE, _languages())
    for code, name in _languages().labels.items():
        if code != spoken:
            st.button(
                notes.literal(code.upper()),
                help=notes.literal(name),
                type="tertiary",
                key=f"language_{code}",
                on_click=go_to,
                args=(LANGUAGE, code),
            )
    keep_found(LANGUAGE, _languages(), found)


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
    lake.note(language=spoken)
    picture.tend(spoken)
    url.write()
