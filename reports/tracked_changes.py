"""Tracked changes and comments at a figure of an issued document, as a reviewer makes them in Office."""

from collections.abc import Sequence
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
        starts = _all(document, "w:bookmarkStart")
        self._bookmarks = max((int(node.get(qn("w:id"), "0")) for node in starts), default=0)
        self._names = {node.get(qn("w:name"), "") for node in starts}

    def replace(self, runs: list[Any], new: str, comment: str) -> None:
        """Strike the runs of a figure, insert the new text, if any, behind them in their dress, and say why, if
        anything.
        """
        struck = inserted = self._struck(runs)
        if new:
            inserted = self._change("w:ins")
            struck.addnext(inserted)
            inserted.append(_run(new, _dress_of(runs)))
        if comment:
            self.comment(struck, inserted, comment)

    def strike(self, runs: list[Any], comment: str) -> None:
        """Strike the runs of a figure and say why, if anything."""
        self.replace(runs, "", comment)

    def strike_line(self, paragraph: Any, runs: list[Any], comment: str) -> None:
        """Strike a whole paragraph, of which the runs are the text, and say why, if anything."""
        self.strike(runs, comment)
        _mark_of(paragraph).insert(0, self._change("w:del"))

    def strike_row(self, row: Any, comment: str) -> None:
        """Strike a row of a table with all that is seen in it, and say why at what stands in it first."""
        struck = [self._struck([run]) for run in list(row.iter(qn("w:r"))) if seen_text(run)]
        for paragraph in row.iter(qn("w:p")):
            _mark_of(paragraph).insert(0, self._change("w:del"))
        row.get_or_add_trPr().append(self._change("w:del"))
        self.comment(struck[0], struck[0], comment)

    def insert_line(self, before: Any, text: str, style: str, name: str, comment: str) -> Any:
        """Insert a paragraph behind another one, its text in a bookmark of this name, and say why; both if anything."""
        paragraph, look = OxmlElement("w:p"), OxmlElement("w:pPr")
        if style:
            styled = OxmlElement("w:pStyle")
            styled.set(qn("w:val"), style)
            look.append(styled)
        paragraph.append(look)
        before.addnext(paragraph)
        _mark_of(paragraph).insert(0, self._change("w:ins"))
        self._write(paragraph, text, None, name, comment)
        return paragraph

    def insert_behind(self, start: Any, text: str, name: str, comment: str) -> bool:
        """Insert a figure behind the one in a bookmark, in its dress; False where that ends in another paragraph."""
        runs: list[Any] = []
        for node in start.itersiblings():
            if node.tag == qn("w:bookmarkEnd") and node.get(qn("w:id")) == start.get(qn("w:id")):
                holder = OxmlElement("w:p")
                self._write(holder, text, _dress_of(runs), name, comment)
                for element in reversed(list(holder)):
                    node.addnext(element)
                return True
            runs += list(node.iter(qn("w:r")))
        return False

    def insert_row(self, before: Any, model: Any, cells: Sequence[tuple[str, str] | None], comment: str) -> Any:
        """Insert a row behind another one, made like the model; `cells` are texts with the names of their bookmarks. It
        is said why at the first one.
        """
        row = deepcopy(model)
        look = row.get_or_add_trPr()
        for node in [each for each in look if each.tag in (qn("w:ins"), qn("w:del"), qn("w:trPrChange"))]:
            look.remove(node)
        look.append(self._change("w:ins"))
        before.addnext(row)
        dress = _dress_of(list(row.iter(qn("w:r"))))
        said = comment
        for cell, written in zip(row.findall(qn("w:tc")), cells, strict=True):
            paragraph = _emptied(cell)
            _mark_of(paragraph).insert(0, self._change("w:ins"))
            if written:
                self._write(paragraph, written[0], dress, written[1], said)
                said = ""
        for node in [each for each in row if each.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]:
            row.remove(node)
        return row

    def fill_cell(self, cell: Any, text: str, name: str, comment: str) -> None:
        """Insert a figure into an empty cell, in the dress of its row, and say why."""
        dress = _dress_of(list(cell.getparent().iter(qn("w:r"))))
        self._write(cell.findall(qn("w:p"))[-1], text, dress, name, comment)

    def _write(self, paragraph: Any, text: str, dress: Any, name: str, comment: str) -> None:
        """Insert a text at the end of a paragraph, in a bookmark if that has a name."""
        start, end, inserted = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd"), self._change("w:ins")
        inserted.append(_run(text, dress))
        if not name:
            paragraph.append(inserted)
            return
        self._bookmarks += 1
        for edge in (start, end):
            edge.set(qn("w:id"), str(self._bookmarks))
        unique, number = name, 1
        while unique in self._names:  # what was struck keeps its bookmark until somebody accepts it
            number += 1
            unique = f"{name}_{number}"
        self._names.add(unique)
        start.set(qn("w:name"), unique)
        paragraph.extend((start, inserted, end))
        if comment:
            self.comment(inserted, inserted, comment)

    def _struck(self, runs: list[Any]) -> Any:
        struck = self._change("w:del")
        runs[0].addprevious(struck)
        for run in runs:
            for text in run.findall(qn("w:t")):
                text.tag = qn("w:delText")
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            struck.append(run)
        return struck

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


def seen_text(element: Any) -> str:
    """The text in an element that a reader sees, without what was struck."""
    return "".join(piece.text or "" for piece in element.iter(qn("w:t")) if not is_struck(piece))


def is_struck(element: Any) -> bool:
    """Whether an element is struck, or the former place of what was moved: LibreOffice says so of a line that is struck
    here and inserted there.
    """
    return any(each.tag in (qn("w:del"), qn("w:moveFrom")) for each in element.iterancestors())


def _dress_of(runs: list[Any]) -> Any:
    return next((run.find(qn("w:rPr")) for run in runs if run.find(qn("w:rPr")) is not None), None)


def _emptied(cell: Any) -> Any:
    """The first paragraph of a cell, which is made the only one, without anything but its look."""
    first = cell.find(qn("w:p"))
    for node in [each for each in cell if each is not first and each.tag != qn("w:tcPr")]:
        cell.remove(node)
    look = first.find(qn("w:pPr"))
    for node in [each for each in first if each is not look]:
        first.remove(node)
    mark = _mark_of(first)
    for node in [each for each in mark if each.tag in (qn("w:ins"), qn("w:del"))]:
        mark.remove(node)
    return first


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
