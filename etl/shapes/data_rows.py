"""Which rows below a header hold data: not the numbers of columns, titles of groups, totals, notes and signatures."""

import re
from collections.abc import Iterable, Iterator, Sequence

from etl.problems import Problem
from etl.reading.sheets import Sheet
from etl.shapes.headings import Header
from etl.shapes.layout_parts import FIGURE_FIELDS
from etl.shapes.layouts import Layout
from etl.values.names import folded
from etl.values.numbers import parse_number, stripped

_KEYS = ("unit_name", "unit_code", "indicator_code", "indicator_key", "indicator_name", "scope_name")
_NUMBERING = re.compile(r"\(?(\d{1,2}|[A-Z])\)?(?:\s*=.*)?")
_TOTAL_WORDS = 4  # of a text such as "Tổng cộng điểm đạt"; the names of indicators that begin so are longer
_SHOWN = 10  # numbers of skipped rows that a sentence names


def data_rows(sheet: Sheet, header: Header, layout: Layout, file: str) -> tuple[Sequence[int], list[Problem]]:
    """Indexes of the rows of data, and problems that say which others were left out or are in the way."""
    start = header.last + 1
    if layout.skip.is_empty:
        return [index for index in range(start, len(sheet.rows)) if any(map(stripped, sheet.rows[index]))], []
    return _Rows(sheet, header, layout, file).sorted_out(start)


def _figure_columns(header: Header, layout: Layout) -> list[int]:
    """The columns one of which a row of data fills."""
    if layout.wide:
        return [column for each in header.figures for column in each.fields.values()]
    named = layout.skip.without_figure
    names = named if isinstance(named, tuple) else FIGURE_FIELDS
    return [header.columns[name] for name in names if name in header.columns]


class _Rows:
    """Sorts the rows below one header into data and the rest, by the rules of the layout."""

    def __init__(self, sheet: Sheet, header: Header, layout: Layout, file: str) -> None:
        self.sheet, self.header, self.skip, self.layout = sheet, header, layout.skip, layout
        self.file = file
        self.figures = _figure_columns(header, layout)
        self.keys = [header.columns[name] for name in _KEYS if name in header.columns]
        self.beginning = tuple(map(folded, layout.skip.beginning))
        self.notes = tuple(map(folded, layout.skip.notes))
        self.nothing = layout.empty | {""}

    def sorted_out(self, start: int) -> tuple[list[int], list[Problem]]:
        """Indexes of the rows of data, and problems that say which others were left out or are in the way."""
        data: list[int] = []
        empty: list[int] = []
        ruled: list[int] = []
        is_below = is_after_gap = False  # below: among notes and signatures
        for index in range(start, len(self.sheet.rows)):
            texts = [stripped(text) for text in self.sheet.rows[index]]
            if not any(texts):
                is_after_gap = True
                continue
            if self._is_header(texts):
                return data, [self._problem(index, "header_again", found=str(self.header.last + 1))]
            if index == start and self._is_numbering(texts):
                continue
            has_key, has_figure = self._fills(texts, self.keys), self._fills(texts, self.figures)
            has_number = has_figure and any(self._is_number(index, column, texts) for column in self.figures)
            is_below |= not has_number and self._begins(texts, self.notes)
            is_other = has_number if is_below else is_after_gap and data and has_figure and not has_number
            if has_key and is_other:
                return data, [self._problem(index, "table_below")]
            is_after_gap = False
            if self._begins(self._titles(texts), self.beginning) or self._is_ruled_out(texts):
                (ruled if has_number else empty).append(index)
            elif is_below or (self.skip.without_figure and not has_figure) or not (has_key or has_number):
                empty.append(index)
            else:
                data.append(index)
        said = [] if self.skip.silently else self._counted(empty, "rows_without_figure")
        return data, [*said, *self._counted(ruled, "rows_left_out")]

    def _fills(self, texts: Sequence[str], columns: Iterable[int]) -> bool:
        return any(column < len(texts) and texts[column] not in self.nothing for column in columns)

    def _is_number(self, index: int, column: int, texts: Sequence[str]) -> bool:
        if column >= len(texts) or not texts[column]:
            return False
        if (index + 1, column + 1) in self.sheet.numeric:
            return True
        parts = texts[column].split("/", 1)
        return any(all(parse_number(part, each) for part in parts) for each in self.layout.separators)

    def _is_header(self, texts: Sequence[str]) -> bool:
        for row in self.sheet.rows[self.header.first : self.header.last + 1]:
            printed = [(each, stripped(row[each])) for each in self.header.columns.values() if each < len(row)]
            if any(text for _, text in printed):
                return all(texts[each : each + 1] == [text] for each, text in printed if text)
        return False

    def _is_numbering(self, texts: Sequence[str]) -> bool:
        filled = [text for text in texts if text]
        marks = [mark for text in filled if (mark := _NUMBERING.fullmatch(text))]
        if not self.skip.numbering or len(marks) < 2 or len(marks) < len(filled):
            return False
        numbers = [int(mark[1]) for mark in marks if mark[1].isdigit()]
        return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False

    def _begins(self, texts: Iterable[str], beginnings: tuple[str, ...]) -> bool:
        return bool(beginnings) and any(folded(text).startswith(beginnings) for text in texts if text)

    def _titles(self, texts: Sequence[str]) -> list[str]:
        """What names a row: its first text, and the unit; of an indicator only a text too short for the name of one."""
        column = self.header.columns.get("unit_name", len(texts))
        first = next(index for index, text in enumerate(texts) if text)
        is_name = first == self.header.columns.get("indicator_name") and len(texts[first].split()) > _TOTAL_WORDS
        return [*([] if is_name else texts[first : first + 1]), *texts[column : column + 1]]

    def _is_ruled_out(self, texts: Sequence[str]) -> bool:
        for name, pattern in self.skip.where.items():
            column = self.header.columns.get(name)
            if column is not None and column < len(texts) and pattern.fullmatch(texts[column]):
                return True
        return False

    def _problem(self, index: int, code: str, found: str = "", fix: tuple[str, ...] = ()) -> Problem:
        return Problem(self.file, self.sheet.name, index + 1, code=code, found=found, fix=fix)

    def _counted(self, rows: Sequence[int], code: str) -> Iterator[Problem]:
        if rows:
            numbers = tuple(str(index + 1) for index in rows)
            yield self._problem(rows[0], code, found=str(len(rows)), fix=numbers[:_SHOWN])
