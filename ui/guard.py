"""The last net under a page: the only place that catches every exception."""

import logging
import secrets
from collections.abc import Callable

import streamlit as st

from text.catalogue import say
from ui import notes
from warehouse.errors import DamagedBuild, NoBuild, OtherSchema

_log = logging.getLogger("dashboard")


def guarded(run: Callable[[], None], language: str) -> None:
    """Run a page; a fault becomes a sentence with an incident code, its trace goes to the log only."""
    try:
        run()
    except NoBuild:
        st.info(say(language, "no_build"), icon=":material/database:")
    except DamagedBuild as damage:
        _log.error("build %s is damaged: %s", damage.build_id, damage.detail)
        _command_named("damaged_build", damage.build_id, language)
    except OtherSchema as other:
        _command_named("other_schema", other.build_id, language)
    except Exception:  # noqa: BLE001
        incident = secrets.token_hex(4)
        _log.exception("page failed, incident %s", incident)
        st.error(notes.literal(say(language, "page_failed", incident=incident)), icon=":material/error:")


def _command_named(key: str, build_id: str, language: str) -> None:
    """A sentence about a build that names the command which mends it, as a command."""
    st.error(notes.Markup(say(language, key, build_id=notes.literal(build_id))), icon=":material/healing:")
