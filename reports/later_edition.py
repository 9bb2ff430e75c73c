"""An issued document that is brought to a later edition: which of its sentences and tables get that period, and its
sources.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from reports.bookmarks import Bookmark
from reports.content import LINE_STYLE, Content, Figure, Paragraph
from reports.tracked_changes import Marker, seen_text


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
