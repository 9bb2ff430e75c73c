"""The templates that come with the program, made of the words of a language: what an office begins its own from."""

import io
from functools import cache

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from reports import styles
from text.catalogue import say

CHAPTER, PROFILE = KINDS = ("chapter", "profile")
_PROFILE_SIZE = 11


@cache
def built_in(kind: str, language: str) -> bytes:
    """The template of a kind of document, as a .docx."""
    document = docx.Document()
    for element in list(document.element.body)[:-1]:
        document.element.body.remove(element)
    styles.set_styles(document, language, _PROFILE_SIZE if kind == PROFILE else 14)
    styles.set_paper(document.sections[0])
    if kind == PROFILE:
        _profile(document, language)
    else:
        _chapter(document, language)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _chapter(document: Document, language: str) -> None:
    def heading(key: str, level: int, **names: str) -> None:
        words = say(language, key, **{place: _named(name) for place, name in names.items()})
        document.add_paragraph(words, style=f"Heading {level}")

    def says(text: str) -> None:
        document.add_paragraph(text)

    heading("report_heading_1", 1, index="index", year="year_named", unit="unit")
    heading("report_heading_1_1", 2)
    says("{{ overview }}")
    heading("report_heading_1_2", 2)
    says("{{ general }}")
    heading("report_heading_1_2_1", 3)
    says("{{ standing }}")
    heading("report_heading_1_2_2", 3)
    says("{{ mains }}")
    heading("report_heading_1_3", 2)
    says("{{ component_counts }}")
    says("{%p for main in components %}")
    heading("report_heading_main", 3, number="main.number", name="main.name", count="main.count")
    says("{{ main.body }}")
    says("{%p endfor %}")
    says("{%p if target %}")
    heading("report_heading_target", 2)
    says("{{ target }}")
    says("{%p endif %}")
    heading("report_heading_sources", 2)
    says("{{ sources }}")
    _number_pages(document)
    wide = document.add_section(WD_SECTION.NEW_PAGE)
    wide.orientation = WD_ORIENT.LANDSCAPE
    styles.set_paper(wide, landscape=True)
    wide.different_first_page_header_footer = False
    says("{%p if annex %}")
    heading("report_heading_annex", 2)
    says("{{ annex }}")
    says("{%p endif %}")


def _named(name: str) -> str:
    """A name of the content, as Jinja writes it."""
    return f"{{{{ {name} }}}}"


def _profile(document: Document, language: str) -> None:
    section = document.sections[0]
    section.top_margin = section.bottom_margin = Cm(1.5)
    words = say(language, "report_heading_profile", **{name: _named(name) for name in ("unit", "index", "year")})
    title = document.add_paragraph(words, style="Heading 1")
    title.paragraph_format.first_line_indent = Cm(0)
    for name in ("profile_answer", "profile_mains", "profile_components", "profile_limits", "profile_sources"):
        document.add_paragraph(_named(name))


def _number_pages(document: Document) -> None:
    """The number of the page centred on top, none on the first page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.first_line_indent = Cm(0)
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", None), (None, " PAGE "), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)
