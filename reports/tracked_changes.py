"""Tracked changes and comments at a figure of an issued document, as a reviewer makes them in Office."""

from copy import deepcopy
from datetime import datetime
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

AUTHOR = "DTI"


class Marker:
    """Marks changes in one document, all by one author at one time."""

    def __init__(self, document: Document, at: datetime) -> None:
        self._document = document
        self._at = f"{at:%Y-%m-%dT%H:%M:%SZ}"
        used = [int(node.get(qn("w:id"), "0")) for tag in ("w:ins", "w:del") for node in _all(document, tag)]
        self._number = max(used, default=9_000)
        named = [int(node.get(qn("w:id"), "0")) for node in _all(document, "w:bookmarkStart")]
        self._bookmarks = max(named, default=0)

    def replace(self, runs: list[Any], new: str, comment: str) -> None:
        """Strike the runs of a figure, insert the new text behind them in their dress, and say why, if anything."""
        struck, inserted = self._change("w:del"), self._change("w:ins")
        runs[0].addprevious(struck)
        dress = next((run.find(qn("w:rPr")) for run in runs if run.find(qn("w:rPr")) is not None), None)
        for run in runs:
            for text in run.findall(qn("w:t")):
                text.tag = qn("w:delText")
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            struck.append(run)
        struck.addnext(inserted)
        inserted.append(_run(new, dress))
        if comment:
            self.comment(struck, inserted, comment)

    def strike_line(self, paragraph: Any, runs: list[Any], comment: str) -> None:
        """Strike a whole paragraph, of which the runs are the text, and say why."""
        struck = self._change("w:del")
        runs[0].addprevious(struck)
        for run in runs:
            for text in run.findall(qn("w:t")):
                text.tag = qn("w:delText")
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            struck.append(run)
        _mark_of(paragraph).insert(0, self._change("w:del"))
        self.comment(struck, struck, comment)

    def insert_line(self, before: Any, text: str, style: str, name: str, comment: str) -> Any:
        """Insert a paragraph behind another one, its text in a bookmark of this name, and say why."""
        paragraph, look = OxmlElement("w:p"), OxmlElement("w:pPr")
        if style:
            styled = OxmlElement("w:pStyle")
            styled.set(qn("w:val"), style)
            look.append(styled)
        paragraph.append(look)
        before.addnext(paragraph)
        _mark_of(paragraph).insert(0, self._change("w:ins"))
        start, end, inserted = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd"), self._change("w:ins")
        inserted.append(_run(text, None))
        self._bookmarks += 1
        for edge in (start, end):
            edge.set(qn("w:id"), str(self._bookmarks))
        start.set(qn("w:name"), name)
        paragraph.extend((start, inserted, end))
        self.comment(inserted, inserted, comment)
        return paragraph

    def comment(self, first: Any, last: Any, text: str) -> None:
        """A comment on what stands from one element to another of the same paragraph."""
        made = self._document.comments.add_comment(text=text, author=AUTHOR, initials=AUTHOR)
        number = str(made.comment_id)
        start, end, reference = (OxmlElement(f"w:{name}") for name in ("commentRangeStart", "commentRangeEnd", "r"))
        start.set(qn("w:id"), number)
        end.set(qn("w:id"), number)
        mark = OxmlElement("w:commentReference")
        mark.set(qn("w:id"), number)
        reference.append(mark)
        first.addprevious(start)
        last.addnext(end)
        end.addnext(reference)

    def _change(self, tag: str) -> Any:
        self._number += 1
        change = OxmlElement(tag)
        change.set(qn("w:id"), str(self._number))
        change.set(qn("w:author"), AUTHOR)
        change.set(qn("w:date"), self._at)
        return change


def _mark_of(paragraph: Any) -> Any:
    """The properties of a paragraph's own mark, whose change joins it to the next one or parts it from there."""
    look = paragraph.get_or_add_pPr()
    mark = look.find(qn("w:rPr"))
    if mark is None:
        mark = OxmlElement("w:rPr")
        after = next((node for node in look if node.tag in (qn("w:sectPr"), qn("w:pPrChange"))), None)
        look.append(mark) if after is None else after.addprevious(mark)
    return mark


def _run(text: str, dress: Any) -> Any:
    run = OxmlElement("w:r")
    if dress is not None:
        run.append(deepcopy(dress))
    piece = OxmlElement("w:t")
    piece.text = text
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(piece)
    return run


def _all(document: Document, tag: str) -> list[Any]:
    return list(document.element.body.iter(qn(tag)))
