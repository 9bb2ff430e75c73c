"""Whether an office's template of a document may be used: a stranger's file until it has been read here.

Only words, order and styles are a template's. What else a .docx can carry, and what else Jinja can do, is refused: what
is allowed of parts, relations, fields and syntax is listed here, not what is forbidden.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from posixpath import basename
from xml.parsers import expat

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from reports.built_in_template import CHAPTER, KINDS
from reports.content import Content, Figures, Main, Paragraph
from reports.errors import OfficeTemplateRefused

LARGEST_BYTES = 5 * 2**20
LARGEST_INFLATED, LARGEST_RATIO, RATIO_COUNTS_FROM, MOST_PARTS = 40 * 2**20, 200, 2**20, 300
WORDS = ("title", "unit", "index", "year", "year_named", "decision", "cohort", "rank", "value", "build", "answer")
BLOCKS = {
    CHAPTER: ("overview", "general", "standing", "mains", "component_counts", "target", "annex", "sources"),
    "profile": ("profile_answer", "profile_mains", "profile_components", "profile_limits", "profile_sources"),
}
LISTS = {CHAPTER: ("components",), "profile": ()}
OF_LISTS = ("number", "name", "count", "body")
FILTERS = ("upper", "lower", "trim", "capitalize")
FIELDS = ("PAGE", "NUMPAGES", "TOC", "SEQ", "REF")
_SYNTAX = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.Filter,
    nodes.Not, nodes.And, nodes.Or,
)  # fmt: skip
_RELATIONS = (
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail", "styles",
    "stylesWithEffects", "settings", "webSettings", "fontTable", "theme", "numbering", "header", "footer", "footnotes",
    "endnotes", "comments", "image", "hyperlink", "customXml", "customXmlProps",
)  # fmt: skip
_LINKS = ("https://", "http://", "mailto:")
_TEXTS = re.compile(r"word/(document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml")
_PROPERTIES = re.compile(r"docProps/.*\.xml")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MACROS = (b"macroEnabled", b"vbaProject", b"oleObject", b"activeX")
_FOREIGN = ("mailMerge", "attachedTemplate", "altChunk", "object", "control", "subDoc")


def check(template: bytes, kind: str) -> tuple[str, ...]:
    """The parts of the content that a template leaves out. Raises OfficeTemplateRefused with what was found and where,
    for one that may not be used.
    """
    parts, roots = read(template)
    types = parts["[Content_Types].xml"]
    if any(mark in types for mark in _MACROS) or any("vbaproject" in name.lower() for name in parts):
        raise OfficeTemplateRefused("macros", "[Content_Types].xml")
    for name, root in roots.items():
        if name.endswith(".rels"):
            _require_relations(name, root)
        elif name.startswith("word/"):
            _require_fields(name, root)
    for name, content in parts.items():
        if _PROPERTIES.fullmatch(name) and (b"{{" in content or b"{%" in content):
            raise OfficeTemplateRefused("code", "{{ … }}", name)
    printed = _require_syntax(template, roots, kind)
    bodies = tuple(f"{name}.body" for name in LISTS[kind])
    return tuple(name for name in (*BLOCKS[kind], *bodies) if name not in printed)


def read(file: bytes) -> tuple[dict[str, bytes], dict[str, etree._Element]]:
    """The parts of a document by name, and the trees of those that are XML: all that opening it may take.

    Raises OfficeTemplateRefused for what is too large, unpacks to too much, is broken or no document.
    """
    if len(file) > LARGEST_BYTES:
        raise OfficeTemplateRefused("too_large", f"{len(file) // 2**20} MB", f"{LARGEST_BYTES // 2**20} MB")
    with _opened(file) as archive:
        _require_small(archive)
        try:
            parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as fault:
            raise OfficeTemplateRefused("broken", "ZIP") from fault
    if "word/document.xml" not in parts or "[Content_Types].xml" not in parts:
        raise OfficeTemplateRefused("no_document", "word/document.xml")
    return parts, {name: _parsed(name, content) for name, content in parts.items() if name.endswith((".xml", ".rels"))}


def _opened(template: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(template))
    except (zipfile.BadZipFile, ValueError, OSError) as fault:
        raise OfficeTemplateRefused("no_document", ".docx") from fault


def _require_small(archive: zipfile.ZipFile) -> None:
    """The directory can lie; the process that reads on keeps its limit of memory for that case."""
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or total > LARGEST_INFLATED:
        found, most = f"{len(parts)} / {total // 2**20} MB", f"{LARGEST_INFLATED // 2**20} MB"
        raise OfficeTemplateRefused("inflates", found, most)
    for part in parts:
        if part.flag_bits & 1:
            raise OfficeTemplateRefused("part", "password", part.filename)
        if part.file_size > RATIO_COUNTS_FROM and part.file_size > LARGEST_RATIO * max(1, part.compress_size):
            raise OfficeTemplateRefused("inflates", f"{part.file_size // max(1, part.compress_size)}:1", part.filename)
        if ".." in part.filename or part.filename.startswith("/") or "\\" in part.filename:
            raise OfficeTemplateRefused("part", part.filename)


class _Doctype(Exception):
    pass


def _parsed(name: str, content: bytes) -> etree._Element:
    """The XML of a part; a document type, by which a few letters become gigabytes, is refused before it is read."""

    def refuse(*_: object) -> None:
        raise _Doctype

    try:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = refuse
        parser.Parse(content, True)
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except _Doctype as fault:
        raise OfficeTemplateRefused("part", "<!DOCTYPE", name) from fault
    except (expat.ExpatError, etree.XMLSyntaxError, ValueError) as fault:
        raise OfficeTemplateRefused("broken", "XML", name) from fault


def _require_relations(name: str, root: etree._Element) -> None:
    for relation in root:
        kind, target = basename(relation.get("Type", "")), relation.get("Target", "")
        is_outside = relation.get("TargetMode", "").lower() == "external"
        is_link = kind == "hyperlink" and target.lower().startswith(_LINKS)
        if kind not in _RELATIONS or (is_outside and not is_link):
            raise OfficeTemplateRefused("relation", f"{kind}: {target[:80]}", name)


def _require_fields(name: str, root: etree._Element) -> None:
    """Fields compute, fetch and start programs in Office; a document needs the few that count and number."""
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        tag = node.tag.rpartition("}")[2]
        if tag in _FOREIGN and node.tag.startswith(_WORD):
            raise OfficeTemplateRefused("part", tag, name)
        if any("://" in value and _is_address(key) for key, value in node.attrib.items()):
            raise OfficeTemplateRefused("relation", tag, name)
        if tag == "fldSimple":
            _require_field(node.get(f"{_WORD}instr", ""), name)
    for paragraph in root.iter(f"{_WORD}p"):
        for words in _instructions(paragraph):
            _require_field(words, name)


def _is_address(key: str) -> bool:
    """Whether an attribute says where something is to be fetched from; names of languages of XML are none."""
    return key.rpartition("}")[2].lower() in ("src", "href", "link", "dm", "r", "target")


def _instructions(paragraph: etree._Element) -> Iterator[str]:
    """The instructions of the fields of a paragraph, each put together from its runs, nested ones too."""
    open_fields: list[str] = []
    loose = ""
    for node in paragraph.iter(f"{_WORD}fldChar", f"{_WORD}instrText"):
        if node.tag.endswith("instrText"):
            if open_fields:
                open_fields[-1] += node.text or ""
            else:
                loose += node.text or ""
        elif node.get(f"{_WORD}fldCharType") == "begin":
            open_fields.append("")
        elif node.get(f"{_WORD}fldCharType") == "end" and open_fields:
            yield open_fields.pop()
    yield from open_fields  # one that goes on in another paragraph
    if loose:
        yield loose


def _require_field(words: str, name: str) -> None:
    first = (words.split() or [""])[0].upper()
    if first not in FIELDS:
        raise OfficeTemplateRefused("field", words.strip()[:80], name)


def _require_syntax(template: bytes, roots: dict[str, etree._Element], kind: str) -> set[str]:
    """Everything that Jinja would run, as docxtpl hands it over: names, attributes, loops, choices, a few filters. The
    names that are printed; `components.body` for what the rows of a list say.
    """
    frame = DocxTemplate(io.BytesIO(template))
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    said: set[str] = set()
    for name, root in roots.items():
        if not _TEXTS.fullmatch(name):
            continue
        source = frame.patch_xml(etree.tostring(root, encoding="unicode"))
        try:
            tree = environment.parse(source)
        except TemplateSyntaxError as fault:
            raise OfficeTemplateRefused("syntax", (fault.message or "")[:120], name) from fault
        said |= _require_nodes(tree, kind, name)
        _require_alone(root, kind, name)
    if not said & set(BLOCKS[kind]):
        raise OfficeTemplateRefused("without_blocks", ", ".join(BLOCKS[kind]))
    return said


def _require_nodes(tree: nodes.Template, kind: str, place: str) -> set[str]:
    """The names that a part prints. A loop goes over a list, and within it alone its own name has what rows have."""
    others = {name for each in KINDS if each != kind for name in (*BLOCKS[each], *LISTS[each])}
    known = {*WORDS, *BLOCKS[kind], *LISTS[kind]}
    said: set[str] = set()

    def require(node: nodes.Node, row: str, list_name: str = "", is_printed: bool = False) -> None:
        if not isinstance(node, _SYNTAX):
            raise OfficeTemplateRefused("code", type(node).__name__, place)
        match node:
            case nodes.For():
                is_plain = isinstance(node.target, nodes.Name) and not (
                    node.recursive or node.test or node.else_ or row
                )
                over = node.iter.name if isinstance(node.iter, nodes.Name) else ""
                if over in others:
                    raise OfficeTemplateRefused("other_kind", over, place)
                if not is_plain or over not in LISTS[kind]:
                    raise OfficeTemplateRefused("code", f"for … in {over or '…'}", place)
                row = node.target.name  # type: ignore[attr-defined]
                if row in known:
                    raise OfficeTemplateRefused("name", row, place)
                for below in node.body:
                    require(below, row, over)
                return
            case nodes.If():
                require(node.test, row, list_name)
                for below in (*node.body, *node.elif_, *node.else_):
                    require(below, row, list_name)
                return
            case nodes.Filter() if node.name not in FILTERS or node.args or node.kwargs:
                raise OfficeTemplateRefused("filter", node.name, place)
            case nodes.Getattr():
                is_row = isinstance(node.node, nodes.Name) and node.node.name == row
                if not row or not is_row or node.attr not in OF_LISTS:
                    raise OfficeTemplateRefused("name", node.attr, place)
                if is_printed:
                    said.add(f"{list_name}.{node.attr}")
                return
            case nodes.Name():
                if node.name in others - known:
                    raise OfficeTemplateRefused("other_kind", node.name, place)
                if node.name not in known:
                    raise OfficeTemplateRefused("name", node.name, place)
                if is_printed:
                    said.add(node.name)
        for below in node.iter_child_nodes():
            require(below, row, list_name, is_printed or isinstance(node, nodes.Output))

    require(tree, "")
    return said


_OF_PART = re.compile(r"\{\{(.*?)\}\}")


def _require_alone(root: etree._Element, kind: str, place: str) -> None:
    """The name of a part of the content stands alone in its paragraph: whatever stood beside it would be lost."""
    for paragraph in root.iter(f"{_WORD}p"):
        text = "".join(piece.text or "" for piece in paragraph.iter(f"{_WORD}t"))
        if any("\ue000" <= letter <= "\uf8ff" for letter in text):
            raise OfficeTemplateRefused("part", "U+E000–U+F8FF", place)
        for name in (found.strip() for found in _OF_PART.findall(text)):
            is_part = name in BLOCKS[kind] or name.partition(".")[2] == "body"
            if is_part and text.strip() != f"{{{{ {name} }}}}" and "".join(text.split()) != f"{{{{{name}}}}}":
                raise OfficeTemplateRefused("mixed", text.strip()[:80], place)


def sample(kind: str) -> Content:
    """A content in which every name has something: what a template is tried with before it is kept."""
    rows = [Main(number, f"name {number}", "1", f"part_{number}") for number in (1, 2)]
    parts = (*BLOCKS[kind], *(row.body for row in rows))
    return Content(
        kind=kind,  # type: ignore[arg-type]
        language="vi",
        unit="vn63.00",
        edition_code="sample",
        framework_code="",
        cohort_code="",
        build_id="",
        title="sample",
        figures=Figures(),
        words=dict.fromkeys(WORDS, "word"),
        lists=dict.fromkeys(LISTS[kind], rows),
        blocks={name: [Paragraph(name)] for name in parts},
    )
