"""The indicator's code of a row whose text begins with it: `1.10. Tần suất …`, beside a running number or the code."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Protocol

from etl.reading.sheets import Cell

_LEADING = re.compile(r"(?P<code>\d{1,2}(?:\.\d{1,2})+|\d{1,2}(?=[.)]))[.)]*(?:\s+|(?=[^\W\d]))")
_RUNNING = re.compile(r"\d+|[IVX]+|[A-Za-z]")  # what numbers rows, not indicators, where the text has a code


class Row(Protocol):
    """A row of a file whose cells are known by our names."""

    number: int

    def cell(self, name: str) -> Cell:
        """The cell of one of our columns."""


def code_of_row(row: Row, named_in: str) -> tuple[Mapping[str, Cell], dict[str, object] | None]:
    """The cell that gives the row's code, and what contradicts it, as a problem without its file and sheet.

    A code in the text wins over a running number and over a number cell, which has lost its zero (1.10 is 1.1 there).
    """
    text, own = row.cell(named_in), row.cell("indicator_code")
    leading = _LEADING.match(text.text)
    bare = own.text.rstrip(".)")
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
