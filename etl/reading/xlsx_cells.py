"""What stands beside the texts of one sheet of an .xlsx, met while its XML streams by; runs only in the reading
process."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.reading.carried import Carried
from etl.reading.xlsx_looks import RICH, RICH_MARKS, Looks, RichText, is_on, kinds
from etl.reading.xml_parts import has_any, new_parser, pieces

# nothing to find without one of these; a pattern that tells them apart takes seconds for a large sheet
_TELLING = (b"<f", b":f", b'="e"', b"='e'", b'hidden="1', b'hidden="t', b"hidden='1", b"hidden='t", *RICH_MARKS)
_FEW = 50  # so many numbers of formats and texts can be looked for before parsing
_KINDS = kinds("c", "f", "v", "row", "col", *RICH)
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(slots=True)
class SheetCell:
    """A cell: its place, counted from 1, its format and kind as the file gives them, its formula and value."""

    row: int
    column: int
    style: str
    kind: str
    formula: str | None = None
    value: str = ""
    rich: RichText | None = field(default=None, repr=False)


def calculated_cells(archive: zipfile.ZipFile, part: str, looks: Looks, carried: Carried) -> Iterator[SheetCell]:
    """Every cell of a sheet's part with a formula or an error, in its order; what the others carry goes to `carried`.

    Most sheets have nothing of all this: a look for marks spares parsing.
    """
    if has_any(archive, part, (*_TELLING, *_numbers(looks)[:_FEW])) or len(_numbers(looks)) > _FEW:
        yield from _Reader(looks, carried).cells(archive, part)


def _numbers(looks: Looks) -> list[bytes]:
    """How cells name the formats and shared texts that look otherwise."""
    formats = [f"s={quote}{number}{quote}" for number in looks.struck_formats for quote in "\"'"]
    return [text.encode() for text in (*formats, *(f">{number}</" for number in {*looks.marked, *looks.struck}))]


class _Reader:
    """Collects cells from expat's events; without end events, which would double the time of a large sheet."""

    def __init__(self, looks: Looks, carried: Carried) -> None:
        self._looks, self._carried = looks, carried
        self._has_texts = bool(looks.marked or looks.struck)
        self._row = self._column = 0
        self._cell = SheetCell(0, 0, "", "")
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
        self._parser.CharacterDataHandler = None
        kind = _KINDS.get(name)
        if kind == "c":
            self._close()
            self._begin(attributes)
        elif kind == "v":
            cell = self._cell
            if cell.formula is not None or cell.kind == "e" or (self._has_texts and cell.kind == "s"):
                self._parser.CharacterDataHandler = self._value_text
        elif kind == "f":
            self._cell.formula = ""
            self._parser.CharacterDataHandler = self._formula_text
        elif kind == "row":
            self._begin_row(attributes)
        elif kind == "col" and is_on(attributes.get("hidden", "0")):
            self._carried.hidden_columns.add(_count(attributes, "min"), _count(attributes, "max"))
        elif kind == "is":
            self._cell.rich = RichText()
        elif kind and self._cell.rich and self._cell.rich.start(kind, attributes):
            self._parser.CharacterDataHandler = self._cell.rich.add
            self._parser.EndElementHandler = self._end_text

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = _count(attributes, "r") or self._row + 1
        self._column = 0
        if is_on(attributes.get("hidden", "0")):
            self._carried.hidden_rows.add(self._row, self._row)

    def _begin(self, attributes: dict[str, str]) -> None:
        row, self._column = self._row, self._column + 1
        if match := _REFERENCE.fullmatch(attributes.get("r", "")):
            row, self._column = int(match[2]), _column(match[1])
        self._cell = SheetCell(row, self._column, attributes.get("s", ""), attributes.get("t", "n"))

    def _close(self) -> None:
        """Take the cell at hand: all of it has come by."""
        cell, place = self._cell, (self._cell.row, self._cell.column)
        cell.value = cell.value.strip()
        if cell.formula is not None or cell.kind == "e":
            self._found.append(cell)
            if cell.value or cell.kind == "str":
                self._carried.calculated.add(*place)
        text, mark = self._looks.marked.get(cell.value, ("", "")) if cell.kind == "s" else ("", "")
        is_struck = cell.style in self._looks.struck_formats or (cell.kind == "s" and cell.value in self._looks.struck)
        if cell.rich:
            text, mark = cell.rich.runs.without_marks
            is_struck = is_struck or cell.rich.runs.is_struck
        if mark:
            self._carried.marks.append((*place, text, mark))
        if is_struck:
            self._carried.struck.add(*place)

    def _end_text(self, _: str) -> None:
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None

    def _formula_text(self, text: str) -> None:
        self._cell.formula += text

    def _value_text(self, text: str) -> None:
        self._cell.value += text


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
