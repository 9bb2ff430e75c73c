"""What an .ods holds besides its texts: styles that strike a text through or raise letters above it, merged cells,
formulas, what is not shown. Met while its XML streams by.

Runs only in the limited process of `etl.reading.workbook_child`.
"""

import contextlib
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from etl.reading import workbook_limits as limits
from etl.reading.sheet_metadata import Letters, Runs, SheetMetadata, has_any, new_parser, parse
from etl.reading.sheets import Range

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT = (f"{_NAMESPACE}{name}:1.0 " for name in ("office", "table", "text"))
VALUE_TYPE = f"{OFFICE}value-type"
_STYLE_NAMESPACE = f"{_NAMESPACE}style:1.0 "


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
class _StyleReader:
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
        if name == f"{_STYLE_NAMESPACE}style":
            key = attributes.get(f"{_STYLE_NAMESPACE}family", ""), attributes.get(f"{_STYLE_NAMESPACE}name", "")
            self.style = self.found[key] = _Declared(attributes.get(f"{_STYLE_NAMESPACE}parent-style-name", ""))
        elif name == f"{_STYLE_NAMESPACE}text-properties":
            if position := attributes.get(f"{_STYLE_NAMESPACE}text-position"):
                self.style.is_raised = _is_raised(position)
            line = [attributes.get(f"{_STYLE_NAMESPACE}text-line-through-{each}") for each in ("style", "type")]
            if any(line):
                self.style.is_struck = "none" not in line
        elif name == f"{_STYLE_NAMESPACE}table-properties" and (display := attributes.get(f"{TABLE}display")):
            self.style.is_hidden = display == "false"


def read_styles(archive: zipfile.ZipFile) -> Styles:
    """The styles of an .ods, those made for single cells with those that have a name."""
    reader = _StyleReader()
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


_SHEET, _ROW, _COLUMN = f"{TABLE}table", f"{TABLE}table-row", f"{TABLE}table-column"
_CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
_PARAGRAPH, _SPAN, _SPACES = (f"{TEXT}{name}" for name in ("p", "span", "s"))
_BLANKS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_STYLE, _DEFAULT_STYLE = f"{TABLE}style-name", f"{TABLE}default-cell-style-name"
_VISIBILITY, _FORMULA = f"{TABLE}visibility", f"{TABLE}formula"
_ROWS_REPEATED, _COLUMNS_REPEATED = f"{TABLE}number-rows-repeated", f"{TABLE}number-columns-repeated"
_ROWS_SPANNED, _COLUMNS_SPANNED = f"{TABLE}number-rows-spanned", f"{TABLE}number-columns-spanned"
_HIDDEN = frozenset({"collapse", "filter"})
_FEW = 50  # so many names of styles can be looked for before parsing
# nothing to find without one of these, or a style that says something
_TELLING = (b"-spanned=", b'visibility="c', b'visibility="f', b"visibility='c", b"visibility='f", b":formula=")
_MOST_BLANKS = 1000


def ods_metadata(source: Path) -> dict[str, SheetMetadata]:
    """By sheet, what it carries; none for a workbook in which nothing carries anything."""
    with zipfile.ZipFile(source) as archive:
        styles = read_styles(archive)
        named = [f"{quote}{name}{quote}".encode() for name in styles.names for quote in "\"'"]
        if not has_any(archive, "content.xml", (*_TELLING, *named[:_FEW])) and len(named) <= _FEW:
            return {}
        return _Reader(styles).sheets(archive)


class _Text:
    """The text of one cell in runs of letters: those of its own paragraphs, not of a comment or a drawing in it."""

    def __init__(self, styles: Styles) -> None:
        self.runs = Runs()
        self.is_open = False
        self._styles = styles
        self._spans = [(False, False)]  # whether raised, whether struck through

    def start(self, name: str, attributes: Mapping[str, str], depth: int) -> None:
        """Take the start of an element, so deep below the cell."""
        if name == _PARAGRAPH and depth == 1:
            self.is_open = True
            self.add("\n" if self.runs else "")
        elif not self.is_open:
            return
        elif name == _SPAN:
            style = attributes.get(f"{TEXT}style-name", "")
            is_raised, is_struck = self._spans[-1]
            self._spans.append(
                (is_raised or style in self._styles.raised, is_struck or style in self._styles.struck_text)
            )
        elif name == _SPACES:
            self.add(" " * min(_count(attributes, f"{TEXT}c"), _MOST_BLANKS))
        else:
            self.add(_BLANKS.get(name, ""))

    def end(self, name: str, depth: int) -> None:
        """Take the end of an element."""
        if name == _PARAGRAPH and depth == 1:
            self.is_open = False
        elif name == _SPAN and len(self._spans) > 1:
            self._spans.pop()

    def add(self, letters: str) -> None:
        """Take letters of the text."""
        if self.is_open:
            self.runs.append(Letters(letters, *self._spans[-1]))


class _Reader:
    """Goes through the tables of a workbook, cell by cell."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._tells_by_text = bool(styles.raised or styles.struck_text)
        self._found: dict[str, SheetMetadata] = {}
        self._sheet = SheetMetadata()
        self._rows = self._columns = 0, 0  # first and last of the row, and of the cell, at hand
        self._last_column = 0  # of those declared
        self._column_styles: list[tuple[int, str]] = []
        self._row_style = ""
        self._depth = 0  # inside a cell, which may hold a table of its own: how deep, 1 is the cell itself
        self._text: _Text | None = None
        self._is_struck = False
        self._parser = new_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def sheets(self, archive: zipfile.ZipFile) -> dict[str, SheetMetadata]:
        """By sheet, what it carries."""
        parse(self._parser, archive, "content.xml")
        return self._found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._depth:
            if self._text:
                self._text.start(name, attributes, self._depth)
            self._depth += 1
        elif name in _CELLS:
            self._start_cell(attributes)
        elif name == _ROW:
            first = self._rows[1] + 1
            self._rows = first, self._rows[1] + _count(attributes, _ROWS_REPEATED)
            self._columns = 0, 0
            self._row_style = attributes.get(_DEFAULT_STYLE, "")
            if attributes.get(_VISIBILITY) in _HIDDEN:
                self._sheet.hidden_rows.add(*self._rows)
        elif name == _COLUMN:
            first = self._last_column + 1
            self._last_column += _count(attributes, _COLUMNS_REPEATED)
            self._column_styles.append((self._last_column, attributes.get(_DEFAULT_STYLE, "")))
            if attributes.get(_VISIBILITY) in _HIDDEN:
                self._sheet.hidden_columns.add(first, self._last_column)
        elif name == _SHEET:
            self._sheet = self._found[attributes.get(f"{TABLE}name", "")] = SheetMetadata()
            self._sheet.is_hidden = attributes.get(_STYLE) in self._styles.hidden
            self._rows, self._last_column, self._column_styles = (0, 0), 0, []

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._depth = 1
        first = self._columns[1] + 1
        self._columns = first, self._columns[1] + _count(attributes, _COLUMNS_REPEATED)
        rows, columns = _count(attributes, _ROWS_SPANNED), _count(attributes, _COLUMNS_SPANNED)
        if rows > 1 or columns > 1:
            row = self._rows[0]
            self._sheet.merged.append(Range(row, first, row + rows - 1, first + columns - 1))
        if _FORMULA in attributes:
            self._add_to("calculated")
        self._is_struck = bool(self._styles.struck_cells) and self._style(attributes) in self._styles.struck_cells
        if self._tells_by_text and attributes.get(VALUE_TYPE, "string") == "string":
            self._text = _Text(self._styles)
            self._parser.CharacterDataHandler = self._text.add

    def _end(self, name: str) -> None:
        if not self._depth:
            return
        self._depth -= 1
        if self._depth:
            if self._text:
                self._text.end(name, self._depth)
            return
        if self._text:
            text, mark = self._text.runs.without_marks
            if mark:
                self._add_marks(text, mark)
            self._is_struck |= self._text.runs.is_struck
            self._text = self._parser.CharacterDataHandler = None
        if self._is_struck:
            self._add_to("struck")

    def _style(self, attributes: Mapping[str, str]) -> str:
        """The style of a cell: its own, or that of its row or column."""
        own = attributes.get(_STYLE) or self._row_style
        return own or next((style for last, style in self._column_styles if self._columns[0] <= last), "")

    def _add_to(self, what: str) -> None:
        """The cell at hand, as often as it is repeated, carries this."""
        getattr(self._sheet, what).add(self._rows[0], self._columns[0], self._rows[1], self._columns[1])

    def _add_marks(self, text: str, mark: str) -> None:
        (first_row, last_row), (first, last) = self._rows, self._columns
        for row, column in product(range(first_row, last_row + 1), range(first, last + 1)):
            if len(self._sheet.marks) > limits.CARRIED:
                return
            self._sheet.marks.append((row, column, text, mark))


def _count(attributes: Mapping[str, str], name: str) -> int:
    """How often or how many, 1 where nothing is said."""
    text = attributes.get(name)
    if text is None:
        return 1
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
