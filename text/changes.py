"""The log of changes in words: what each publication brought, as every reader may know it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from text import formats
from text.catalogue import say

KINDS = ("added", "changed", "removed")
_NAMED = 4  # titles of one kind; a program that comes with new data brings dozens


class Change(Protocol):
    """A publication as `warehouse.publications.for_readers` gives it."""

    @property
    def build_id(self) -> str:
        """The build that became current."""

    @property
    def when(self) -> datetime | None:
        """When; None where that was not noted."""

    @property
    def releases(self) -> Mapping[str, Sequence[str]]:
        """Titles of the documents that were added, changed and removed."""

    @property
    def to_readers(self) -> str:
        """What whoever published it tells readers; empty where they did not."""

    @property
    def figures(self) -> Mapping[str, int]:
        """How many figures differ, and ranks; empty where nobody counted."""


def answer(found: Sequence[Change], language: str) -> str:
    """When the figures became what they are, and how many changed then."""
    newest = next(iter(found), None)
    if newest is None or (when := newest.when) is None:
        return say(language, "changes_answer_none")
    told = say(language, "changes_answer", when=formats.minute(when, language))
    if not newest.figures:
        return told
    if not any(newest.figures.values()):
        return say(language, "changes_answer_same", told=told)
    counts = {name: formats.number(count, language, 0) for name, count in newest.figures.items()}
    return say(language, "changes_answer_counted", told=told, **counts)


def row(change: Change, language: str) -> dict:
    """A publication as a row of the log; None for counts that nobody made. `all_documents` names every one."""
    return {
        "build_id": change.build_id,
        "when": formats.minute(change.when, language) if change.when else formats.MISSING,
        "to_readers": change.to_readers or formats.MISSING,
        "documents": _documents(change, language, _NAMED),
        "all_documents": _documents(change, language, None),
        **{name: change.figures.get(name) for name in (*KINDS, "ranks")},
    }


def is_cut(change: Change) -> bool:
    """Whether the row of a publication names fewer documents than there are."""
    return any(len(titles) > _NAMED for titles in change.releases.values())


def lists(change: Change, language: str) -> list[tuple[str, Sequence[str]]]:
    """What became of which documents, each title for itself, under words of their own."""
    return [
        (say(language, f"changes_{kind}", count=len(titles), titles="").rstrip(" :"), titles)
        for kind in KINDS
        if (titles := change.releases.get(kind))
    ]


def _documents(change: Change, language: str, most: int | None) -> str:
    told = [
        say(language, f"changes_{kind}", count=len(titles), titles=_titles(titles, language, most))
        for kind in KINDS
        if (titles := change.releases.get(kind))
    ]
    return formats.phrases(told, language) or say(language, "changes_no_documents")


def _titles(titles: Sequence[str], language: str, most: int | None) -> str:
    shown = "; ".join(titles[:most])
    more = len(titles) - len(titles[:most])
    return say(language, "changes_more", titles=shown, count=more) if more else shown
