"""A table of text cells as a file holds it."""

from dataclasses import dataclass

Place = tuple[int, int]  # row and column, counted from 1 as a spreadsheet shows them


@dataclass(frozen=True)
class Sheet:
    """Text cells row by row; `numeric` are the places the file itself stores as numbers, not as text.

    A delimited file is one sheet without a name. Rows may differ in length; a missing cell is empty.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[Place] = frozenset()


@dataclass(frozen=True)
class Cell:
    """One cell with its place; column 0 is a constant the layout gives, not a cell of the file."""

    text: str
    column: int = 0
    is_numeric: bool = False
