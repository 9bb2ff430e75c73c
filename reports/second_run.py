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
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from reports import bookmarks, properties
from reports.annex_rows import AnnexRows
from reports.bookmarks import Bookmark
from reports.component_lists import ComponentLists
from reports.content import LINE_STYLE, Content, Figure, Paragraph, codes_of, list_of, row_of, text_hash
from reports.differences import Difference, Outcome, commented, hashed
from reports.errors import ReportRefused
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
    now = {hashed(content.unit, each.address): each for each in content.figures.all()}
    known = (*content.lines, *(each.address for each in (before or content).figures.all()))
    named = {hashed(content.unit, address): address for address in known}
    named |= {key: figure.address for key, figure in now.items()}
    marker, outcome = Marker(opened, at), Outcome()
    body = set(opened.element.body.iter(qn("w:bookmarkStart")))
    counts = {list_of(address) for address in named.values() if list_of(address)}
    found_marks = list(bookmarks.within(opened))
    lists = ComponentLists(marker, content)
    is_later = content.edition_code != found.edition_code
    dated = _Dated(found_marks, now, named)
    rows = AnnexRows(marker, content, [each for each in found_marks if each.start in body], named, found.figures)
    in_gone_rows = rows.strike(outcome)
    struck: set[str] = set()
    for bookmark in found_marks:
        is_body = bookmark.start in body  # nowhere else may a comment stand
        if is_body and bookmark.address in in_gone_rows:
            continue
        figure = _as_issued(now.get(bookmark.address), bookmark.text)
        address = named.get(bookmark.address, bookmark.address)
        difference = Difference(address, bookmark.text.strip(), figure.text.strip() if figure else "")
        if figure and is_body and dated.keeps_its_period(bookmark, address):
            continue
        list_count = list_of(address) or codes_of(address)
        is_known = hashed(content.unit, list_count) in now and (list_of(address) or _in_brackets(bookmark.text))
        if is_body and (list_of(address) or address in counts):
            lists.stands(bookmark.address, bookmark.start)
        if figure is None and (list_of(address) or is_known) and text_hash(bookmark.text) == bookmark.issued:
            if is_body and is_known:
                outcome.struck.append(difference)
                said = commented("struck", difference, content)
                if list_of(address):
                    marker.strike_line(bookmark.paragraph, bookmark.runs, said)
                else:
                    marker.strike(bookmark.runs, said)
        elif bookmark.picture is not None:
            if figure is None or text_hash(figure.text) != bookmark.issued:
                outcome.in_charts.append(difference)
                said = commented("chart", difference, content)
                if is_body:
                    marker.comment(bookmark.picture, bookmark.picture, said)
            else:
                outcome.same += 1
        elif bookmark.text.strip() == (written := figure.text if figure else MISSING).strip():
            outcome.same += 1
            bookmark.renew(written)
        elif text_hash(bookmark.text) != bookmark.issued:
            outcome.by_hand.append(difference)
        elif figure and address.startswith(_OF_CHART):  # the caption says what the picture shows, which stays
            outcome.in_charts.append(difference)
            if is_body:
                marker.comment(bookmark.runs[0], bookmark.runs[-1], commented("chart", difference, content))
        elif figure is None:
            outcome.gone_from_data.append(difference)
            said = commented("gone", difference, content) if is_body else ""
            is_beside = is_later and dated.gets_another_period(bookmark)
            if is_beside and any(letter.isdigit() for letter in bookmark.text):
                marker.replace(bookmark.runs, MISSING, said)
                bookmark.renew(MISSING)
            elif is_beside or (is_later and address.startswith(_SENTENCE)):
                marker.strike(bookmark.runs, said)
                struck.add(bookmark.address)
            elif is_body:
                marker.comment(bookmark.runs[0], bookmark.runs[-1], said)
        else:
            outcome.changed.append(difference)
            marker.replace(bookmark.runs, figure.text, commented("changed", difference, content) if is_body else "")
            bookmark.renew(figure.text)
    seen = {each.address for each in found_marks}
    outcome.deleted = _by_row([named.get(each, each) for each in found.figures if each not in seen])
    struck |= {hashed(content.unit, each.address) for each in outcome.struck} | rows.struck
    figures = [each for each in found.figures if each not in struck]
    outcome.added = lists.complete(set(figures), _line_style(opened)) + rows.complete(set(figures))
    figures += [hashed(content.unit, each.address) for each in outcome.added] + rows.written
    missing = [each.address for each in content.printed() if hashed(content.unit, each.address) not in figures]
    text_of = {each.address: each.text.strip() for each in content.printed()}
    outcome.new = [Difference(address, "", text_of[address]) for address in _by_row(missing)]
    if before is not None:
        _renew_sources(opened, marker, (before, found.build_id), content)
    properties.renew(opened, content, figures)
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue(), outcome


class _Dated:
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

    def keeps_its_period(self, mark: Bookmark, address: str) -> bool:
        """Whether this is a period, and of the figures beside some are gone and the others periods too."""
        place = _place(mark)
        return _is_period(address) and place in self._gone and place not in self._known

    def gets_another_period(self, mark: Bookmark) -> bool:
        """Whether figures of the later period stand beside this one."""
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


def _renew_sources(opened: Document, marker: Marker, issued: tuple[Content, str], content: Content) -> None:
    """Strike the sources of the former edition that are none of the later one, write in those that came, and say from
    which build: where they stand as they were issued. `issued` is what would be said of the former edition, and the
    build that the document was made from.
    """
    former, build_id = issued
    was, now = _sources_of(former), _sources_of(content)
    if not was or not now:
        return
    *listed, made_from = was
    paragraphs = {seen_text(each).strip(): each for each in opened.element.body.iter(qn("w:p"))}
    standing = [each for each in listed if each in paragraphs]
    behind = paragraphs[standing[-1]] if standing else None
    for text in standing:
        if text not in now:
            marker.strike_line(paragraphs[text], _runs_of(paragraphs[text]), "")
    for text in now[:-1]:
        if behind is not None and text not in listed:
            behind = marker.insert_line(behind, text, _line_style(opened), "", "")
    note = paragraphs.get(made_from.replace(former.build_id, build_id))
    if note is not None and build_id != content.build_id:
        marker.replace(_runs_of(note), now[-1], "")


def _sources_of(content: Content) -> list[str]:
    blocks = content.blocks.get("sources", ())
    return [content.figures.plain(block.text) for block in blocks if isinstance(block, Paragraph)]


def _runs_of(paragraph: Any) -> list[Any]:
    return [run for run in paragraph.iter(qn("w:r")) if seen_text(run)]


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


def _line_style(opened: Document) -> str:
    """The id of the style of lines; empty where the program that saved the document has left it out."""
    return next((style.style_id for style in opened.styles if style.name == LINE_STYLE), "")


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
