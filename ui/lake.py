"""What a page says of the lake that its server follows; nothing where the server stands alone."""

from datetime import datetime, timedelta

import streamlit as st

from text import formats
from text.catalogue import say
from ui import notes
from warehouse import builds, paths
from warehouse.errors import LakeFailed


def is_followed() -> bool:
    """Whether this server belongs to a lake."""
    return bool(paths.lake()["catalog"])


def note(language: str) -> None:
    """Draw what a reader should know of the lake beside the build that is shown: that a newer one is there, that the
    lake does not answer and since when, that its newest build cannot be used here.
    """
    if is_followed() and (told := _told(language)):
        notes.quiet(told)


def waiting(language: str) -> bool:
    """Where nothing is here yet, say how far the first copy is, again and again; whether this server waits for one."""
    if not is_followed():
        return False
    _show_progress(language)
    return True


@st.fragment(run_every=timedelta(seconds=2))
def _show_progress(language: str) -> None:
    if builds.current_id(paths.warehouse_dir()):
        st.rerun()
    told = _told(language)
    st.info(notes.literal(told or say(language, "lake_first")), icon=":material/cloud_download:")
    view = _view()
    if view["steps"]:
        st.progress(view["step"] / view["steps"])


def note_of_reader(language: str) -> bool:
    """Whether this server only follows a publisher: then say in one quiet line where figures are loaded."""
    if not is_followed() or paths.lake()["role"] != "reader":
        return False
    notes.quiet(say(language, "lake_reader"))
    return True


def is_read_only(language: str) -> bool:
    """Whether nothing is loaded, published or taken back on this server, since it only follows a publisher: then say
    so, and where that is done.
    """
    if not is_followed():
        return False
    from warehouse.lake import settings

    try:
        if not settings.is_reader():
            return False
        told = say(language, "lake_reader")
    except LakeFailed as wrong:
        told = say(language, "lake_settings", detail=wrong.detail)
    st.info(notes.literal(told), icon=":material/cloud:")
    if address := paths.lake()["publisher"]:
        st.markdown(notes.link(say(language, "lake_to_publisher"), address))
    return True


def _view() -> dict:
    from warehouse.lake import following

    return following.view(paths.warehouse_dir())


def _told(language: str) -> str:
    """The sentence; empty where the newest build is shown."""
    view = _view()
    since = view["since"] and formats.minute(datetime.fromisoformat(view["since"]), language)
    state = view["state"]
    if state == "same":
        return ""
    if state == "new" and view["steps"]:
        return say(language, "lake_copying", step=view["step"], steps=view["steps"])
    if state == "away" and view["reason"] == "empty":
        return say(language, "lake_empty")
    return say(language, f"lake_{state}", since=since, newest=view["newest"])
