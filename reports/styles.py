"""The paper and the styles of documents, as Nghị định 30/2020/NĐ-CP (annex I) asks of an administrative document."""

from collections.abc import Collection

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT, SIZE = "Times New Roman", Pt(14)
LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
_BLACK = RGBColor(0, 0, 0)
GAP, NOTE, ITEM, CAPTION, CELL = "DTI Gap", "DTI Note", "DTI Item", "Caption", "DTI Cell"
_INDENT = Cm(1.27)


def set_paper(section: Section, landscape: bool = False) -> None:
    """A4 with the margins of the decree: 20 mm at the top and at the foot, 30 left, 15 right; turned, 30 at the top."""
    width, height = Mm(210), Mm(297)
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = (Mm(20), Mm(20)) if landscape else (Mm(30), Mm(15))
    section.header_distance = section.footer_distance = Mm(10)


def set_styles(document: Document, language: str, size: float = 14) -> None:
    """Give the document every style that blocks use, in the font and language of the document."""
    normal = document.styles["Normal"]
    _font(normal, Pt(size), language)
    body = normal.paragraph_format
    body.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    body.space_before, body.space_after, body.line_spacing = Pt(0), Pt(6), 1.0
    body.first_line_indent = _INDENT
    for level in (1, 2, 3):
        heading = document.styles[f"Heading {level}"]
        _font(heading, Pt(size), language)
        heading.font.bold, heading.font.italic = True, level == 3
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(6), Pt(6)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.first_line_indent = _INDENT
    add_missing(document, language, size, redo=(CAPTION,))


def add_missing(document: Document, language: str, size: float = 14, redo: Collection[str] = ()) -> None:
    """Add the styles of blocks that a document does not have, as an office's own template may not."""
    known = {style.name for style in document.styles}
    for name in (GAP, NOTE, ITEM, CAPTION, CELL):
        if name not in known or name in redo:
            style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = document.styles["Normal"]
            _DRESS[name](style, size)
            _font(style, style.font.size or Pt(size), language)


def _gap(style: ParagraphStyle, size: float) -> None:
    style.font.italic, style.font.size = True, Pt(size)
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "FFF2CC")):
        shade.set(qn(name), value)
    style.element.get_or_add_pPr().append(shade)


def _note(style: ParagraphStyle, size: float) -> None:
    style.font.italic, style.font.size = True, Pt(size - 2)


def _item(style: ParagraphStyle, size: float) -> None:
    style.font.size = Pt(size)
    style.paragraph_format.space_after = Pt(3)


def _caption(style: ParagraphStyle, size: float) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size - 1), True, False
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    style.paragraph_format.first_line_indent = Cm(0)
    style.paragraph_format.space_before = Pt(6)


def _cell(style: ParagraphStyle, size: float) -> None:
    style.font.size = Pt(size - 1)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    style.paragraph_format.first_line_indent = Cm(0)
    style.paragraph_format.space_after = Pt(0)


_DRESS = {GAP: _gap, NOTE: _note, ITEM: _item, CAPTION: _caption, CELL: _cell}


def _font(style: ParagraphStyle, size: Pt, language: str) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, size, _BLACK
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    spoken = properties.find(qn("w:lang"))
    if spoken is None:
        spoken = OxmlElement("w:lang")
        properties.append(spoken)
    for name in ("w:val", "w:eastAsia"):
        spoken.set(qn(name), LANGUAGES.get(language, language))
