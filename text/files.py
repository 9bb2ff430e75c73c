"""What text a file of a table can hold: the one rule for every workbook and CSV that is given out."""

import re
from typing import Protocol

LONGEST = 32_767  # what a cell of a spreadsheet holds; letters beyond the first plane count twice
# Control characters, those that turn the direction of reading, halves of letters, and what is no letter at all.
UNPRINTABLE = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
)
_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")
# What a spreadsheet may run instead of show, after marks it skips (byte order mark, zero-width, blanks).
_FORMULA = re.compile(r"^[\ufeff\u200b-\u200d\u2060\s]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_LETTER_BY_NUMBER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class TextCell(Protocol):
    """A cell of a workbook, written in either of the ways that openpyxl has."""

    value: object
    data_type: str
    quotePrefix: object  # noqa: N815 - the library's own name


def readable(text: str) -> str:
    """A text with `\N{REPLACEMENT CHARACTER}` for each character that nobody can read."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def printable(text: str) -> str:
    """A text as a file can hold it: what nobody can read is `\N{REPLACEMENT CHARACTER}`, what is cut ends with `…`."""
    clean = readable(text)
    if 2 * len(clean) <= LONGEST:
        return clean
    units = clean.encode("utf-16-le")
    return clean if len(units) <= 2 * LONGEST else units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def workbook_text(text: str) -> str:
    """A text as a workbook has to say it: `_x0041_` would be read as the letter with that number. It is cut earlier
    where that takes more letters than openpyxl writes.
    """
    shown = printable(text)
    written = _LETTER_BY_NUMBER.sub("_x005F_", shown)
    while len(written) > LONGEST:
        shown = shown[: len(shown) - (len(written) - LONGEST) - 1] + "…"
        written = _LETTER_BY_NUMBER.sub("_x005F_", shown)
    return written


def put(cell: TextCell, text: str) -> None:
    """Fill a cell of a workbook with a text that is shown and never run, also once somebody has edited it."""
    cell.value = workbook_text(text) or None
    if text:
        cell.data_type = "s"
        if _FORMULA.match(text):
            cell.quotePrefix = True


def csv_field(text: str) -> str:
    """A text as a field of a CSV: an apostrophe stands before what a spreadsheet would run."""
    shown = printable(text)
    return f"'{shown}" if _FORMULA.match(shown) else shown
