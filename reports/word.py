"""Writes what a document says as a .docx: a template gives order, styles and frame, the blocks go where it names them.

Equal content gives equal bytes. Every printed figure is in a bookmark of its own (`content.Figure.bookmark`); what the
document is about, and which figures it was issued with, stands in its properties.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reports import charts, properties, styles
from reports.content import BLOCK, Block, Chart, Content, Figure, Paragraph, Table

_OF_BLOCK = BLOCK.partition("{}")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TWIPS = 1440 / 25.4
_SPACES = nsdecls("w", "wp", "a", "r")
_CHART_SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_LARGEST_CHART_WIDTH = 160  # mm


def render(content: Content, template: bytes, made_at: datetime) -> bytes:
    """The document. `made_at`, the time of the build, is its date. Raises what Jinja raises for a template that has not
    been checked (`reports.template_check`).
    """
    frame = DocxTemplate(io.BytesIO(template))
    frame.render(_context(content), ImmutableSandboxedEnvironment(undefined=StrictUndefined), autoescape=True)
    rendered = io.BytesIO()
    frame.save(rendered)
    document = docx.Document(rendered)  # anew: headers as rendered are no trees yet
    styles.add_missing(document, content.language)
    writer = _Writer(document, content, made_at)
    writer.fill()
    properties.write(document, content, writer.issued, made_at)
    stream = io.BytesIO()
    document.save(stream)
    return _with_fixed_dates(stream.getvalue())


def _context(content: Content) -> dict[str, Any]:
    """What a template may name: words, lists of plain objects, and where blocks go; empty where there is nothing."""
    lists = {
        name: [
            SimpleNamespace(number=each.number, name=each.name, count=each.count, body=BLOCK.format(each.body))
            for each in found
        ]
        for name, found in content.lists.items()
    }
    blocks = {name: BLOCK.format(name) if found else "" for name, found in content.blocks.items()}
    return {"title": content.title, **content.words, **lists, **blocks}


class _Writer:
    """Puts blocks and figures where the rendered template has their marks."""

    def __init__(self, document: Document, content: Content, made_at: datetime) -> None:
        self._document, self._content, self._made_at = document, content, made_at
        self._styles = {style.name: style.style_id for style in document.styles}
        self._names: Counter[str] = Counter()
        known = document.element.body.iter(qn("w:bookmarkStart"))
        self._number = max((int(mark.get(qn("w:id"), "0")) for mark in known), default=0)  # a template has its own
        self._charts = 0
        self.issued: list[str] = []  # hashes of addresses, in the order of the document

    def fill(self) -> None:
        """Replace every mark in body, headers and footers."""
        roots = [self._document.element.body]
        for section in self._document.sections:
            for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
                if not part.is_linked_to_previous:
                    roots.append(part._element)
        for root in roots:
            for paragraph in list(root.iter(qn("w:p"))):
                text = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
                if _OF_BLOCK[0] in text:
                    self._place(paragraph, text)
                elif any("\ue000" <= letter <= "\uf8ff" for letter in text):
                    self._mark(paragraph)
        self._close_sections()

    def _place(self, paragraph: Any, text: str) -> None:
        """Put the blocks that a paragraph names in its place."""
        for piece in text.split(_OF_BLOCK[0])[1:]:
            name = piece.split(_OF_BLOCK[2])[0]
            for block in self._content.blocks[name]:
                for element in self._elements(block):
                    paragraph.addprevious(element)
        section = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if section is None:
            paragraph.getparent().remove(paragraph)
        else:
            for run in paragraph.findall(qn("w:r")):
                paragraph.remove(run)

    def _mark(self, paragraph: Any) -> None:
        """Give the figures in a paragraph of the template their bookmarks, in the run's own dress."""
        for run in list(paragraph.iter(qn("w:r"))):
            text = "".join(piece.text or "" for piece in run.findall(qn("w:t")))
            parts = list(self._content.figures.parts(text))
            if not any(isinstance(part, Figure) for part in parts):
                continue
            dress = run.find(qn("w:rPr"))
            for part in parts:
                xml = self._run_xml([part])
                wrapped = parse_xml(f"<w:p {_SPACES}>{xml}</w:p>")
                for element in list(wrapped):
                    if element.tag == qn("w:r") and dress is not None:
                        element.insert(0, deepcopy(dress))
                    run.addprevious(element)
            run.getparent().remove(run)

    def _elements(self, block: Block) -> Iterator[Any]:
        match block:
            case Paragraph():
                yield parse_xml(self._paragraph(block.text, block.style, block.is_kept_with_next, _SPACES))
            case Table():
                yield parse_xml(self._paragraph(block.caption, styles.CAPTION, True, _SPACES))
                yield parse_xml(self._table(block))
                yield parse_xml(self._paragraph("", styles.CELL, False, _SPACES))
            case Chart():
                yield parse_xml(self._chart(block))
                yield parse_xml(self._paragraph(block.caption, styles.CAPTION, False, _SPACES))

    def _paragraph(self, text: str, style: str, keep: bool = False, spaces: str = "", more: str = "") -> str:
        kept = "<w:keepNext/>" if keep else ""
        properties_xml = f'<w:pPr><w:pStyle w:val="{self._styles[style]}"/>{kept}{more}</w:pPr>'
        return f"<w:p {spaces}>{properties_xml}{self._run_xml(self._content.figures.parts(text))}</w:p>"

    def _run_xml(self, parts: Any, dress: str = "") -> str:
        return "".join(
            self._bookmarked(part, _run(part.text, dress)) if isinstance(part, Figure) else _run(part, dress)
            for part in parts
        )

    def _bookmarked(self, figure: Figure, inner: str) -> str:
        name = figure.bookmark(self._content.unit)
        self.issued.append(name)
        self._names[name] += 1
        if self._names[name] > 1:  # names are unique in a document; a figure may be printed often
            name = f"{name}_{self._names[name]}"
        self._number += 1
        return f'<w:bookmarkStart w:id="{self._number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{self._number}"/>'

    def _table(self, table: Table) -> str:
        widths = [round(column.width * _TWIPS) for column in table.columns]
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        head = self._row(table, [column.title for column in table.columns], widths, True, bool(table.rows))
        last = len(table.rows) - 1
        body = "".join(
            self._row(table, row, widths, False, table.is_kept_together and place < last, place in table.bold_rows)
            for place, row in enumerate(table.rows)
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'<w:tbl {_SPACES}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            f'<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
        )

    def _row(
        self, table: Table, cells: Sequence[str], widths: Sequence[int], is_head: bool, keep: bool, bold: bool = False
    ) -> str:
        dress = "<w:b/>" if is_head or bold else ""
        if table.size:
            dress += f'<w:sz w:val="{round(table.size * 2)}"/><w:szCs w:val="{round(table.size * 2)}"/>'
        dress = f"<w:rPr>{dress}</w:rPr>" if dress else ""
        kept = "<w:keepNext/>" if keep else ""
        fill = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>' if is_head else ""
        xml = ""
        for column, width, text in zip(table.columns, widths, cells, strict=True):
            align = f'<w:jc w:val="{"center" if is_head else column.align}"/>'
            inner = self._run_xml(self._content.figures.parts(text), dress)
            style = f'<w:pStyle w:val="{self._styles[styles.CELL]}"/>'
            xml += (
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}<w:vAlign w:val="center"/></w:tcPr>'
                f"<w:p><w:pPr>{style}{kept}{align}</w:pPr>{inner}</w:p></w:tc>"
            )
        repeated = "<w:tblHeader/>" if is_head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{xml}</w:tr>"

    def _chart(self, chart: Chart) -> str:
        """A paragraph with the chart; the figures that its alternative text says have their bookmarks around it."""
        self._charts += 1
        package = self._document.part.package
        number = self._charts
        data = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
            CT.SML_SHEET,
            charts.workbook(chart, self._made_at),
            package,
        )
        drawn = Part(PackURI(f"/word/charts/chart{number}.xml"), CT.DML_CHART, b"", package)
        drawn._blob = charts.chart_xml(chart, drawn.relate_to(data, RT.PACKAGE))
        relation = self._document.part.relate_to(drawn, RT.CHART)
        width, height = int(Mm(_LARGEST_CHART_WIDTH)), int(Mm(chart.height))
        figures = self._content.figures
        alt = quoteattr(figures.plain(chart.alt))
        inner = (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{1000 + number}" name="Chart {number}" descr={alt}/>'
            f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART_SPACE}">'
            f'<c:chart xmlns:c="{_CHART_SPACE}" r:id="{relation}"/>'
            f"</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        for figure in reversed(figures.within(chart.alt)):
            inner = self._bookmarked(figure, inner)
        align = '<w:ind w:firstLine="0"/><w:jc w:val="center"/>'
        style = f'<w:pPr><w:pStyle w:val="{self._styles["Normal"]}"/><w:keepNext/>{align}</w:pPr>'
        return f"<w:p {_SPACES}>{style}{inner}</w:p>"

    def _close_sections(self) -> None:
        """A last section that has nothing in it takes the paper of the one before: an empty page says nothing."""
        body = self._document.element.body
        last = body.find(qn("w:sectPr"))
        before = last.getprevious() if last is not None else None
        if before is None or before.tag != qn("w:p"):
            return
        section = before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if section is not None:
            body.replace(last, deepcopy(section))
            body.remove(before)


def _run(text: str, dress: str = "") -> str:
    return f'<w:r>{dress}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _with_fixed_dates(document: bytes) -> bytes:
    """The same parts, by name, without clock, and without what the library's blank document carries along."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return stream.getvalue()
