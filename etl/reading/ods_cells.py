"""What the cells of an .ods carry besides texts, met while its XML streams by; runs only in the reading process."""

import zipfile
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat  # limits entity expansion; the process around it limits the rest

_CHUNK = 2**20
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def ods_merged(source: Path) -> dict[str, list[tuple[int, int, int, int]]]:
    """By sheet, its merged cells: first row, first column, last row, last column, counted from 1."""
    with zipfile.ZipFile(source) as archive, archive.open("content.xml") as stream:
        return _Reader().merged(stream)


class _Reader:
    def __init__(self) -> None:
        self._found: dict[str, list[tuple[int, int, int, int]]] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._depth = 0  # a cell may hold a table of its own, which is no sheet
        self._row = self._column = self._repeated = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def merged(self, stream: BinaryIO) -> dict[str, list[tuple[int, int, int, int]]]:
        """By sheet, its merged cells."""
        while chunk := stream.read(_CHUNK):
            self._parser.Parse(chunk, False)
        self._parser.Parse(b"", True)
        return self._found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _SHEET:
            self._depth += 1
            if self._depth == 1:
                self._merged = self._found.setdefault(attributes.get(f"{_TABLE}name", ""), [])
                self._row = self._repeated = 0
        elif self._depth != 1:
            return
        elif name == _ROW:
            self._row += 1
            self._column = 0
            self._repeated = _count(attributes, "number-rows-repeated")
        elif name in _CELLS:
            rows, columns = _count(attributes, "number-rows-spanned"), _count(attributes, "number-columns-spanned")
            if rows > 1 or columns > 1:
                last = self._row + rows - 1, self._column + columns
                self._merged.append((self._row, self._column + 1, *last))
            self._column += _count(attributes, "number-columns-repeated")

    def _end(self, name: str) -> None:
        if name == _SHEET:
            self._depth -= 1
        elif name == _ROW and self._depth == 1:
            self._row += self._repeated - 1


def _count(attributes: dict[str, str], name: str) -> int:
    count = attributes.get(f"{_TABLE}{name}", "1")
    return int(count) if count.isascii() and count.isdigit() else 1
