"""The properties of a document: who made it of what, and which figures it was issued with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from reports.content import PREFIX, Content

_PART = "/docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_LONGEST = 252  # letters that Word keeps of one property
_HASH = 12
_PROGRAM = "DTI"


@dataclass(frozen=True)
class Issued:
    """What an issued document says of itself; `figures` are the hashes of the addresses of its figures, in order."""

    kind: str
    build_id: str
    subject: str
    framework_code: str
    cohort_code: str
    language: str
    aim: str
    figures: tuple[str, ...]

    @property
    def edition_code(self) -> str:
        """The edition that it was issued for."""
        return self.subject.partition("/")[0]

    @property
    def unit(self) -> str:
        """System and code of its unit."""
        return self.subject.partition("/")[2]


def write(document: Document, content: Content, bookmarks: Sequence[str], made_at: datetime) -> None:
    """Set the core properties and our own; whoever made the template leaves no name in the document."""
    core = document.core_properties
    core.title, core.language = content.title, content.language
    core.author = core.last_modified_by = _PROGRAM
    core.comments = core.keywords = core.category = core.subject = core.content_status = core.identifier = ""
    core.created = core.modified = made_at.replace(tzinfo=None, microsecond=0)
    core.revision = 1
    for relation_id, relation in list(document.part.package.rels.items()):
        if relation.reltype == RT.THUMBNAIL:
            del document.part.package.rels[relation_id]
    for relation_id, relation in list(document.part.rels.items()):
        if relation.reltype == RT.CUSTOM_XML:
            del document.part.rels[relation_id]
    renew(document, content, [name.removeprefix(PREFIX)[:_HASH] for name in bookmarks])


def renew(document: Document, content: Content, figures: Sequence[str]) -> None:
    """Let the document say that it is of this content, with the figures of these hashes."""
    package = document.part.package
    for relation_id, relation in list(package.rels.items()):
        if relation.reltype == _RELATION:
            del package.rels[relation_id]
    part = Part(PackURI(_PART), _TYPE, _xml(_named(content, figures)), package)
    package.relate_to(part, _RELATION)


def _named(content: Content, figures: Sequence[str]) -> list[tuple[str, str]]:
    return [
        ("dti.kind", content.kind),
        ("dti.build", content.build_id),
        ("dti.address", content.subject),
        ("dti.framework", content.framework_code),
        ("dti.cohort", content.cohort_code),
        ("dti.language", content.language),
        *_pieces("dti.aim", content.aim),
        *_pieces("dti.figures", "".join(dict.fromkeys(figures))),
    ]


def _pieces(name: str, text: str) -> list[tuple[str, str]]:
    """A long text as properties that Word keeps whole, numbered."""
    starts = range(0, len(text), _LONGEST)
    return [(f"{name}.{place:03d}", text[at : at + _LONGEST]) for place, at in enumerate(starts, start=1)]


def _xml(named: Sequence[tuple[str, str]]) -> bytes:
    rows = "".join(
        f'<property fmtid="{_FORMAT}" pid="{place}" name="{name}"><vt:lpwstr>{escape(text)}</vt:lpwstr></property>'
        for place, (name, text) in enumerate(named, start=2)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Properties xmlns="{_SPACE}" xmlns:vt="{_VALUES}">{rows}</Properties>'.encode()


def read(document: Document) -> Issued | None:
    """What an issued document says of itself; None for one that we did not issue."""
    for relation in document.part.package.rels.values():
        if relation.reltype == _RELATION and not relation.is_external:
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            known = {node.get("name", ""): "".join(node.itertext()) for node in root}
            names = ("kind", "build", "address", "framework", "cohort", "language")
            if not all(f"dti.{name}" in known for name in names):
                return None
            aim, hashes = (
                "".join(known[name] for name in sorted(known) if name.startswith(f"dti.{long}."))
                for long in ("aim", "figures")
            )
            figures = tuple(hashes[at : at + _HASH] for at in range(0, len(hashes), _HASH))
            kind, build_id, subject, framework, cohort, language = (known[f"dti.{name}"] for name in names)
            return Issued(kind, build_id, subject, framework, cohort, language, aim, figures)
    return None
