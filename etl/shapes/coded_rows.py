"""The indicator's code of a row whose text begins with it: `1.10. Tần suất …`, beside a running number or the code."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from etl.reading.sheets import Cell

_KIND = r"(?:(?:chỉ số|tiêu chí|chỉ tiêu|mục|cstp|cs|tc)\s*)?"  # "Chỉ số 1.1: …"
_LEADING = re.compile(
    _KIND + r"(?P<code>\d{1,2}(?:\.\d{1,2})+|\d{1,2}(?=[.):]))[.):]*\s*[-–]?(?:\s+|(?=[^\W\d]))", re.IGNORECASE
)
_BARE = re.compile(_KIND + r"(?P<code>\d{1,2}(?:\.\d{1,2})*)[.):]*", re.IGNORECASE)
_MAINS = 8  # more rows than this, none with a dot in its code, are numbered one after the other
_RUNNING = re.compile(r"\d+|[IVX]+|[A-Za-z]")  # what numbers rows, not indicators, where the text has a code


class Row(Protocol):
    """A row of a file whose cells are known by our names."""

    number: int

    def cell(self, name: str) -> Cell:
        """The cell of one of our columns."""


def are_running_numbers(codes: Iterable[str], texts: Iterable[str]) -> bool:
    """Whether what stands in the column of codes only counts the rows: no code of a component is without a dot."""
    codes = [code for code in codes if code]
    if len(codes) <= _MAINS or any("." in code.rstrip(".") for code in codes):
        return False
    return not any(map(_LEADING.match, texts))


def code_of_row(
    row: Row, named_in: str, is_running: bool = False
) -> tuple[Mapping[str, Cell], dict[str, Any] | None]:
    """The cell that gives the row's code, and what contradicts it, as a problem without its file and sheet.

    A code in the text wins over a running number and over a number cell, which has lost its zero (1.10 is 1.1 there).
    Where all of them only count the rows (`is_running`), a row has no code but that of its text.
    """
    text, own = row.cell(named_in), row.cell("indicator_code")
    leading = _LEADING.match(text.text)
    match = _BARE.fullmatch(own.text)
    bare = match["code"] if match else own.text.rstrip(".)")
    if leading is None and is_running:
        return {"indicator_code": Cell("")}, None
    if leading is None:
        return {"indicator_code": Cell(bare, own.column, own.is_numeric)}, None
    code = leading["code"]
    if bare and bare != code and not _RUNNING.fullmatch(bare) and not (own.is_numeric and _same_number(bare, code)):
        place = {"row": row.number, "column": own.column}
        return {"indicator_code": own}, {"code": "code_differs", "found": own.text, "expected": code, **place}
    return {"indicator_code": Cell(code, text.column)}, None


def _same_number(number: str, code: str) -> bool:
    try:
        return Decimal(number) == Decimal(code)
    except InvalidOperation:
        return False
