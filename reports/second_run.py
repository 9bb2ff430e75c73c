"""The second run over a document that was issued, and perhaps edited since: what of its figures is not so any more.

A figure is found by its bookmark, which keeps a hash of its address and one of its text as it was issued. So a figure
that has changed in the data is told from one that a person has changed, in whatever program: the first is marked as a
tracked change with a comment, the second is left as it is and listed.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from reports import addresses, properties
from reports.content import LINE_STYLE, PREFIX, Content, address_hash, list_of, text_hash
from reports.errors import ReportRefused
from reports.properties import Issued
from reports.tracked_changes import Marker
from text.catalogue import say

_NAME = re.compile(rf"{PREFIX}([0-9a-f]{{12}})_([0-9a-f]{{6}})(?:_[0-9]+)?")


@dataclass(frozen=True)
class Difference:
    """A figure of the issued document that is not as the data are now; `address` is within edition and unit."""

    address: str
    found: str
    now: str


@dataclass
class Outcome:
    """What a second run found, in the order of the document.

    `changed` are marked in the document, as are the lines of lists of components that were `struck` or `added`;
    `by_hand` were changed by a person and left; `in_charts` are pictures to be made anew; `gone_from_data` have no
    figure any more; `deleted` are not in the document any more (addresses, or what stands for one that the data have no
    longer); `new` are figures that a document issued now would have beside. `same` counts the figures that are as
    issued. `about` names unit, index and period of the document, `names` what addresses name by a code, each in every
    language.
    """

    changed: list[Difference] = field(default_factory=list)
    struck: list[Difference] = field(default_factory=list)
    added: list[Difference] = field(default_factory=list)
    by_hand: list[Difference] = field(default_factory=list)
    in_charts: list[Difference] = field(default_factory=list)
    gone_from_data: list[Difference] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    same: int = 0
    about: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


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
    now = {_hash(content.unit, each.address): each for each in content.figures.all()}
    known = (*content.lines, *(each.address for each in (before or content).figures.all()))
    named = {_hash(content.unit, address): address for address in known}
    marker, outcome, seen = Marker(opened, at), Outcome(), set()
    body = set(opened.element.body.iter(qn("w:bookmarkStart")))
    counts = {list_of(address) for address in named.values() if list_of(address)}
    lists = _Lists(marker, content)
    for bookmark in list(_bookmarks(opened)):
        seen.add(bookmark.address)
        is_body = bookmark.start in body  # nowhere else may a comment stand
        figure = now.get(bookmark.address)
        address = figure.address if figure else named.get(bookmark.address, bookmark.address)
        difference = Difference(address, bookmark.text, figure.text if figure else "")
        if is_body and (list_of(address) or address in counts):
            lists.stands(bookmark.address, bookmark.paragraph)
        if figure is None and list_of(address) and text_hash(bookmark.text.strip()) == bookmark.issued:
            if is_body and _hash(content.unit, list_of(address)) in now:
                outcome.struck.append(difference)
                marker.strike_line(bookmark.paragraph, bookmark.runs, _comment("struck", difference, content))
        elif bookmark.picture is not None:
            if figure is None or text_hash(figure.text) != bookmark.issued:
                outcome.in_charts.append(difference)
                said = _comment("chart", difference, content)
                if is_body:
                    marker.comment(bookmark.picture, bookmark.picture, said)
            else:
                outcome.same += 1
        elif figure and figure.text == bookmark.text.strip():
            outcome.same += 1
            bookmark.renew(figure.text)
        elif text_hash(bookmark.text.strip()) != bookmark.issued:
            outcome.by_hand.append(difference)
        elif figure is None:
            outcome.gone_from_data.append(difference)
            if is_body:
                marker.comment(bookmark.runs[0], bookmark.runs[-1], _comment("gone", difference, content))
        else:
            outcome.changed.append(difference)
            marker.replace(bookmark.runs, figure.text, _comment("changed", difference, content) if is_body else "")
            bookmark.renew(figure.text)
    named |= {key: figure.address for key, figure in now.items()}
    outcome.deleted = [named.get(each, each) for each in found.figures if each not in seen]
    struck = {_hash(content.unit, each.address) for each in outcome.struck}
    figures = [each for each in found.figures if each not in struck]
    outcome.added = lists.complete(set(figures), _line_style(opened))
    figures += [_hash(content.unit, each.address) for each in outcome.added]
    outcome.new = [each.address for each in content.printed() if _hash(content.unit, each.address) not in figures]
    properties.renew(opened, content, figures)
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue(), outcome


def _line_style(opened: Document) -> str:
    """The id of the style of lines; empty where the program that saved the document has left it out."""
    return next((style.style_id for style in opened.styles if style.name == LINE_STYLE), "")


class _Lists:
    """Lists of components by status: a line that came to one is written behind the line before it, the first one behind
    the sentence that says how many there are. A line that a person has taken out stays out.
    """

    def __init__(self, marker: Marker, content: Content) -> None:
        self._marker, self._content = marker, content
        self._paragraphs: dict[str, Any] = {}

    def stands(self, address: str, paragraph: Any) -> None:
        """Take note of where a line, or how many there are, stands; `address` as its bookmark has it."""
        self._paragraphs.setdefault(address, paragraph)

    def complete(self, issued: Collection[str], style: str) -> list[Difference]:
        """Write the lines that the document was not issued with; nothing where it has not the list."""
        added: list[Difference] = []
        unit = self._content.unit
        behind: dict[str, Any] = {}
        for figure in self._content.printed():
            count = list_of(figure.address)
            if not count:
                continue
            address = _hash(unit, figure.address)
            before = behind.get(count, self._paragraphs.get(_hash(unit, count)))
            if address not in issued and before is not None:
                difference = Difference(figure.address, "", figure.text)
                said = _comment("added", difference, self._content)
                before = self._marker.insert_line(before, figure.text, style, figure.bookmark(unit), said)
                added.append(difference)
            behind[count] = self._paragraphs.get(address, before)
        return added


def _hash(unit: str, address: str) -> str:
    return address_hash(unit, address).removeprefix(PREFIX)


def _comment(kind: str, difference: Difference, content: Content) -> str:
    where = f"{content.edition_code}/{content.unit}/{difference.address}"
    what = addresses.told(difference.address, content.names, content.language)
    return say(
        content.language,
        f"report_comment_{kind}",
        address=f"{what}; {where}",
        old=difference.found or "…",
        new=difference.now or "…",
        build=content.build_id,
    )


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


@dataclass(frozen=True)
class _Bookmark:
    address: str
    issued: str
    runs: list[Any]
    text: str
    picture: Any  # the run that holds one, else None
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


def _bookmarks(document: Document) -> Iterator[_Bookmark]:
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
            yield _Bookmark(match[1], match[2], runs, text, picture, start)


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
        elif is_within and node.tag == qn("w:r") and not any(each.tag == qn("w:del") for each in node.iterancestors()):
            yield node
