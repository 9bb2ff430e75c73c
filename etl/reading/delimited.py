"""Delimited text files, read strictly: what a spreadsheet would quietly repair is refused with its row."""

import csv
import io
from pathlib import Path

from etl.problems import Problem
from etl.reading import workbook_limits as limits
from etl.reading.encodings import decoded
from etl.reading.sheets import Sheet

RAGGED_SHOWN = 100  # a file of another shape altogether need not be quoted line by line
DELIMITERS = {",": ",", ";": ";", "\t": "TAB"}  # how each is shown


def read_delimited(path: Path, file: str) -> tuple[list[Sheet], list[Problem]]:
    """The file as one sheet, or the problem that forbids reading it. `file` names it in problems."""
    text, problem = decoded(path.read_bytes(), file)
    if problem:
        return [], [problem]
    if not text.strip():
        return [], [Problem(file, code="file_empty")]
    delimiter = _delimiter(text)
    if delimiter is None:
        header = next(line for line in text.splitlines() if line.strip())
        expected = " ".join(DELIMITERS.values())
        return [], [Problem(file, row=1, code="delimiter_unclear", found=_shown(header), expected=expected)]
    return _rows(text, delimiter, file)


def _delimiter(text: str) -> str | None:
    """What splits the header into most fields; None if nothing does or two do it equally well."""
    header = text.lstrip("\r\n")
    fields = {each: _width(header, each) for each in DELIMITERS}
    most = max(fields.values())
    best = [each for each, count in fields.items() if count == most]
    return best[0] if most > 1 and len(best) == 1 else None


def _width(header: str, delimiter: str) -> int:
    """How many fields the header has under this delimiter; none if it does not read as a header."""
    try:
        return len(next(csv.reader(io.StringIO(header, newline=""), delimiter=delimiter)))
    except csv.Error:
        return 0


def _rows(text: str, delimiter: str, file: str) -> tuple[list[Sheet], list[Problem]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[str, ...]] = []
    problems: list[Problem] = []
    one: dict[str, str] = {}  # equal texts become one object: most cells repeat others
    width = cells = 0
    try:
        for row in reader:
            rows.append(tuple([one.setdefault(field, field) for field in row]))
            width = width or len(row)
            cells += len(row)
            if excess := limits.overflow(len(rows), cells):
                return [], [Problem(file, **excess)]
            if row and len(row) != width and len(problems) < RAGGED_SHOWN:
                found, expected = str(len(row)), str(width)
                problems.append(
                    Problem(file, row=len(rows), code="ragged_row", found=found, expected=expected)
                )
    except csv.Error:
        line = text.splitlines()[reader.line_num - 1 :][:1]
        problems.append(Problem(file, row=len(rows) + 1, code="csv_broken", found=_shown("".join(line))))
    return ([], problems) if problems else ([Sheet("", tuple(rows))], [])


def _shown(line: str) -> str:
    return line[:80]
