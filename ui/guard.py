"""The last net under a page: the only place that catches every exception."""

import logging
import secrets
import threading
import time
from collections.abc import Callable

import streamlit as st

from access.flood import WINDOW_SECONDS, place_of
from text.catalogue import say
from ui import notes
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
