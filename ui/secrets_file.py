"""The secrets file as it is on the disk at this moment.

Streamlit looks for a later time only, and never again once the file was away for a few seconds: a file put back from a
copy, with an older time, would leave the old roles in force. It is read again here whenever anything about it differs.
"""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from streamlit.runtime.secrets import secrets_singleton

from access import roles

UNREADABLE = "secrets_unreadable"

_log = logging.getLogger("dashboard")
_guard = threading.Lock()


@dataclass(frozen=True)
class Secrets:
    """The sections [auth] and [roles], and keys of the sentences for what makes them unsafe or unreadable.

    Where there are faults nobody may do anything but read: who has which role is not known then.
    """

    marks: tuple[object, ...] = ()
    auth: Mapping[str, object] | None = None
    mapping: Mapping[str, object] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    @property
    def configures_login(self) -> bool:
        """Whether roles come from a login, or would if the file were whole: then no key opens anything."""
        return bool(self.auth or self.faults)


_held = Secrets()


def current() -> Secrets:
    """What the file says now. Once it has configured a login, its absence is a fault and not the end of the login."""
    global _held
    with _guard:
        # Taken before reading: what is changed meanwhile differs at the next call.
        marks = tuple(_marks(Path(file)) for file in st.get_option("secrets.files"))
        if marks != _held.marks:
            _held = _read(marks, _held.configures_login)
            for fault in _held.faults:
                _log.error("the secrets file gives nobody a role: %s", fault)
        return _held


def _marks(path: Path) -> tuple[object, ...]:
    """What differs between two states of a file or of a folder of secrets; its fault where it cannot be seen."""
    try:
        found = path.stat()
        inside = [_marks(entry) for entry in sorted(path.iterdir())] if path.is_dir() else []
    except OSError as fault:
        return (fault.errno,)
    return str(path), found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, *inside


def _read(marks: tuple[object, ...], had_login: bool) -> Secrets:
    secrets_singleton._reset()
    try:
        is_loaded = secrets_singleton.load_if_toml_exists()
    except (OSError, UnicodeDecodeError, RecursionError):
        is_loaded = False
        secrets_singleton.merge_programmatic_secrets({})  # else every connection would fail at the same file
    sections = secrets_singleton.to_dict() if is_loaded else {}
    auth, mapping = sections.get("auth") or {}, sections.get("roles", {})
    exists = any(Path(file).exists() for file in st.get_option("secrets.files"))
    if not isinstance(auth, Mapping) or (exists and not is_loaded) or (had_login and not auth):
        return Secrets(marks, faults=(UNREADABLE,))
    faults = tuple(roles.faults(auth, mapping)) if auth else ()
    return Secrets(marks, auth, mapping if isinstance(mapping, Mapping) else {}, faults)
