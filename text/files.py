"""What text a file of a table can hold: the one rule for every workbook and CSV that is given out."""

import re
from typing import Protocol

LONGEST = 32_767  # what a cell of a spreadsheet holds; letters beyond the first plane count twice
# Control characters, those that turn the direction of reading, halves of letters, and what is no letter at all.
UNPRINTABLE = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
)
_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")
# What a spreadsheet may run instead of show, after marks that it, or a program that cleans texts, may skip: blanks, the
# lost characters above, and all that is there without being seen (byte order mark, zero width, joiners, fillers, tags).
_UNSEEN = (
    rf"\s{UNPRINTABLE}\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029\u2060-\u206f\u2800"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffd\U000e0000-\U000e0fff"
)
_FORMULA = re.compile(rf"^[{_UNSEEN}]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b]")
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


def is_like_formula(text: str) -> bool:
    """Whether a spreadsheet may run the text instead of showing it, disguised by marks that are not seen or not."""
    return _FORMULA.match(text) is not None


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
        if is_like_formula(text):
            cell.quotePrefix = True


def csv_field(text: str) -> str:
    """A text as a field of a CSV: an apostrophe stands before what a spreadsheet would run."""
    shown = printable(text)
    return f"'{shown}" if is_like_formula(shown) else shown
