"""Delimited text files, read strictly: what a spreadsheet would quietly repair is refused with its row."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from etl.problems import Problem
from etl.reading import workbook_limits as limits
from etl.reading.encodings import decoded
from etl.reading.sheets import Sheet

RAGGED_SHOWN = 100  # a file of another shape altogether need not be quoted line by line
DELIMITERS = {",": ",", ";": ";", "\t": "TAB"}  # how each is shown
_TELLING_ROWS = 50  # enough to know a delimiter by
_DECLARED = re.compile(r'"?sep=([^\w\s"]|\t)"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_DOS_END = re.compile(r"\x1a\s*\Z")
_NUMBER = re.compile(r"\s*[-+]?\d[\d.,]*\s*%?\s*")

Row = tuple[str, ...]


def read_delimited(path: Path, file: str) -> tuple[list[Sheet], list[Problem]]:
    """The file as one sheet, or the problem that forbids reading it. `file` names it in problems.

    A first line `sep=;`, which spreadsheets write and do not show, says what separates columns and is no row.
    """
    text, problem = decoded(path.read_bytes(), file)
    if problem:
        return [], [problem]
    text = _DOS_END.sub("", text)
    declared = _DECLARED.match(text)
    text = text[declared.end() :] if declared else text
    if not text.strip():
        return [], [Problem(file, code="file_empty")]
    delimiter = declared[1] if declared else _delimiter(text)
    if delimiter is None:
        header = next(line for line in text.splitlines() if line.strip())
        expected = " ".join(DELIMITERS.values())
        return [], [Problem(file, row=1, code="delimiter_unclear", found=_shown(header), expected=expected)]
    return _rows(text, delimiter, file)


def _delimiter(text: str) -> str | None:
    """What splits most of the first rows into the same number of fields, of equals into most; None if nothing does or
    two do it equally well."""
    alike = {each: _alike(text, each) for each in DELIMITERS}
    most = max(alike.values())
    best = [each for each, found in alike.items() if found == most]
    return best[0] if most > (0, 0) and len(best) == 1 else None


def _alike(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows have the same number of fields, two at least, and that number."""
    widths: Counter[int] = Counter()
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths.update(len(row) for row in islice(filter(None, reader), _TELLING_ROWS) if len(row) > 1)
    except csv.Error:
        return 0, 0
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _rows(text: str, delimiter: str, file: str) -> tuple[list[Sheet], list[Problem]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    one: dict[str, str] = {}  # equal texts become one object: most cells repeat others
    cells = 0
    broken: list[Problem] = []
    try:
        for row in reader:
            rows.append(tuple([one.setdefault(field, field) for field in row]))
            cells += len(row)
            if excess := limits.overflow(len(rows), cells):
                return [], [Problem(file, **excess)]
    except csv.Error:
        line = text.splitlines()[reader.line_num - 1 :][:1]
        broken = [Problem(file, row=len(rows) + 1, code="csv_broken", found=_shown("".join(line)))]
    problems = [*_ragged(rows, file), *broken]
    return ([], problems) if problems else ([Sheet("", tuple(rows))], [])


def _ragged(rows: Sequence[Row], file: str) -> list[Problem]:
    """Rows with another number of fields than the table; titles above it and notes below it may have fewer."""
    filled = [(index, row) for index, row in enumerate(rows) if row]
    width = _table_width([row for _, row in filled])
    whole = [index for index, row in filled if len(row) >= width]
    first, last = (whole[0], whole[-1]) if whole else (0, len(rows))

    def is_beside(index: int, row: Row) -> bool:
        is_short = len(row) < width and not any(map(_NUMBER.fullmatch, row))
        return is_short and (index < first or index > last)

    found = ((index, len(row)) for index, row in filled if len(row) != width and not is_beside(index, row))
    return [
        Problem(file, row=index + 1, code="ragged_row", found=str(count), expected=str(width))
        for index, count in islice(found, RAGGED_SHOWN)
    ]


def _table_width(rows: Sequence[Row]) -> int:
    """How many fields the rows of the table have: as many as its header, the first row of several fields.

    Where most rows have more, that row is a title with the delimiter in it, if a header of theirs comes next; a row of
    numbers does not: then the header itself is short.
    """
    widths = Counter(len(row) for row in rows if len(row) > 1)
    header = next((len(row) for row in rows if len(row) > 1), 1)
    usual = max(widths, key=lambda width: (widths[width], width == header), default=header)
    first = next((row for row in rows if len(row) == usual), ())
    return header if usual < header or any(map(_NUMBER.fullmatch, first)) else usual


def _shown(line: str) -> str:
    return line[:80]
