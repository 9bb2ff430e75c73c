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
    """A publication as a row of the log; None for counts that nobody made."""
    told = [
        say(language, f"changes_{kind}", titles=_titles(titles, language))
        for kind in KINDS
        if (titles := change.releases.get(kind))
    ]
    return {
        "build_id": change.build_id,
        "when": formats.minute(change.when, language) if change.when else formats.MISSING,
        "documents": formats.phrases(told, language) or say(language, "changes_no_documents"),
        **{name: change.figures.get(name) for name in (*KINDS, "ranks")},
    }


def _titles(titles: Sequence[str], language: str) -> str:
    shown = "; ".join(titles[:_NAMED])
    more = len(titles) - _NAMED
    return say(language, "changes_more", titles=shown, count=more) if more > 0 else shown
