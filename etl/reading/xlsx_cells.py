"""What stands beside the texts of one sheet of an .xlsx, met while its XML streams by; runs only in the reading
process."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from etl.reading.carried import Carried
from etl.reading.xlsx_looks import RICH, RICH_MARKS, Looks, RichText, kinds
from etl.reading.xml_parts import has_any, new_parser, pieces

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


def calculated_cells(archive: zipfile.ZipFile, part: str, looks: Looks, carried: Carried) -> Iterator[SheetCell]:
    """Every cell of a sheet's part with a formula or an error, in its order; what the others carry goes to `carried`.

    Most sheets have nothing of all this: a look for marks spares parsing.
    """
    _find_hidden(archive, part, carried)
    numbers = _numbers(looks)
    if has_any(archive, part, (*_TELLING, *numbers[:_FEW])) or len(numbers) > _FEW:
        yield from _Reader(looks, carried).cells(archive, part)


def _numbers(looks: Looks) -> list[bytes]:
    """How cells name the formats and shared texts that look otherwise."""
    formats = [f"s={quote}{number}{quote}" for number in looks.struck_formats for quote in "\"'"]
    return [text.encode() for text in (*formats, *(f">{number}</" for number in {*looks.marked, *looks.struck}))]


def _find_hidden(archive: zipfile.ZipFile, part: str, carried: Carried) -> None:
    """Rows and columns that are not shown, from the bytes alone: a filter hides rows in the longest of tables."""
    rest = b""
    for piece in (*pieces(archive, part), b"<"):
        seen = rest + piece
        end = seen.rfind(b"<")  # up to there elements are whole
        for mark in _HIDDEN.finditer(seen, 0, max(0, end)):
            element = _ROW_OR_COLUMNS.match(seen, max(0, seen.rfind(b"<", 0, mark.start())))
            numbers = {name: int(number) for name, number in _NUMBERS.findall(element[0])} if element else {}
            if element and element[1] == b"row" and b"r" in numbers:
                carried.hidden_rows.add(numbers[b"r"], numbers[b"r"])
            elif element and {b"min", b"max"} <= numbers.keys():
                carried.hidden_columns.add(numbers[b"min"], numbers[b"max"])
        rest = seen[max(0, end) :][-_LONGEST_ELEMENT:]


class _Reader:
    """Collects cells from expat's events; without end events, which would double the time of a large sheet."""

    def __init__(self, looks: Looks, carried: Carried) -> None:
        self._looks, self._carried = looks, carried
        self._told_by_value = {"e", "s"} if looks.marked or looks.struck else {"e"}  # kinds of cells
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
        return self._given.get("t") == "e" or self._given.get("s") in self._looks.struck_formats

    def _close(self) -> None:
        """Take the cell at hand: all of it has come by."""
        given, looks, rich = self._given, self._looks, self._rich
        formula, value, kind = self._formula, self._value.strip(), given.get("t", "n")
        if not (formula is not None or value or rich or self._tells_by_itself()):
            return
        place = self._place()
        if formula is not None or kind == "e":
            self._found.append(SheetCell(*place, kind, formula, value))
            if value or kind == "str":
                self._carried.calculated.add(*place)
        if rich:
            text, mark = rich.runs.without_marks
        else:
            text, mark = looks.marked.get(value, ("", "")) if kind == "s" else ("", "")
        if mark:
            self._carried.marks.append((*place, text, mark))
        if (
            given.get("s") in looks.struck_formats
            or (rich and rich.runs.is_struck)
            or (kind == "s" and value in looks.struck)
        ):
            self._carried.struck.add(*place)
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
