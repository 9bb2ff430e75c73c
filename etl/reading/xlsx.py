"""What an .xlsx holds besides its texts: text styles that change what a text says (struck through, a footnote mark
raised above it), formulas nobody calculated, error values, values copied from another workbook, what is not shown.

Met while the XML of its parts streams by. Runs only in the limited process of `etl.reading.workbook_child`.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree  # expat limits entity expansion; the process around it limits the rest

from etl.reading.sheet_metadata import Letters, Runs, SheetMetadata, has_any, new_parser, parse, pieces

_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
RICH_MARKS = (b"superscript", b"strike")  # in the XML of texts that look otherwise in part


def kinds(*names: str) -> dict[str, str]:
    """Elements by the names the parser gives them, in each namespace that spreadsheets use."""
    return {f"{namespace} {name}": name for namespace in _NAMESPACES for name in names}


RICH = ("si", "is", "r", "t", "rPh", "vertAlign", "strike")
_TEXT_KINDS = kinds(*RICH)


@dataclass(frozen=True)
class TextStyles:
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


def read_text_styles(archive: zipfile.ZipFile, styles: str | None, shared_texts: str | None) -> TextStyles:
    """The text styles that the parts of an .xlsx declare; None for a part that is not there."""
    formats = _struck_formats(ElementTree.fromstring(archive.read(styles))) if styles else frozenset()  # noqa: S314
    if not shared_texts or not has_any(archive, shared_texts, RICH_MARKS):
        return TextStyles(formats)
    texts = _SharedTexts(archive, shared_texts)
    return TextStyles(formats, texts.marked, frozenset(texts.struck))


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
        kind = _TEXT_KINDS.get(name)
        if kind == "si":
            self._number, self._text = self._number + 1, RichText()
        elif kind and self._text.start(kind, attributes):
            self._parser.CharacterDataHandler = self._text.add

    def _end(self, name: str) -> None:
        self._parser.CharacterDataHandler = None
        if _TEXT_KINDS.get(name) == "si":
            text, mark = self._text.runs.without_marks
            if mark:
                self.marked[str(self._number)] = text, mark
            if self._text.runs.is_struck:
                self.struck.append(str(self._number))


# nothing to find without one of these; a pattern that tells them apart takes seconds for a large sheet
_TELLING = (b"<f", b":f", b'="e"', b"='e'", *RICH_MARKS)
_LONGEST_ELEMENT = 2**16
_FEW = 50  # so many numbers of formats and texts can be looked for before parsing
_KINDS = kinds("c", "f", "v", "row", *RICH)
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_HIDDEN = re.compile(rb"""hidden=["'](?:1|true)["']""")
_ROW_OR_COLUMNS = re.compile(rb"<(?:[\w.-]+:)?(row|col)\s[^<]*")
_NUMBERS = re.compile(rb"""\s(r|min|max)\s*=\s*["'](\d{1,7})["']""")


@dataclass(slots=True)
class SheetCell:
    """A cell with a formula or an error: its place, counted from 1, its kind and texts as the file gives them."""

    row: int
    column: int
    kind: str
    formula: str | None
    value: str


def calculated_cells(
    archive: zipfile.ZipFile, part: str, text_styles: TextStyles, metadata: SheetMetadata
) -> Iterator[SheetCell]:
    """Every cell of a sheet's part with a formula or an error, in its order; what the others carry goes to `metadata`.

    Most sheets have nothing of all this: a look for marks spares parsing.
    """
    _find_hidden(archive, part, metadata)
    numbers = _numbers(text_styles)
    if has_any(archive, part, (*_TELLING, *numbers[:_FEW])) or len(numbers) > _FEW:
        yield from _Reader(text_styles, metadata).cells(archive, part)


def _numbers(text_styles: TextStyles) -> list[bytes]:
    """How cells name the formats and shared texts that look otherwise."""
    formats = [f"s={quote}{number}{quote}" for number in text_styles.struck_formats for quote in "\"'"]
    texts = (f">{number}</" for number in {*text_styles.marked, *text_styles.struck})
    return [text.encode() for text in (*formats, *texts)]


def _find_hidden(archive: zipfile.ZipFile, part: str, metadata: SheetMetadata) -> None:
    """Rows and columns that are not shown, from the bytes alone: a filter hides rows in the longest of tables."""
    rest = b""
    for piece in (*pieces(archive, part), b"<"):
        seen = rest + piece
        end = seen.rfind(b"<")  # up to there elements are whole
        for mark in _HIDDEN.finditer(seen, 0, max(0, end)):
            element = _ROW_OR_COLUMNS.match(seen, max(0, seen.rfind(b"<", 0, mark.start())))
            numbers = {name: int(number) for name, number in _NUMBERS.findall(element[0])} if element else {}
            if element and element[1] == b"row" and b"r" in numbers:
                metadata.hidden_rows.add(numbers[b"r"], numbers[b"r"])
            elif element and {b"min", b"max"} <= numbers.keys():
                metadata.hidden_columns.add(numbers[b"min"], numbers[b"max"])
        rest = seen[max(0, end) :][-_LONGEST_ELEMENT:]


class _Reader:
    """Collects cells from expat's events; without end events, which would double the time of a large sheet."""

    def __init__(self, text_styles: TextStyles, metadata: SheetMetadata) -> None:
        self._text_styles, self._metadata = text_styles, metadata
        self._told_by_value = {"e", "s"} if text_styles.marked or text_styles.struck else {"e"}  # kinds of cells
        self._row = self._column = 0
        self._given: dict[str, str] = {}  # attributes of the cell at hand
        self._formula: str | None = None
        self._value = ""
        self._rich: RichText | None = None
        self._found: list[SheetCell] = []
        self._parser = new_parser()
        self._parser.StartElementHandler = self._start

    def cells(self, archive: zipfile.ZipFile, part: str) -> Iterator[SheetCell]:
        """Those with a formula or an error."""
        for piece in pieces(archive, part):
            self._parser.Parse(piece, False)
            yield from self._found
            self._found = []
        self._parser.Parse(b"", True)
        self._close()
        yield from self._found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = _KINDS.get(name)
        if kind == "v":
            is_told = self._formula is not None or self._given.get("t") in self._told_by_value
            self._parser.CharacterDataHandler = self._value_text if is_told else None
        elif kind == "c":
            if self._formula is not None or self._value or self._rich or self._tells_by_itself():
                self._close()
            self._column += 1
            self._given = attributes
        elif kind == "f":
            self._formula = ""
            self._parser.CharacterDataHandler = self._formula_text
        elif kind == "row":
            self._close()
            number = attributes.get("r", "")
            self._row = int(number) if number.isascii() and number.isdigit() else self._row + 1
            self._column, self._given = 0, {}
        elif kind == "is":
            self._rich = RichText()
        elif kind and self._rich and self._rich.start(kind, attributes):
            self._parser.CharacterDataHandler = self._rich.add
            self._parser.EndElementHandler = self._end_text

    def _tells_by_itself(self) -> bool:
        """True if the cell at hand is an error, or struck through by its format."""
        return self._given.get("t") == "e" or self._given.get("s") in self._text_styles.struck_formats

    def _close(self) -> None:
        """Take the cell at hand: all of it has come by."""
        given, text_styles, rich = self._given, self._text_styles, self._rich
        formula, value, kind = self._formula, self._value.strip(), given.get("t", "n")
        if not (formula is not None or value or rich or self._tells_by_itself()):
            return
        place = self._place()
        if formula is not None or kind == "e":
            self._found.append(SheetCell(*place, kind, formula, value))
            if value or kind == "str":
                self._metadata.calculated.add(*place)
        if rich:
            text, mark = rich.runs.without_marks
        else:
            text, mark = text_styles.marked.get(value, ("", "")) if kind == "s" else ("", "")
        if mark:
            self._metadata.marks.append((*place, text, mark))
        if (
            given.get("s") in text_styles.struck_formats
            or (rich and rich.runs.is_struck)
            or (kind == "s" and value in text_styles.struck)
        ):
            self._metadata.struck.add(*place)
        self._formula, self._value, self._rich = None, "", None

    def _place(self) -> tuple[int, int]:
        """Row and column of the cell at hand; one that does not say so follows the one before."""
        if match := _REFERENCE.fullmatch(self._given.get("r", "")):
            column = 0
            for letter in match[1]:
                column = column * 26 + ord(letter) - ord("A") + 1
            return int(match[2]), column
        return self._row, self._column

    def _end_text(self, _: str) -> None:
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None

    def _formula_text(self, text: str) -> None:
        self._formula = (self._formula or "") + text

    def _value_text(self, text: str) -> None:
        self._value += text


SHOWN = 100  # a sheet of formulas nobody calculated need not be quoted cell by cell
_LINK = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_OTHER_WORKBOOK = re.compile(r"\[\d+\]")  # [1]Sheet1!A1: a cell of the first workbook this one links to


def xlsx_metadata(source: Path) -> tuple[list[dict], dict[str, SheetMetadata]]:
    """Problems as their fields, and by sheet what it carries.

    A problem for each cell without a value, then for each linked workbook with the first cell that has its value from
    one.
    """
    lost: list[dict] = []
    copied: dict = {}
    found: dict[str, SheetMetadata] = {}
    with zipfile.ZipFile(source) as archive:
        linked = _linked_workbooks(archive)
        targets = _targets(archive)
        text_styles = read_text_styles(archive, targets.get("styles"), targets.get("sharedStrings"))
        for sheet, part in _sheet_parts(archive, targets):
            metadata = found[sheet] = SheetMetadata()
            for cell in calculated_cells(archive, part, text_styles, metadata):
                place = {"sheet": sheet, "row": cell.row, "column": cell.column}
                if linked and not copied and _OTHER_WORKBOOK.search(cell.formula or ""):
                    copied = place
                if (lacks := _lost(cell)) and len(lost) < SHOWN:
                    lost.append({"code": "cell_without_value", "found": lacks, **place})
    return [*lost, *({"code": "workbook_links", "found": name, **copied} for name in linked)], found


def _lost(cell: SheetCell) -> str | None:
    """What the cell holds that no reader will see; an empty text calculated by a formula is a value."""
    if cell.kind == "e":
        return cell.value or "#ERROR"
    if cell.formula is not None and not cell.value and cell.kind != "str":
        return f"={cell.formula}"[:80]
    return None


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Parts that are there, by the number of their link from the workbook, and by what they are to it."""
    parts = set(archive.namelist())
    found: dict[str, str] = {}
    for link in _tree(archive, "xl/_rels/workbook.xml.rels"):
        part = posixpath.normpath(posixpath.join("/xl", link.get("Target", "")))[1:]
        if part in parts:
            found |= {link.get("Id", ""): part, link.get("Type", "").rpartition("/")[2]: part}
    return found


def _sheet_parts(archive: zipfile.ZipFile, targets: dict[str, str]) -> Iterator[tuple[str, str]]:
    for sheet in _tree(archive, "xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
        number = next((sheet.get(link) for link in _LINK if sheet.get(link)), "")
        if number in targets:
            yield sheet.get("name", ""), targets[number]


def _linked_workbooks(archive: zipfile.ZipFile) -> list[str]:
    """File names of the workbooks this one takes values from, as it gives them, without their folders."""
    parts = [name for name in archive.namelist() if re.fullmatch(r"xl/externalLinks/_rels/.*\.rels", name)]
    targets = [link.get("Target", "") for part in sorted(parts) for link in _tree(archive, part)]
    return list(dict.fromkeys(re.split(r"[/\\]", target)[-1] for target in targets))


def _tree(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(part))  # noqa: S314  see the import
