"""Our bookmarks in an issued document: each holds a printed figure and says which one, and how it was issued."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from reports.content import PREFIX, text_hash
from reports.tracked_changes import is_struck

_NAME = re.compile(rf"{PREFIX}([0-9a-f]{{12}})_([0-9a-f]{{6}})(?:_[0-9]+)?")


@dataclass(frozen=True)
class Bookmark:
    """A bookmark with what it holds: `address` and `issued` are the letters that stand for its address and its text as
    issued; `picture` is the run that holds one, else None; `start` the element that it starts with.
    """

    address: str
    issued: str
    runs: list[Any]
    text: str
    picture: Any
    start: Any

    @property
    def paragraph(self) -> Any:
        """The paragraph that it stands in."""
        return next(node for node in self.start.iterancestors() if node.tag == qn("w:p"))

    def renew(self, text: str) -> None:
        """Take the text as issued: the next run holds the figure against it."""
        name = self.start.get(qn("w:name"))
        repetition = name[len(PREFIX) + 19 :]  # twelve letters, a line, six letters
        self.start.set(qn("w:name"), f"{PREFIX}{self.address}_{text_hash(text)}{repetition}")


def within(document: Document) -> Iterator[Bookmark]:
    """Our bookmarks in body, headers and footers, those that still hold something."""
    for start in _starts(document):
        match = _NAME.fullmatch(start.get(qn("w:name"), ""))
        if match is None:
            continue
        runs, picture = [], None
        for run in _runs_within(start):
            if next(run.iter(qn("w:drawing")), None) is not None:
                picture = run
            elif run.find(qn("w:t")) is not None:
                runs.append(run)
        if runs or picture is not None:
            text = "".join(piece.text or "" for run in runs for piece in run.findall(qn("w:t")))
            yield Bookmark(match[1], match[2], runs, text, picture, start)


def _starts(document: Document) -> Iterator[Any]:
    roots = [document.element.body]
    for section in document.sections:
        roots += [
            part._element
            for part in (section.header, section.first_page_header, section.footer, section.first_page_footer)
            if not part.is_linked_to_previous
        ]
    for root in roots:
        yield from root.iter(qn("w:bookmarkStart"))


def _runs_within(start: Any) -> Iterator[Any]:
    """The runs from a bookmark's start to its end that a reader sees: what was struck is left out."""
    number, paragraph = start.get(qn("w:id")), start
    while paragraph is not None and paragraph.tag != qn("w:p"):
        paragraph = paragraph.getparent()
    if paragraph is None:
        return
    is_within = False
    for node in paragraph.iter():
        if node is start:
            is_within = True
        elif is_within and node.tag == qn("w:bookmarkEnd") and node.get(qn("w:id")) == number:
            return
        elif is_within and node.tag == qn("w:r") and not is_struck(node):
            yield node
