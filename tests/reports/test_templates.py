"""An office's own template: what is refused with its reason and changes nothing, what is used, kept, gone back on."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from reports import documents, templates
from reports.built_in_template import built_in
from reports.errors import OfficeTemplateRefused
from tests.reports import reading
from warehouse import paths
from warehouse.queries.editions import Wanted

EDITION, UNIT = "dti.2022.vn63", "22"


def with_text(*texts: str) -> bytes:
    """A template with these paragraphs."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_part(name: str, old: bytes, new: bytes) -> bytes:
    """The built-in template with a piece of one part replaced, or with a part put in its place where there is none."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(built_in("chapter", "vi"))) as source, zipfile.ZipFile(stream, "w") as target:
        for each in source.namelist():
            content = source.read(each)
            if each == name:
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(each, content)
        if name not in source.namelist():
            target.writestr(name, new)
    return stream.getvalue()


def with_header(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph("{{ mains }}")
    document.sections[0].header.paragraphs[0].text = text
    return saved(document)


def with_title(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph("{{ mains }}")
    document.core_properties.title = text
    return saved(document)


def with_field(*pieces: str) -> bytes:
    document = docx.Document()
    document.add_paragraph("{{ mains }}")
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    xml = (f'<w:p {nsdecls("w")}><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}'
           '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')  # fmt: skip
    document.element.body.insert(0, parse_xml(xml))
    return saved(document)


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return stream.getvalue()


OUTSIDE = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    b'Target="%s" TargetMode="External"/></Relationships>'
)
RELATIONS = "word/_rels/document.xml.rels"
BAD = {
    "code in the body": (with_text("{{ mains.__class__.__mro__ }}"), "name"),
    "a call": (with_text("{{ mains() }}"), "code"),
    "a bomb of letters": (with_text("{{ 'a' * 100000000 }}"), "code"),
    "a bomb of loops": (with_text("{% for a in range(9) %}{% endfor %}{{ mains }}"), "code"),
    "code in the header": (with_header("{{ self.__init__.__globals__ }}"), "name"),
    "code in the title": (with_title("{{ cycler.__init__ }}"), "code"),
    "a zip bomb": (bomb(), "inflates"),
    "a picture from elsewhere": (
        with_part(RELATIONS, b"</Relationships>", OUTSIDE % (b"image", b"https://example.org/a.png")), "relation"),
    "a template from elsewhere": (
        with_part(RELATIONS, b"</Relationships>", OUTSIDE % (b"attachedTemplate", b"file:///a.dotm")), "relation"),
    "a link that starts a program": (
        with_part(RELATIONS, b"</Relationships>", OUTSIDE % (b"hyperlink", b"file:///c:/a.exe")), "relation"),
    "a field that starts a program": (with_field(' DDEAUTO c:\\\\windows\\\\system32 "x" '), "field"),
    "such a field in two pieces": (with_field(" INCLUDE", 'PICTURE "https://example.org" '), "field"),
    "an unknown name": (with_text("{{ mains }}{{ password }}"), "name"),
    "a loop in a loop": (
        with_text(*["{%p for main in components %}"] * 2, "{{ main.body }}", *["{%p endfor %}"] * 2), "code"),
    "a row outside of its loop": (with_text("{{ mains }}", "{{ main.body }}"), "name"),
    "a row after its loop": (
        with_text("{%p for main in components %}", "{{ main.body }}", "{%p endfor %}", "{{ main.name }}"), "name"),
    "words beside a part": (with_text("Xem {{ mains }}"), "mixed"),
    "parts of the other kind": (with_text("{{ mains }}", "{{ profile_mains }}"), "other_kind"),
    "our own marks": (with_text("{{ mains }}", "\ue0020\ue003"), "part"),
    "a picture by its address": (
        with_part("word/document.xml", b"<w:body>", b'<w:body><w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-'
                  b'microsoft-com:vml" src="https://example.org/a.png"/></w:pict></w:r></w:p>'), "relation"),
    "a filter that is not listed": (with_text("{{ mains }}{{ unit|attr('x') }}"), "filter"),
    "open braces": (with_text("{{ mains }}{% if unit %}"), "syntax"),
    "entities": (with_part("word/document.xml", b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document'), "part"),
    "macros": (with_part("word/vbaProject.bin", b"", b"x"), "macros"),
    "no content": (with_text("Kế hoạch"), "without_blocks"),
    "no document": (b"PK\x03\x04", "no_document"),
    "text": (b"{{ mains }}", "no_document"),
    "another document cut off": (built_in("chapter", "vi")[:9_000], "no_document"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_bad_template_is_refused_with_its_reason_and_nothing_is_kept(what):
    template, reason = BAD[what]
    before = templates.kept("chapter", "vi")
    with pytest.raises(OfficeTemplateRefused) as refused:
        templates.keep(template, "chapter", "vi")
    assert refused.value.reason == reason
    assert templates.kept("chapter", "vi") == before


@pytest.mark.parametrize("kind", ["chapter", "profile"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_programs_own_templates_pass(kind, language):
    templates.require_usable(built_in(kind, language), kind)


@pytest.fixture
def own_folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("DTI_LOADED_DIR", str(tmp_path))
    return paths.loaded_dir() / templates.FOLDER


def test_an_office_changes_words_and_order(real, own_folder):
    mine = with_text(
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "{{ unit|upper }}: hạng {{ rank }}", "{{ mains }}", "{{ standing }}",
        "{%p for main in components %}", "{{ main.name }}", "{{ main.body }}", "{%p endfor %}",
    )  # fmt: skip
    assert templates.keep(mine, "chapter", "vi").number == 1
    made = documents.made("chapter", Wanted(EDITION), UNIT, "vi")
    read = reading.read(made)
    assert read.text.startswith("SỞ KHOA HỌC VÀ CÔNG NGHỆ\nQUẢNG NINH: hạng 3/63")
    assert read.text.index("Bảng 1.") < read.text.index("DTI cấp tỉnh năm 2022 của Quảng Ninh")
    assert "3/63" in reading.bookmarks(made).values()
    styles = {style.name for style in read.document.styles}
    assert {"DTI Gap", "DTI Note", "DTI Cell"} <= styles  # those that blocks use and the office does not have


def test_templates_are_a_series_and_one_can_go_back(own_folder):
    first, second = with_text("Một", "{{ mains }}"), with_text("Hai", "{{ mains }}")
    templates.keep(first, "chapter", "vi")
    templates.keep(second, "chapter", "vi")
    assert templates.current("chapter", "vi") == (second, True)
    assert templates.go_back("chapter", "vi").number == 3
    assert templates.current("chapter", "vi") == (first, True)
    assert sorted(path.name for path in own_folder.iterdir()) == [f"chapter.vi.000{n}.docx" for n in (1, 2, 3)]
    assert templates.current("chapter", "en")[1] is False
    assert templates.use_own("chapter", "vi").number == 4
    assert templates.current("chapter", "vi") == (built_in("chapter", "vi"), True)
    assert templates.use_own("chapter", "en") is None


def test_a_template_is_tried_before_it_is_used(real, own_folder):
    made = documents.made("chapter", Wanted(EDITION), UNIT, "vi", template=with_text("Bản thử", "{{ mains }}"))
    assert reading.read(made).text.startswith("Bản thử")
    assert templates.kept("chapter", "vi") == []


def test_a_field_of_page_numbers_and_a_link_are_allowed():
    document = docx.Document(io.BytesIO(with_field(" PAGE ")))
    document.part.relate_to("https://dti.gov.vn", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    templates.require_usable(saved(document), "chapter")


def test_figures_in_the_header_of_a_template_have_bookmarks_too(real, own_folder):
    made = documents.made("chapter", Wanted(EDITION), UNIT, "vi", template=with_header("Hạng {{ rank }}"))
    header = docx.Document(io.BytesIO(made)).sections[0].header
    assert header.paragraphs[0].text == "Hạng 3/63"
    assert next(header._element.iter(qn("w:bookmarkStart"))).get(qn("w:name")).startswith("dti_")
