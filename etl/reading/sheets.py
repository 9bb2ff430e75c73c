"""A table of text cells as a file holds it."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Place = tuple[int, int]  # row and column, counted from 1 as a spreadsheet shows them


class Range(NamedTuple):
    """Cells merged into one: both corners belong to it, rows and columns count from 1 as a spreadsheet shows them."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Places(Set[Place]):
    """The places of a sheet that its rows' masks mark: a set that costs one reference a row.

    A mask has one character a cell, `n` for a marked one; rows alike share theirs.
    """

    def __init__(self, masks: Sequence[str]) -> None:
        """`masks`: one a row, in order; a mask shorter than its row marks nothing beyond its end."""
        self._masks = masks

    def mask(self, row: int) -> str:
        """The mask of a row, empty for a row that is not there."""
        return self._masks[row - 1] if 0 < row <= len(self._masks) else ""

    def __contains__(self, place: Any) -> bool:
        row, column = place
        return self.mask(row)[column - 1 : column] == "n"

    def __iter__(self) -> Iterator[Place]:
        columns = {mask: [at for at, mark in enumerate(mask, start=1) if mark == "n"] for mask in set(self._masks)}
        for row, mask in enumerate(self._masks, start=1):
            yield from ((row, column) for column in columns[mask])

    def __len__(self) -> int:
        return sum(mask.count("n") for mask in self._masks)


@dataclass(frozen=True)
class Sheet:
    """Text cells row by row; `numeric` are the places the file itself stores as numbers, not as text.

    What cells carry besides their texts: `merged` are those merged into one, whose text stands in the first of them
    alone; `struck` those whose text is struck through; `calculated` those of a formula, whose last value was read;
    `marks` the footnote marks that stood as superscripts in a cell and are no part of its text here. `hidden_rows`,
    `hidden_columns` and `is_hidden` are what a spreadsheet does not show. `has_unseen_marks`: superscripts of this kind
    of file look like any other letters here (.xls).

    A delimited file is one sheet without a name. Rows may differ in length; a missing cell is empty.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    numeric: Set[Place] = frozenset()
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    struck: Set[Place] = frozenset()
    calculated: Set[Place] = frozenset()
    marks: Mapping[Place, str] = field(default_factory=dict)
    has_unseen_marks: bool = False

    def mask(self, row: int) -> str:
        """Which cells of a row are stored as numbers, one character a cell: `n` for those that are."""
        if isinstance(self.numeric, Places):
            return self.numeric.mask(row)
        columns = [column for number, column in self.numeric if number == row]
        return "".join("n" if column in columns else "." for column in range(1, max(columns, default=0) + 1))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with its place; column 0 is a constant the layout or the sidecar gives, not a cell of the file.

    `row` is that of a header cell that speaks for a whole column; None: the row the cell is read with.
    """

    text: str
    column: int = 0
    is_numeric: bool = False
    row: int | None = None
