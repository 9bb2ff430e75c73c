"""Delimited text files, read strictly: what a spreadsheet would quietly repair is refused with its row."""

import csv
import io
from pathlib import Path

from etl import workbook_limits as limits
from etl.problems import Problem
from etl.sheets import Sheet

RAGGED_SHOWN = 100  # a file of another shape altogether need not be quoted line by line
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}


def read_delimited(path: Path, file: str) -> tuple[list[Sheet], list[Problem]]:
    """The file as one sheet, or the problem that forbids reading it. `file` names it in problems."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        return [], [
            Problem(file, row=row, code="encoding_not_utf8", found=_encoding(content), expected="UTF-8")
        ]
    if not text.strip():
        return [], [Problem(file, code="file_empty")]
    try:
        delimiter = _delimiter(text)
    except csv.Error as fault:
        return [], [Problem(file, row=1, code="csv_broken", found=str(fault))]
    if delimiter is None:
        header = next(line for line in text.splitlines() if line.strip())
        expected = ", ".join(DELIMITERS.values())
        return [], [Problem(file, row=1, code="delimiter_unclear", found=header[:80], expected=expected)]
    return _rows(text, delimiter, file)


def _delimiter(text: str) -> str | None:
    """What splits the header into most fields; None if nothing does or two do it equally well."""
    header = text.lstrip("\r\n")
    fields = {
        each: len(next(csv.reader(io.StringIO(header, newline=""), delimiter=each))) for each in DELIMITERS
    }
    most = max(fields.values())
    best = [each for each, count in fields.items() if count == most]
    return best[0] if most > 1 and len(best) == 1 else None


def _rows(text: str, delimiter: str, file: str) -> tuple[list[Sheet], list[Problem]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[str, ...]] = []
    problems: list[Problem] = []
    width = cells = 0
    try:
        for row in reader:
            rows.append(tuple(row))
            width = width or len(row)
            cells += len(row)
            if cells > limits.CELLS:
                return [], [
                    Problem(
                        file, code="too_many_cells", found=f"> {limits.CELLS}", expected=str(limits.CELLS)
                    )
                ]
            if row and len(row) != width and len(problems) < RAGGED_SHOWN:
                found, expected = str(len(row)), str(width)
                problems.append(
                    Problem(file, row=len(rows), code="ragged_row", found=found, expected=expected)
                )
    except csv.Error as error:
        problems.append(Problem(file, row=len(rows) + 1, code="csv_broken", found=str(error)))
    return ([], problems) if problems else ([Sheet("", tuple(rows))], [])


def _encoding(content: bytes) -> str:
    from charset_normalizer import from_bytes  # only a file in another encoding needs it

    best = from_bytes(content).best()
    return best.encoding if best else ""
