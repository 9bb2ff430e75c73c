"""How the texts of an .xlsx look, as far as it changes what they say: struck through, or a footnote mark raised above
them. Runs only in the limited process of `etl.reading.workbook_child`."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree  # expat limits entity expansion; the process around it limits the rest

from etl.reading.superscripts import Letters, Runs
from etl.reading.xml_parts import has_any, new_parser, parse

_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
RICH_MARKS = (b"superscript", b"strike")  # in the XML of texts that look otherwise in part


def kinds(*names: str) -> dict[str, str]:
    """Elements by the names the parser gives them, in each namespace that spreadsheets use."""
    return {f"{namespace} {name}": name for namespace in _NAMESPACES for name in names}


RICH = ("si", "is", "r", "t", "rPh", "vertAlign", "strike")
_KINDS = kinds(*RICH)


@dataclass(frozen=True)
class Looks:
    """`struck_formats` are numbers of cell formats; the rest are numbers of shared texts, `marked` to the text without
    its footnote marks and the marks. Numbers are texts, as the sheets have them."""

    struck_formats: frozenset[str] = frozenset()
    marked: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    struck: frozenset[str] = frozenset()


class RichText:
    """A text as its XML tells it, in runs of letters that look alike."""

    def __init__(self) -> None:
        self.runs = Runs()
        self._is_reading_aid = False

    def start(self, kind: str, attributes: Mapping[str, str]) -> bool:
        """Take the start of an element; True where letters of the text follow."""
        if kind == "rPh":  # how Japanese is read aloud
            self._is_reading_aid = True
        elif kind == "r" or (kind == "t" and not self.runs):
            self.runs.append(Letters(""))
        elif kind == "vertAlign" and self.runs:
            self.runs[-1] = self.runs[-1]._replace(is_raised=attributes.get("val") == "superscript")
        elif kind == "strike" and self.runs:
            self.runs[-1] = self.runs[-1]._replace(is_struck=is_on(attributes.get("val", "1")))
        return kind == "t" and not self._is_reading_aid

    def add(self, letters: str) -> None:
        """Take letters of the text."""
        self.runs[-1] = self.runs[-1]._replace(text=self.runs[-1].text + letters)


def is_on(value: str) -> bool:
    """What an attribute that is true or false says."""
    return value not in ("0", "false")


def read_looks(archive: zipfile.ZipFile, styles: str | None, shared_texts: str | None) -> Looks:
    """The looks that the parts of an .xlsx declare; None for a part that is not there."""
    formats = _struck_formats(ElementTree.fromstring(archive.read(styles))) if styles else frozenset()  # noqa: S314
    if not shared_texts or not has_any(archive, shared_texts, RICH_MARKS):
        return Looks(formats)
    texts = _SharedTexts(archive, shared_texts)
    return Looks(formats, texts.marked, frozenset(texts.struck))


def _struck_formats(styles: ElementTree.Element) -> frozenset[str]:
    fonts = [font.find("{*}strike") for font in styles.findall("{*}fonts/{*}font")]
    struck = {str(number) for number, each in enumerate(fonts) if each is not None and is_on(each.get("val", "1"))}
    formats = styles.findall("{*}cellXfs/{*}xf") if struck else ()
    return frozenset(str(number) for number, each in enumerate(formats) if each.get("fontId") in struck)


class _SharedTexts:
    """The shared texts with footnote marks, and those struck through, by their numbers."""

    def __init__(self, archive: zipfile.ZipFile, part: str) -> None:
        self.marked: dict[str, tuple[str, str]] = {}
        self.struck: list[str] = []
        self._number, self._text = -1, RichText()
        self._parser = new_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        parse(self._parser, archive, part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = _KINDS.get(name)
        if kind == "si":
            self._number, self._text = self._number + 1, RichText()
        elif kind and self._text.start(kind, attributes):
            self._parser.CharacterDataHandler = self._text.add

    def _end(self, name: str) -> None:
        self._parser.CharacterDataHandler = None
        if _KINDS.get(name) == "si":
            text, mark = self._text.runs.without_marks
            if mark:
                self.marked[str(self._number)] = text, mark
            if self._text.runs.is_struck:
                self.struck.append(str(self._number))
