"""What the cells of an .ods carry besides texts, met while its XML streams by; runs only in the reading process."""

import zipfile
from collections.abc import Mapping
from itertools import product
from pathlib import Path

from etl.reading import workbook_limits as limits
from etl.reading.carried import Carried
from etl.reading.ods_looks import TABLE, TEXT, VALUE_TYPE, Styles, read_styles
from etl.reading.sheets import Range
from etl.reading.superscripts import Letters, Runs
from etl.reading.xml_parts import has_any, new_parser, parse

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


def ods_beside(source: Path) -> dict[str, Carried]:
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
        self._found: dict[str, Carried] = {}
        self._sheet = Carried()
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

    def sheets(self, archive: zipfile.ZipFile) -> dict[str, Carried]:
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
            self._sheet = self._found[attributes.get(f"{TABLE}name", "")] = Carried()
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
