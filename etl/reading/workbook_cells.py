"""The calculated cells of one sheet of an .xlsx, met while its XML streams by; runs only in the reading process."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.parsers import expat

_CHUNK = 2**20
# no formula or error without one of these; a pattern that tells them apart takes seconds for a large sheet
_MARKS = (b"<f", b":f", b'="e"', b"='e'")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CELL, _FORMULA, _VALUE = (f"{_MAIN} {name}" for name in ("c", "f", "v"))


@dataclass
class Calculated:
    """A cell with a formula or an error: its reference (B7), its kind and texts as the file gives them."""

    reference: str
    kind: str
    formula: str | None = None
    value: str = ""


def calculated_cells(archive: zipfile.ZipFile, part: str) -> Iterator[Calculated]:
    """Every such cell of a sheet's part, in its order. Most sheets have none: a look for marks spares parsing."""
    with archive.open(part) as stream:
        if not _has_mark(stream):
            return
    with archive.open(part) as stream:
        yield from _Reader().cells(stream)


def _has_mark(stream: BinaryIO) -> bool:
    end = b""
    while chunk := stream.read(_CHUNK):
        seen = end + chunk
        if any(mark in seen for mark in _MARKS):
            return True
        end = chunk[-max(map(len, _MARKS)) :]
    return False


class _Reader:
    """Collects cells from expat's events; without end events, which would double the time of a large sheet."""

    def __init__(self) -> None:
        self._cell = Calculated("", "")
        self._found: list[Calculated] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start

    def cells(self, stream: BinaryIO) -> Iterator[Calculated]:
        is_last = False
        while not is_last:
            chunk = stream.read(_CHUNK)
            is_last = not chunk
            self._parser.Parse(chunk, is_last)
            # the last cell may still miss its value, which a later chunk brings
            ready = self._found if is_last else self._found[:-1]
            self._found = [] if is_last else self._found[-1:]
            for cell in ready:
                cell.value = cell.value.strip()
                yield cell

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._parser.CharacterDataHandler = None
        if name == _CELL:
            self._cell = Calculated(attributes.get("r", ""), attributes.get("t", "n"))
            if self._cell.kind == "e":
                self._found.append(self._cell)
        elif name == _FORMULA:
            self._cell.formula = ""
            if self._cell.kind != "e":
                self._found.append(self._cell)
            self._parser.CharacterDataHandler = self._formula_text
        elif name == _VALUE and (self._cell.formula is not None or self._cell.kind == "e"):
            self._parser.CharacterDataHandler = self._value_text

    def _formula_text(self, text: str) -> None:
        self._cell.formula += text

    def _value_text(self, text: str) -> None:
        self._cell.value += text
