"""What a sheet holds besides the texts of its cells: merged and hidden cells, formulas, struck texts, footnote marks.

Collected while the XML of a workbook streams by, sent to the process that asked, and put into its sheets there. Rows
and columns count from 1. Nothing here grows with the cells of a sheet, only with those that have something.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from xml.parsers import expat  # limits entity expansion; the process around it limits the rest

from etl.reading import workbook_limits as limits
from etl.reading.sheets import Places, Range

_CHUNK = 2**20


def pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The bytes of a part, one MB after the other."""
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            yield piece


def has_any(archive: zipfile.ZipFile, part: str, marks: Sequence[bytes]) -> bool:
    """True if a part holds one of these bytes: a look that spares parsing a part without."""
    end, longest = b"", max(map(len, marks))
    for piece in pieces(archive, part):
        seen = end + piece
        if any(mark in seen for mark in marks):
            return True
        end = seen[-longest:]
    return False


def new_parser() -> expat.XMLParserType:
    """A parser that tells elements as their namespace, a space and their name, and a text in one piece."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    return parser


def parse(parser: expat.XMLParserType, archive: zipfile.ZipFile, part: str) -> None:
    """Put a whole part through a parser. Raises ExpatError where it is no XML."""
    for piece in pieces(archive, part):
        parser.Parse(piece, False)
    parser.Parse(b"", True)


_LONGEST = 10  # letters; a longer superscript is no mark
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ᵃᵇᶜᵈ"
_MARK = re.compile(rf"(?<=[\w)\]%.”’\"'])\s?([{_RAISED}](?:[{_RAISED}]|[,;]\s?(?=[{_RAISED}]))*)(?!\w)")
# m², km³, R²; 1,5×10³
_BEFORE_EXPONENT = re.compile(r"(?:(?<![^\W\d_])(?:[kdcm]?m|R)|[x×*·]\s?10)$")
_EXPONENTS = frozenset("23²³")


class Letters(NamedTuple):
    """Letters of a text that look alike."""

    text: str
    is_raised: bool = False
    is_struck: bool = False


class Runs(list[Letters]):
    """A text as letters that look otherwise than those before."""

    @property
    def without_marks(self) -> tuple[str, str]:
        """The text without its footnote marks, and the marks, empty if it has none."""
        text, marks = "", []
        for is_raised, some in groupby(self, key=lambda letters: letters.is_raised):
            part = "".join(letters.text for letters in some)
            mark = part.strip()
            if is_raised and text.strip() and 0 < len(mark) <= _LONGEST and not _is_exponent(text, mark):
                marks.append(mark)
            else:
                text += part
        return text, " ".join(marks)

    @property
    def is_struck(self) -> bool:
        """True if all of it is struck through."""
        seen = [letters.is_struck for letters in self if letters.text.strip()]
        return bool(seen) and all(seen)


def without_raised_letters(text: str) -> tuple[str, str]:
    """The same for a text whose marks are raised letters themselves (Hà Nội¹)."""
    marks = []

    def taken(match: re.Match[str]) -> str:
        if _is_exponent(text[: match.start()], match[1]):
            return match[0]
        marks.append(match[1])
        return ""

    return _MARK.sub(taken, text), " ".join(marks)


def _is_exponent(before: str, mark: str) -> bool:
    found = _BEFORE_EXPONENT.search(before)
    return found is not None and (mark in _EXPONENTS or found[0].endswith("10"))


Span = tuple[int, int]  # first and last


class Spans(list[Span]):
    """Rows or columns; those that follow one another are one span."""

    def add(self, first: int, last: int) -> None:
        """Add those from the first to the last one."""
        if self and self[-1][1] + 1 == first:
            first = self.pop()[0]
        self.append((first, last))


class Cells:
    """Cells row by row, in the order of the file; rows alike that follow one another are kept once."""

    def __init__(self) -> None:
        self.runs: list[tuple[int, int, tuple[Span, ...]]] = []
        self._rows, self._columns = (0, 0), Spans()

    def add(self, row: int, column: int, last_row: int = 0, last_column: int = 0) -> None:
        """Add a cell, or all those from it to the last ones."""
        rows = row, max(row, last_row)
        if rows != self._rows:
            self.close()
            self._rows = rows
        self._columns.add(column, max(column, last_column))

    def close(self) -> None:
        """No more cells come for the row at hand."""
        if self._columns:
            first, last = self._rows
            columns = tuple(self._columns)
            if self.runs and self.runs[-1][1] + 1 == first and self.runs[-1][2] == columns:
                first = self.runs.pop()[0]
            self.runs.append((first, last, columns))
            self._columns = Spans()


class SheetMetadata:
    """What one sheet carries, as `etl.reading.sheets.Sheet` names it; `texts` are those without their `marks`."""

    def __init__(self) -> None:
        self.is_hidden = self.has_unseen_marks = False
        self.merged: list[Range] = []
        self.hidden_rows, self.hidden_columns = Spans(), Spans()
        self.struck, self.calculated = Cells(), Cells()
        self.marks: list[tuple[int, int, str, str]] = []  # row, column, text without the mark, mark

    def excess(self) -> dict[str, str] | None:
        """The fields of a problem if there is more than a sheet may carry, else None."""
        for name, found in (("mergeCell", self.merged), ("superscript", self.marks)):
            if len(found) > limits.CARRIED:
                most = f"{limits.CARRIED} {name}"
                return {"code": "workbook_inflates", "found": f"{len(found)} {name}", "expected": most}
        return None

    def as_json(self, rows: int, columns: int) -> dict:
        """All of it that lies within so many rows and columns, as JSON can say it."""
        return {
            "is_hidden": self.is_hidden,
            "has_unseen_marks": self.has_unseen_marks,
            "merged": self.merged,
            "hidden_rows": _within(self.hidden_rows, rows),
            "hidden_columns": _within(self.hidden_columns, columns),
            "struck": _masks(self.struck, rows, columns),
            "calculated": _masks(self.calculated, rows, columns),
            "marks": [each for each in self.marks if 0 < each[0] <= rows and 0 < each[1] <= columns],
        }


def fields_of(metadata: Mapping, rows: list[tuple[str, ...]]) -> dict:
    """The fields of a sheet of these rows from what was sent; marks are taken from the texts of its rows."""
    marks: dict[tuple[int, int], str] = {}
    for row, column, text, mark in metadata["marks"]:
        cells = rows[row - 1]
        rows[row - 1] = (*cells[: column - 1], text, *cells[column:])
        marks[row, column] = mark
    return {
        **metadata,
        "merged": tuple(Range(*each) for each in metadata["merged"]),
        "hidden_rows": _numbers(metadata["hidden_rows"]),
        "hidden_columns": _numbers(metadata["hidden_columns"]),
        "struck": _places(metadata["struck"], len(rows)),
        "calculated": _places(metadata["calculated"], len(rows)),
        "marks": marks,
    }


def _within(spans: Iterable[Span], most: int) -> list[Span]:
    return [(first, min(last, most)) for first, last in spans if 0 < first <= most]


def _masks(cells: Cells, rows: int, columns: int) -> list[tuple[int, int, str]]:
    cells.close()
    within = [(first, min(last, rows), spans) for first, last, spans in cells.runs if 0 < first <= rows]
    return [(first, last, mask) for first, last, spans in within if (mask := _mask(spans, columns))]


@lru_cache(maxsize=1000)  # rows alike have the same one
def _mask(spans: tuple[Span, ...], columns: int) -> str:
    mask, at = "", 1
    for first, last in sorted(_within(spans, columns)):
        if last >= at:
            first = max(first, at)
            mask += "." * (first - at) + "n" * (last + 1 - first)
            at = last + 1
    return mask


def _numbers(spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(number for first, last in spans for number in range(first, last + 1))


def _places(runs: Sequence[tuple[int, int, str]], rows: int) -> Places | frozenset:
    if not runs:
        return frozenset()
    masks = [""] * rows
    for first, last, mask in runs:
        masks[first - 1 : last] = [mask] * (last + 1 - first)
    return Places(masks)
