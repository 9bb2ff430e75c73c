"""Which styles of an .ods change what a text says: struck through, raised above it, a table that is not shown.

Runs only in the limited process of `etl.reading.workbook_child`.
"""

import contextlib
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.reading.xml_parts import new_parser, parse

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT = (f"{_NAMESPACE}{name}:1.0 " for name in ("office", "table", "text"))
VALUE_TYPE = f"{OFFICE}value-type"
_STYLE = f"{_NAMESPACE}style:1.0 "


@dataclass
class _Declared:
    """What a style itself says; None for what it leaves to the one it builds on."""

    parent: str
    is_raised: bool | None = None
    is_struck: bool | None = None
    is_hidden: bool | None = None


@dataclass(frozen=True)
class Styles:
    """Names of styles by what they do: raise letters, strike through letters or whole cells, hide a table."""

    raised: frozenset[str] = frozenset()
    struck_text: frozenset[str] = frozenset()
    struck_cells: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        return self.raised | self.struck_text | self.struck_cells | self.hidden


class _Done(Exception):
    """The styles have gone by."""


@dataclass
class _Reader:
    """Collects styles up to the body of a part."""

    found: dict[tuple[str, str], _Declared] = field(default_factory=dict)
    style: _Declared = field(default_factory=lambda: _Declared(""))

    def read(self, archive: zipfile.ZipFile, part: str) -> None:
        parser = new_parser()
        parser.StartElementHandler = self._start
        with contextlib.suppress(_Done):
            parse(parser, archive, part)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == f"{OFFICE}body":
            raise _Done
        if name == f"{_STYLE}style":
            key = attributes.get(f"{_STYLE}family", ""), attributes.get(f"{_STYLE}name", "")
            self.style = self.found[key] = _Declared(attributes.get(f"{_STYLE}parent-style-name", ""))
        elif name == f"{_STYLE}text-properties":
            if position := attributes.get(f"{_STYLE}text-position"):
                self.style.is_raised = _is_raised(position)
            line = [attributes.get(f"{_STYLE}text-line-through-{each}") for each in ("style", "type")]
            if any(line):
                self.style.is_struck = "none" not in line
        elif name == f"{_STYLE}table-properties" and (display := attributes.get(f"{TABLE}display")):
            self.style.is_hidden = display == "false"


def read_styles(archive: zipfile.ZipFile) -> Styles:
    """The styles of an .ods, those made for single cells with those that have a name."""
    reader = _Reader()
    parts = archive.namelist()
    for part in ("styles.xml", "content.xml"):
        if part in parts:
            reader.read(archive, part)

    def names(family: str, says: str) -> frozenset[str]:
        keys = (key for key in reader.found if key[0] == family)
        return frozenset(key[1] for key in keys if _says(reader.found, key, says))

    return Styles(
        raised=names("text", "is_raised"),
        struck_text=names("text", "is_struck"),
        struck_cells=names("table-cell", "is_struck"),
        hidden=names("table", "is_hidden"),
    )


def _says(styles: Mapping[tuple[str, str], _Declared], key: tuple[str, str], what: str) -> bool:
    """What a style says, or the one it builds on; a circle of styles says nothing."""
    seen = set()
    while key in styles and key not in seen:
        seen.add(key)
        said = getattr(styles[key], what)
        if said is not None:
            return said
        key = key[0], styles[key].parent
    return False


def _is_raised(position: str) -> bool:
    """`super 58%`, or how far it is raised: `33% 58%`."""
    return position.startswith("super") or re.match(r"(?!0+(\.0*)?%)\d+(\.\d+)?%", position) is not None
