"""What the cells of a table that is read carry besides texts, where it may change what they say."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise

from etl.problems import Problem, column_letters
from etl.reading.sheets import Place, Range, Sheet
from etl.shapes.headings import Header
from etl.shapes.layouts import FIGURE_FIELDS, Layout
from etl.values.numbers import parse_plain, stripped

_NUMBERS = (*FIGURE_FIELDS, "low", "high")
_SHOWN = 8  # cells, rows or columns that a sentence names
_FILLED = 0.75  # a column with this share of its cells filled is meant to be full
_HAVE_DECIMALS = 0.8  # so many numbers of a column have as many decimals as it has
_ENOUGH = 5  # numbers that tell how many decimals a column has
_DECIMALS = re.compile(r"\d+[.,](\d+)")


def cell_notes(sheet: Sheet, header: Header, rows: Sequence[int], layout: Layout, file: str) -> list[Problem]:
    """Problems of the table with this header and these rows of data (indexes): a value merged over several cells and,
    where no mark can be seen, a number that may end in one block; the rest is said once each, with its count."""
    return list(_Notes(sheet, header, rows, layout, file).problems())


class _Notes:
    """One table, its rows and columns counted from 1."""

    def __init__(self, sheet: Sheet, header: Header, rows: Sequence[int], layout: Layout, file: str) -> None:
        self.sheet, self.header, self.rows, self.file = sheet, header, rows, file
        self.is_printed = not layout.skip.is_empty and not layout.skip.silently  # not a form of ours
        self.figures = {column + 1 for each in header.figures for column in each.fields.values()}
        self.figures |= {column + 1 for name, column in header.columns.items() if name in _NUMBERS}
        self.read = self.figures | {column + 1 for column in header.columns.values()}

    def problems(self) -> Iterator[Problem]:
        """Everything there is to say of it."""
        sheet = self.sheet
        yield from self._merged()
        if sheet.is_hidden:
            yield self._problem("sheet_hidden", (0, 0))
        if hidden := [row + 1 for row in self.rows if row + 1 in sheet.hidden_rows] if sheet.hidden_rows else []:
            yield self._counted("rows_hidden", (hidden[0], 0), map(str, hidden), len(hidden))
        if hidden := sorted(sheet.hidden_columns & self.read):
            place = self.header.last + 1, hidden[0]
            yield self._counted("columns_hidden", place, map(column_letters, hidden), len(hidden))
        yield from self._cells("struck_through", self._inside(sheet.struck, self.read))
        yield from self._cells("values_calculated", self._inside(sheet.calculated, self.figures))
        marked = self._inside(sheet.marks.keys(), self.read, with_header=True)
        yield from self._cells("marks_taken", marked, {place: f" “{sheet.marks[place]}”" for place in marked})
        if self.is_printed and self.rows:
            yield from self._blank()
            yield from self._without_heading()
            if sheet.has_unseen_marks:
                yield from self._unseen_marks()

    def _merged(self) -> Iterator[Problem]:
        """A figure that stands for several rows of units, or for several columns."""
        data = {row + 1 for row in self.rows} if self.sheet.merged else set()
        for each in self.sheet.merged:
            rows, columns = range(each.first_row, each.last_row + 1), range(each.first_column, each.last_column + 1)
            read = [column for column in self.read if column in columns]
            if self.figures.isdisjoint(read) or not any(row in data for row in rows):
                continue
            named = sum(1 for row in rows if row in data or self._is_named(row))
            if (text := self._text(each.first_row, each.first_column)) and (named > 1 or len(read) > 1):
                first, last = (each.first_row, each.first_column), (each.last_row, each.last_column)
                yield self._problem("value_merged", first, f"{_cell(first)}:{_cell(last)}", text[:40])

    def _is_named(self, row: int) -> bool:
        return any(self._text(row, column) for column in self.read - self.figures)

    def _blank(self) -> Iterator[Problem]:
        """Empty cells of columns that are filled otherwise; those merged into another are its affair."""
        blank: list[Place] = []
        for column in sorted(self.figures):
            empty = [row + 1 for row, text in zip(self.rows, self._column(column), strict=True) if not text]
            if empty and len(empty) <= (1 - _FILLED) * len(self.rows):
                blank += ((row, column) for row in empty)
        if blank and self.sheet.merged:
            blank = [place for place in blank if not any(_holds(each, place) for each in self.sheet.merged)]
        yield from self._cells("cells_blank", sorted(blank))

    def _without_heading(self) -> Iterator[Problem]:
        """Columns of numbers that no header names: nobody knows what they are, and they are not read."""
        found = []
        for column in range(1, max(len(self.sheet.rows[row]) for row in self.rows) + 1):
            if column in self.read or self._has_heading(column):
                continue
            numbers = (parse_plain(text.replace(",", ".")) for text in self._column(column) if text)
            values = [number.value for number in numbers if number]
            is_counting = all(after - before == 1 for before, after in pairwise(values))
            if len(values) * 2 > len(self.rows) and not is_counting:
                found.append(column)
        if found:
            place = self.header.last + 1, found[0]
            yield self._counted("numbers_without_heading", place, map(column_letters, found), len(found))

    def _has_heading(self, column: int) -> bool:
        rows = range(self.header.first + 1, self.header.last + 2)
        return any(self._text(row, column) for row in rows) or any(
            each.first_row in rows and each.first_column <= column <= each.last_column for each in self.sheet.merged
        )

    def _unseen_marks(self) -> Iterator[Problem]:
        """Texts with a digit or two more than the decimals of their column: a footnote mark looks like that."""
        for column in sorted(self.figures):
            written = [(row + 1, text) for row, text in zip(self.rows, self._column(column), strict=True)]
            decimals = {row: len(match[1]) for row, text in written if (match := _DECIMALS.fullmatch(text))}
            if len(decimals) < _ENOUGH:
                continue
            usual, _ = Counter(decimals.values()).most_common(1)[0]
            within = sum(count <= usual for count in decimals.values())
            alike = sum(count == usual for count in decimals.values())
            if within < _HAVE_DECIMALS * len(decimals) or alike < _HAVE_DECIMALS * within:
                continue
            for row, text in written:
                if usual < decimals.get(row, 0) <= usual + 2 and (row, column) not in self.sheet.numeric:
                    yield self._problem("mark_unseen", (row, column), found=text, expected=str(usual))

    def _inside(self, cells: Set[Place], columns: Set[int], *, with_header: bool = False) -> list[Place]:
        """Those that lie in these columns of the rows of data, and of the header."""
        if not cells:
            return []
        rows = {row + 1 for row in self.rows}
        rows |= set(range(self.header.first + 1, self.header.last + 2)) if with_header else set()
        return sorted((row, column) for row, column in cells if column in columns and row in rows)

    def _cells(self, code: str, places: Sequence[Place], after: dict[Place, str] | None = None) -> Iterator[Problem]:
        if places:
            shown = [_cell(place) + (after or {}).get(place, "") for place in places[:_SHOWN]]
            yield self._counted(code, places[0], shown, len(places))

    def _counted(self, code: str, place: Place, shown: Iterable[str], count: int) -> Problem:
        return self._problem(code, place, found=str(count), fix=tuple(shown)[:_SHOWN])

    def _problem(
        self, code: str, place: Place, found: str = "", expected: str = "", fix: tuple[str, ...] = ()
    ) -> Problem:
        return Problem(self.file, self.sheet.name, *place, code, found, expected, fix)

    def _column(self, column: int) -> list[str]:
        """The texts of a column in the rows of data."""
        cells = [self.sheet.rows[row][column - 1 : column] for row in self.rows]
        texts = {cell: stripped(cell[0]) if cell else "" for cell in set(cells)}
        return [texts[cell] for cell in cells]

    def _text(self, row: int, column: int) -> str:
        texts = self.sheet.rows[row - 1] if 0 < row <= len(self.sheet.rows) else ()
        return stripped(texts[column - 1]) if column <= len(texts) else ""


def _holds(merged: Range, place: Place) -> bool:
    row, column = place
    return merged.first_row <= row <= merged.last_row and merged.first_column <= column <= merged.last_column


def _cell(place: Place) -> str:
    return f"{column_letters(place[1])}{place[0]}"
