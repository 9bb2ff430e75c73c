"""The second run over a document that was issued, and perhaps edited since: what of its figures is not so any more.

A figure is found by its bookmark, which keeps a hash of its address and one of its text as it was issued. So a figure
that has changed in the data is told from one that a person has changed, in whatever program: the first is marked as a
tracked change with a comment, the second is left as it is and listed.
"""

import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from reports import bookmarks, properties
from reports.bookmarks import Bookmark
from reports.content import LINE_STYLE, Content, Figure, Paragraph, codes_of, list_of, row_of, text_hash
from reports.differences import Difference, Outcome, commented, hashed
from reports.errors import ReportRefused
from reports.lists import AnnexRows, ComponentLists
from reports.properties import Issued
from reports.tracked_changes import Marker, seen_text
from text.formats import MISSING

_OF_CHART, _SENTENCE = "chart/", "sentence/"


def issued(document: bytes) -> Issued:
    """What a document says of itself. Raises ReportRefused (`not_ours`) for one that says nothing."""
    found = properties.read(_opened(document))
    if found is None:
        raise ReportRefused("not_ours", "")
    return found


def require_same(found: Issued, content: Content) -> None:
    """Raises ReportRefused (`other_unit`, `framework`, `cohort`, `kind`) where figures cannot stand for each other."""
    for reason, before, now in (
        ("kind", found.kind, content.kind),
        ("framework", found.framework_code, content.framework_code),
        ("cohort", found.cohort_code, content.cohort_code),
        ("other_unit", found.unit, content.unit),
    ):
        if before != now:
            raise ReportRefused(reason, now, [before])


def update(document: bytes, content: Content, at: datetime, before: Content | None = None) -> tuple[bytes, Outcome]:
    """The document with what has changed marked in it, and what was found. `content` is what would be said now,
    `before` what would be said of the edition it was issued for, where that is another one: it names what is gone.

    Raises ReportRefused as above; what a person wrote stays as it is.
    """
    opened = _opened(document)
    found = properties.read(opened)
    if found is None:
        raise ReportRefused("not_ours", "")
    require_same(found, content)
    run = _SecondRun(opened, found, content, at, before)
    properties.renew(opened, content, run.marked())
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue(), run.outcome


class _SecondRun:
    """One document held against what would be said now."""

    def __init__(self, opened: Document, found: Issued, content: Content, at: datetime, before: Content | None) -> None:
        self._opened, self._found, self._content, self._before = opened, found, content, before
        self._now = {hashed(content.unit, each.address): each for each in content.figures.all()}
        known = (*content.lines, *(each.address for each in (before or content).figures.all()))
        self._named = {hashed(content.unit, address): address for address in known}
        self._named |= {key: figure.address for key, figure in self._now.items()}
        self._counts = {list_of(address) for address in self._named.values() if list_of(address)}
        self._marks = list(bookmarks.within(opened))
        self._body = set(opened.element.body.iter(qn("w:bookmarkStart")))
        self._marker, self.outcome = Marker(opened, at), Outcome()
        self._lists = ComponentLists(self._marker, content)
        self._periods = Periods(self._marks, self._now, self._named)
        in_body = [each for each in self._marks if each.start in self._body]
        self._rows = AnnexRows(self._marker, content, in_body, self._named, found.figures)
        self._struck: set[str] = set()

    def marked(self) -> list[str]:
        """Mark what is not so any more, write in what came; the hashes of the figures that the document has then."""
        outcome, content, found = self.outcome, self._content, self._found
        in_gone_rows = self._rows.strike(outcome)
        for mark in self._marks:
            if not (mark.start in self._body and mark.address in in_gone_rows):
                self._hold(mark)
        seen = {each.address for each in self._marks}
        outcome.deleted = _by_row([self._named.get(each, each) for each in found.figures if each not in seen])
        struck = self._struck | self._rows.struck | {hashed(content.unit, each.address) for each in outcome.struck}
        figures = [each for each in found.figures if each not in struck]
        added = self._lists.complete(set(figures), line_style(self._opened)) + self._rows.complete(set(figures))
        outcome.added = added
        figures += [hashed(content.unit, each.address) for each in added] + self._rows.written
        text_of = {each.address: each.text.strip() for each in content.printed()}
        missing = [address for address in text_of if hashed(content.unit, address) not in figures]
        outcome.new = [Difference(address, "", text_of[address]) for address in _by_row(missing)]
        if self._before is not None:
            renew_sources(self._opened, self._marker, (self._before, found.build_id), content)
        return figures

    def _hold(self, mark: Bookmark) -> None:
        """Hold one figure of the document against the one of its address now."""
        figure = _as_issued(self._now.get(mark.address), mark.text)
        address = self._named.get(mark.address, mark.address)
        is_body = mark.start in self._body  # nowhere else may a comment stand
        if figure and is_body and self._periods.keep(mark, address):
            return
        difference = Difference(address, mark.text.strip(), figure.text.strip() if figure else "")
        if is_body and (list_of(address) or address in self._counts):
            self._lists.stands(mark.address, mark.start)
        is_as_issued = text_hash(mark.text) == mark.issued
        list_count = list_of(address) or codes_of(address)
        is_known = hashed(self._content.unit, list_count) in self._now and (list_of(address) or _in_brackets(mark.text))
        if figure is None and (list_of(address) or is_known) and is_as_issued:
            if is_body and is_known:
                self._strike(mark, difference)
        elif mark.picture is not None:
            if figure is None or text_hash(figure.text) != mark.issued:
                self._comment(mark, "chart", difference)
            else:
                self.outcome.same += 1
        elif mark.text.strip() == (written := figure.text if figure else MISSING).strip():
            self.outcome.same += 1
            mark.renew(written)
        elif not is_as_issued:
            self.outcome.by_hand.append(difference)
        elif figure is None:
            self._let_go(mark, difference)
        elif address.startswith(_OF_CHART):  # the caption says what the picture shows, which stays
            self._comment(mark, "chart", difference)
        else:
            self.outcome.changed.append(difference)
            self._marker.replace(mark.runs, figure.text, self._said(mark, "changed", difference))
            mark.renew(figure.text)

    def _strike(self, mark: Bookmark, difference: Difference) -> None:
        """Strike a line, or the codes, of a list."""
        self.outcome.struck.append(difference)
        said = self._said(mark, "struck", difference)
        if list_of(difference.address):
            self._marker.strike_line(mark.paragraph, mark.runs, said)
        else:
            self._marker.strike(mark.runs, said)

    def _let_go(self, mark: Bookmark, difference: Difference) -> None:
        """What the data have no more: said in a comment. In a document of a later edition a dash stands for it beside
        figures of that, and a sentence is struck: nothing of the former year may stand under the later one.
        """
        is_later = self._content.edition_code != self._found.edition_code
        is_beside = is_later and self._periods.give_way(mark)
        if not is_beside and not (is_later and difference.address.startswith(_SENTENCE)):
            self._comment(mark, "gone", difference)
            return
        self.outcome.gone_from_data.append(difference)
        said = self._said(mark, "gone", difference)
        if is_beside and any(letter.isdigit() for letter in mark.text):
            self._marker.replace(mark.runs, MISSING, said)
            mark.renew(MISSING)
        else:
            self._marker.strike(mark.runs, said)
            self._struck.add(mark.address)

    def _comment(self, mark: Bookmark, kind: Literal["chart", "gone"], difference: Difference) -> None:
        (self.outcome.in_charts if kind == "chart" else self.outcome.gone_from_data).append(difference)
        if said := self._said(mark, kind, difference):
            edges = (mark.picture, mark.picture) if mark.picture is not None else (mark.runs[0], mark.runs[-1])
            self._marker.comment(*edges, said)

    def _said(self, mark: Bookmark, kind: str, difference: Difference) -> str:
        """What a comment says; nothing in a header or footer."""
        return commented(kind, difference, self._content) if mark.start in self._body else ""


def _as_issued(figure: Figure | None, text: str) -> Figure | None:
    """The figure as a document has it: in those issued at first, brackets around codes were no part of them."""
    if figure is None or not codes_of(figure.address) or _in_brackets(text):
        return figure
    return Figure(figure.text.strip(" ()"), figure.address)


def _in_brackets(text: str) -> bool:
    return text.strip().startswith("(")


def _by_row(listed: Sequence[str]) -> list[str]:
    """The addresses without those of cells whose whole row is listed."""
    return [each for each in listed if row_of(each) in ("", each) or row_of(each) not in listed]


def _opened(document: bytes) -> Document:
    return docx.Document(io.BytesIO(_without_dangling_relations(document)))


def _without_dangling_relations(document: bytes) -> bytes:
    """The document without relations to parts that it does not have: LibreOffice writes some for charts that have been
    through .odt, and Office itself passes over them.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        names = set(source.namelist())
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".rels"):
                content = _kept_relations(name, content, names)
            target.writestr(name, content)
    return stream.getvalue()


def _kept_relations(name: str, content: bytes, names: set[str]) -> bytes:
    folder = posixpath.dirname(posixpath.dirname(name))
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for relation in list(root):
        target = relation.get("Target", "")
        path = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        if relation.get("TargetMode", "") != "External" and path not in names:
            root.remove(relation)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


class Periods:
    """Sentences and tables of an issued document that is brought to a later period: one whose figures the later period
    has none of keeps its own; one that has some of them gets the later one, and a dash where there is no figure.
    """

    def __init__(self, marks: Sequence[Bookmark], now: Mapping[str, Figure], named: Mapping[str, str]) -> None:
        self._known, self._gone = set[Any](), set[Any]()
        for mark in marks:
            if mark.picture is None and mark.address not in now:
                self._gone.add(_place(mark))
            elif mark.picture is None and not _is_period(named.get(mark.address, "")):
                self._known.add(_place(mark))

    def keep(self, mark: Bookmark, address: str) -> bool:
        """Whether this is a period that stays: of the figures beside it some are gone, and the others periods too."""
        place = _place(mark)
        return _is_period(address) and place in self._gone and place not in self._known

    def give_way(self, mark: Bookmark) -> bool:
        """Whether this one, which is gone, must not stay: figures of the later period stand beside it."""
        return _place(mark) in self._known


def _is_period(address: str) -> bool:
    return "/period/" in address


def _place(mark: Bookmark) -> Any:
    """The paragraph that a bookmark stands in; the table, also of what stands in its caption."""
    paragraph = mark.paragraph
    table = next((node for node in paragraph.iterancestors() if node.tag == qn("w:tbl")), None)
    following = paragraph.getnext()
    if table is None and following is not None and following.tag == qn("w:tbl"):
        return following
    return paragraph if table is None else table


def renew_sources(opened: Document, marker: Marker, issued: tuple[Content, str], content: Content) -> None:
    """Strike the sources of the former edition that are none of the later one, write in those that came, and say from
    which build: where they stand as they were issued. `issued` is what would be said of the former edition, and the
    build that the document was made from.
    """
    former, build_id = issued
    paragraphs = {seen_text(each).strip(): each for each in opened.element.body.iter(qn("w:p"))}
    for name in ("sources", "profile_sources"):
        was, now = _texts_of(former, name), _texts_of(content, name)
        if not was or not now:
            continue
        # the last one names the build, in a profile it is the only one
        *listed, made_from = was
        standing = [each for each in listed if each in paragraphs]
        behind = paragraphs[standing[-1]] if standing else None
        for text in standing:
            if text not in now:
                marker.strike_line(paragraphs[text], _runs_of(paragraphs[text]), "")
        for text in now[:-1]:
            if behind is not None and text not in listed:
                behind = marker.insert_line(behind, text, line_style(opened), "", "")
        issued_from = made_from.replace(former.build_id, build_id)
        if issued_from in paragraphs and issued_from != now[-1]:
            marker.replace(_runs_of(paragraphs[issued_from]), now[-1], "")


def _texts_of(content: Content, name: str) -> list[str]:
    blocks = content.blocks.get(name, ())
    return [content.figures.plain(block.text) for block in blocks if isinstance(block, Paragraph)]


def _runs_of(paragraph: Any) -> list[Any]:
    return [run for run in paragraph.iter(qn("w:r")) if seen_text(run)]


def line_style(opened: Document) -> str:
    """The id of the style of lines; empty where the program that saved the document has left it out."""
    return next((style.style_id for style in opened.styles if style.name == LINE_STYLE), "")
