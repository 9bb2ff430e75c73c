"""How builds and releases are called, and choosing one of them."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from etl.uploads.loading import Published, ReleaseEntry
from text import formats
from text.catalogue import say
from ui.load import words
from ui.table_description import Field

_KEY = re.compile(r"key-([0-9a-f]{6})")
_NAMED_KEY = re.compile(rf"(.+) \({_KEY.pattern}\)")


def state(publication: Published, language: str) -> str:
    """`hiện hành`, `đang giữ`, `hỏng`, `của phiên bản khác` or `đã dọn`."""
    name = publication.fault or ("current" if publication.is_current else "kept" if publication.is_kept else "gone")
    return say(language, f"builds_state_{name}")


def label(publication: Published, language: str) -> str:
    """`22/11/2026 10:05 · Nạp DTI 2025 · 20261122T…`, as much of it as is known."""
    parts = [
        publication.when and formats.minute(publication.when, language),
        publication.note,
        publication.build_id,
        publication.is_current and say(language, "builds_state_current"),
    ]
    return " · ".join(part for part in parts if part)


def kept(publications: Sequence[Published]) -> dict[str, Published]:
    """The last publication of each build that is still kept and can be gone back to, the newest first."""
    found: dict[str, Published] = {}
    for publication in publications:
        if publication.is_kept and not publication.fault:
            found.setdefault(publication.build_id, publication)
    return found


def release_state(entry: ReleaseEntry, language: str) -> str:
    """Whether a release is in the current build, and whether it came with the program or was loaded."""
    if entry.is_withdrawn:
        return say(language, "builds_release_withdrawn")
    return say(language, "builds_release_loaded" if entry.load_id else "builds_release_shipped")


def act_line(when: datetime | None, who: str, language: str) -> str:
    """`22/11/2026 10:05, ngoc@…`, a dash where nobody noted it."""
    parts = (words.moment(when, language) if when else "", person(who, language))
    return ", ".join(part for part in parts if part) or formats.MISSING


def person(who: str, language: str) -> str:
    """`An (khóa nạp)` for `An (key-3fa2b1)`: whoever loaded by the key, under the name they gave; others as recorded.

    The session that tells two holders of one name apart stands in the audit log.
    """
    if named := _NAMED_KEY.fullmatch(who):
        return say(language, "access_by_key", name=named[1])
    if nameless := _KEY.fullmatch(who):
        return say(language, "access_by_key_nameless", session=nameless[1])
    return who


def column(name: str, shown: Callable[[Any, str], str], width: int | None = None) -> Field:
    """A column of texts under its title among the words of this page."""
    return Field(name, title=f"builds_column_{name}", shown=shown, format="text", width=width)
