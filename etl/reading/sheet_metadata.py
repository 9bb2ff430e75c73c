"""What a sheet carries besides texts: collected while its file streams by, told to the process that asked, and taken.

Rows and columns count from 1. Nothing here grows with the cells of a sheet, only with those that carry something.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from etl.reading import workbook_limits as limits
from etl.reading.sheets import Places, Range

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

    def told(self, rows: int, columns: int) -> dict:
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


def fields_of(told: Mapping, rows: list[tuple[str, ...]]) -> dict:
    """The fields of a sheet of these rows from what was told; marks are taken from the texts of its rows."""
    marks: dict[tuple[int, int], str] = {}
    for row, column, text, mark in told["marks"]:
        cells = rows[row - 1]
        rows[row - 1] = (*cells[: column - 1], text, *cells[column:])
        marks[row, column] = mark
    return {
        **told,
        "merged": tuple(Range(*each) for each in told["merged"]),
        "hidden_rows": _numbers(told["hidden_rows"]),
        "hidden_columns": _numbers(told["hidden_columns"]),
        "struck": _places(told["struck"], len(rows)),
        "calculated": _places(told["calculated"], len(rows)),
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
