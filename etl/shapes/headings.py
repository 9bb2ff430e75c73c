"""Where a table's header stands on a sheet, and which column is which: headers of one to four rows, merged or not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.reading.sheets import Cell, Sheet
from etl.shapes.column_meanings import (
    IGNORED,
    JOIN,
    KNOWN,
    NOT_READ,
    SAME_AGAIN,
    SET_ASIDE,
    UNKNOWN,
    ColumnReading,
    VocabularyColumns,
    number_in,
)
from etl.shapes.layouts import Layout, ListedHeadings
from etl.shapes.vocabulary import Vocabulary, heading_key
from etl.values.numbers import stripped

WITHIN = 200  # rows of a sheet in which a header is looked for: a title block is far shorter
_NUMBER = re.compile(r"\(\d{1,2}\)|\(\d.*=")  # of a column, in a row of its own below the header
_KEYS = ("unit_name", "indicator_name")  # columns that name what a row is of
_YEAR = re.compile(r"20\d\d")
_TITLE_WORDS = 5  # a parent heading is shorter
_LOOKED_AT = 60  # rows below a header whose cells are compared with what the header says


@dataclass(frozen=True)
class FigureColumns:
    """The columns of one indicator in a wide table: `fields` says what stands where, `indicator` is its code or key and
    `key_field` the column of ours that it goes to (`indicator_code` or `indicator_key`).

    `explicit` are the fields whose header names them; the others hold what the layout says a cell holds. `scales` are
    the scales that headings declare, by field.
    """

    key_field: str
    indicator: Cell
    fields: Mapping[str, int]
    explicit: frozenset[str]
    scales: Mapping[str, str]


@dataclass(frozen=True)
class Header:
    """A header found: its rows, counted from 0, our names to column indexes, and what became of each column."""

    first: int
    last: int
    columns: Mapping[str, int]
    figures: tuple[FigureColumns, ...] = ()
    readings: tuple[ColumnReading, ...] = ()

    @property
    def size(self) -> int:
        """How many columns it explains."""
        return len(self.columns) + sum(len(each.fields) for each in self.figures)

    @property
    def named(self) -> int:
        """How many columns it says the field or the scale of."""
        return sum(len(each.explicit | each.scales.keys()) for each in self.figures)

    @property
    def open(self) -> list[ColumnReading]:
        """Columns a person has to say something of."""
        return [each for each in self.readings if each.is_open]


def find_header(sheet: Sheet, layout: Layout, year: str | None = None) -> Header | None:
    """The header of the layout nearest to the sheet's top, in as few rows as say most of columns. None without one.

    Of a layout with a vocabulary also one whose columns are still open: those are then asked.
    """
    finder = _VocabularySearch(sheet, layout, layout.words, year) if layout.words else _ListSearch(sheet, layout, year)
    return finder.topmost()


def nearest_header(sheet: Sheet, layout: Layout, year: str | None = None) -> Header | None:
    """Of a layout with a vocabulary: the rows that come nearest to its header, whatever they lack. None for others."""
    return _VocabularySearch(sheet, layout, layout.words, year).nearest() if layout.words else None


def paths(
    rows: Sequence[Sequence[str]], first: int = 0, merged: Sequence[tuple[int, int, int, int]] = ()
) -> dict[int, list[tuple[int, str]]]:
    """By column, the header texts from parent to child, each with the index of its row.

    A merged cell keeps its text in its first column only, so a parent's text holds to the right until the next one; of
    a cell that the sheet says to be merged, over just its columns. `first` is the row of the sheet `rows` begin with.
    """
    width = max(map(len, rows))
    ends = {(top, left): right for top, left, _, right in merged}
    found: dict[int, list[tuple[int, str]]] = {}
    parents: list[tuple[str, int]] = [("", width)] * len(rows)  # text, and the last column it holds for
    for column in range(width):
        own = [stripped(row[column]) if column < len(row) else "" for row in rows]
        filled = [index for index, text in enumerate(own) if text]
        lowest = filled[-1] if filled else -1
        for index in filled:
            # a text with nothing below it heads its own column alone, unless it is merged over others
            end = ends.get((first + index + 1, column + 1), width + 1 if index < lowest else column + 1)
            parents[index:] = [(own[index], end - 1), *[("", width)] * (len(rows) - index - 1)]
        path = [
            (index, own[index] or (parents[index][0] if column <= parents[index][1] else ""))
            for index in range(lowest + 1)
        ]
        if filled:
            found[column] = [(index, text) for index, text in path if text]
    return found


class _ListSearch:
    """Looks for the header of a layout that lists the texts of its headings."""

    def __init__(self, sheet: Sheet, layout: Layout, year: str | None) -> None:
        self.sheet, self.layout, self.listed = sheet, layout, ListedHeadings(layout, sheet.name, year)
        self.year = year

    def topmost(self) -> Header | None:
        rows = self.sheet.rows
        for start in range(min(WITHIN, len(rows))):
            if not self.listed.may_head(rows[start : start + self.layout.header_rows]):
                continue
            if found := list(self._headers(start)):
                later = range(start + 1, min(start + self.layout.header_rows, len(rows)))
                found += [header for first in later for header in self._headers(first)]
                return max(found, key=lambda each: (each.size, each.named, each.first - each.last, -each.first))
        return None

    def _headers(self, first: int) -> Iterator[Header]:
        for last in range(first, min(first + self.layout.header_rows, len(self.sheet.rows))):
            header = self._header(first, last)
            is_wide_enough = self.listed.wide is None or len(header.figures) >= self.listed.wide.least
            if self.listed.required <= header.columns.keys() and is_wide_enough:
                yield header

    def _header(self, first: int, last: int) -> Header:
        readings = []
        taken: set[str] = set()
        for column, path in paths(self.sheet.rows[first : last + 1]).items():
            texts = [text for _, text in path]
            reading = ColumnReading(column, JOIN.join(texts), heading_key(texts, self.year), None, UNKNOWN)
            changes: dict[str, Any] = {}
            if name := self.listed.name_of(texts):
                changes = {"meaning": name, "why": KNOWN}
            elif self.listed.is_ignored(texts):
                changes = {"meaning": IGNORED, "why": NOT_READ}
            elif figure := self.listed.figure_of(texts):
                key_field, indicator, field, is_named = figure
                changes = {"meaning": f"{indicator}:{field}", "why": KNOWN}
                changes |= {"key_field": key_field, "is_explicit": is_named}
            if changes and changes["meaning"] in taken:
                changes |= {"meaning": None, "why": SAME_AGAIN}
            elif changes and changes["meaning"] != IGNORED:
                taken.add(changes["meaning"])
            readings.append(ColumnReading(**{**vars(reading), **changes}))
        return _header(self.sheet, first, last, readings, "")


class _VocabularySearch:
    """Looks for the header of a layout that reads headings by a vocabulary."""

    def __init__(self, sheet: Sheet, layout: Layout, vocabulary: Vocabulary, year: str | None) -> None:
        self.sheet, self.layout, self.year = sheet, layout, year
        self.columns = VocabularyColumns(layout, vocabulary, year)
        self.key_field = "indicator_key" if layout.key_set else "indicator_code"
        self.accepted = {part for key in layout.accepted for part in key.partition(" #")[0].split(" / ")}
        self.rows = [[stripped(text) for text in row] for row in sheet.rows[: WITHIN + layout.header_rows]]
        self.kept: dict[tuple[int, int], Header] = {}
        self.hits: dict[int, set[int]] = {}

    def topmost(self) -> Header | None:
        """The topmost header that has what the layout needs, read or to be asked."""
        for start in range(min(WITHIN, len(self.rows))):
            if not self._may_head(start):
                continue
            if found := [header for header in self._headers(start) if self._suffices(header)]:
                later = range(start + 1, start + self.layout.header_rows)
                found += [header for first in later for header in self._headers(first) if self._suffices(header)]
                return self._with_parents(max(found, key=self._explains))
        return None

    def nearest(self) -> Header | None:
        """The rows that explain most; of rows nobody knows a word of, those with most texts."""
        starts = [start for start in range(min(WITHIN, len(self.rows))) if self._may_head(start)]
        found = [header for start in starts for header in self._headers(start)]
        if found and (best := max(found, key=self._explains)).size + len(best.open) > 1:
            return self._with_parents(best)
        texts = [sum(1 for text in row if text and number_in(text) is None) for row in self.rows[:WITHIN]]
        if not any(texts):
            return None
        start = texts.index(max(texts))
        return self._header(start, start)

    def _may_head(self, start: int) -> bool:
        """Whether a header may begin with this row: a quick look, for most rows of a long file hold data."""
        window = range(start, min(start + self.layout.header_rows, len(self.rows)))
        hits = [self._hits(index) for index in window]
        found = set().union(*hits)
        least = self.layout.wide.least if self.layout.wide else 2
        return bool(hits[0]) and (len(found) >= least or (len(found) > 1 and self._names_units(window)))

    def _names_units(self, window: Sequence[int]) -> bool:
        texts = (text for index in window for text in self.rows[index] if text)
        return any(self.columns.vocabulary.heading((text,), None).first("column") == "unit_name" for text in texts)

    def _hits(self, index: int) -> set[int]:
        """The columns of a row whose cells may head them."""
        if index not in self.hits:
            is_data = self._is_data(index)
            texts = () if is_data else enumerate(self.rows[index])
            self.hits[index] = {column for column, text in texts if text and self._is_heading(text)}
        return self.hits[index]

    def _is_heading(self, text: str) -> bool:
        return self.columns.vocabulary.knows(text) or heading_key([text], self.year) in self.accepted

    def _headers(self, first: int) -> Iterator[Header]:
        for last in range(first, min(first + self.layout.header_rows, len(self.rows))):
            if not any(self.rows[last]) or self._is_data(last):
                return
            yield self._header(first, last)

    def _header(self, first: int, last: int) -> Header:
        if (first, last) not in self.kept:
            rows = self.rows[first : last + 1]
            found = paths(rows, first, self.sheet.merged)
            texts = {column: _once([text for _, text in path]) for column, path in found.items()}
            below = self.sheet.rows[last + 1 : last + 1 + _LOOKED_AT]
            cells = {column: [row[column] for row in below if column < len(row)] for column in texts}
            readings = self.columns.readings(texts, cells)
            self.kept[first, last] = _header(self.sheet, first, last, readings, self.key_field)
        return self.kept[first, last]

    def _suffices(self, header: Header) -> bool:
        there = {each.meaning or each.proposal for each in header.readings}
        needed = self.layout.columns.keys() <= there and all(there & set(group) for group in self._one_of(header))
        if not needed or self.layout.wide is None:
            return needed
        figures = {each.partition(":")[0] for each in there if each and ":" in each}
        if len(figures) + len(_columns_set_aside(header)) >= self.layout.wide.least:
            return True
        # of fewer the units must be certain, and what is ranked be named
        is_named = any(":" in (each.meaning or "") and self._names_indicator(each) for each in header.readings)
        return is_named and self.layout.columns.keys() <= header.columns.keys()

    def _names_indicator(self, reading: ColumnReading) -> bool:
        return bool(self.columns.vocabulary.heading(reading.heading.split(JOIN), self.year).all("indicator"))

    def _one_of(self, header: Header) -> Iterator[tuple[str, ...]]:
        """The groups of columns of which the layout needs one; the first are results, which may have been set aside."""
        for number, group in enumerate(self.layout.one_of):
            if number or not _columns_set_aside(header):
                yield group

    def _explains(self, header: Header) -> tuple[int, ...]:
        return (header.size, len(header.open), header.named, header.first - header.last, -header.first)

    def _with_parents(self, header: Header) -> Header:
        """The header with the rows above and below that head some of its columns: they may change what those are."""
        first, last = header.first, header.last
        while first < last and self._suffices(inner := self._header(first + 1, last)):
            if self._is_parent(first, inner):
                break
            first, header = first + 1, inner  # a title
        while first > 0 and last - first + 1 < self.layout.header_rows and self._is_parent(first - 1, header):
            first -= 1
        if last - first + 1 < self.layout.header_rows and self._is_child(last + 1, header):
            last += 1
        return self._header(first, last)

    def _is_child(self, index: int, header: Header) -> bool:
        """Whether a row goes on heading columns of figures: a row of data names what it is of, or has numbers."""
        if index >= len(self.rows) or self._is_data(index):
            return False
        row = self.rows[index]
        texts = {column for column, text in enumerate(row) if text and _is_word(text)}
        keys = {column for name, column in header.columns.items() if name in _KEYS}
        figures = {each.column for each in header.readings if each.column not in header.columns.values()}
        return bool(texts & figures) and not texts & keys

    def _is_parent(self, index: int, header: Header) -> bool:
        texts = {column: text for column, text in enumerate(self.rows[index]) if text}
        columns = {each.column for each in header.readings}
        if not texts or self._is_data(index) or not texts.keys() & columns:
            return False
        ends = {left - 1: right - 1 for top, left, _, right in self.sheet.merged if top == index + 1}
        if len(texts) == 1:  # a title stands over the whole table, begins where it begins, or is a sentence
            [(column, text)] = texts.items()
            heading = self.columns.vocabulary.heading([text], self.year)
            keys = [header.columns[name] for name in _KEYS if name in header.columns]
            if keys and column <= min(keys):  # what stands over the names of rows too heads no figures
                return False
            is_sentence = len(text.split()) > _TITLE_WORDS and not (heading.all("other") or heading.other_years)
            return not is_sentence and column > min(columns) and ends.get(column, column) - column + 1 < len(columns)
        return True

    def _is_data(self, index: int) -> bool:
        texts = [text for text in self.rows[index] if text]
        numbers = sum(1 for text in texts if number_in(text) is not None and not _YEAR.fullmatch(text))
        return numbers > 1 and 2 * numbers >= len(texts) - 1


def _is_word(text: str) -> bool:
    """Whether a cell may head a column: no figure, and not the column's number; a year may."""
    return (number_in(text) is None or bool(_YEAR.fullmatch(text))) and not _NUMBER.match(text)


def _header(sheet: Sheet, first: int, last: int, readings: Sequence[ColumnReading], key_field: str) -> Header:
    """The header that columns as they were read make."""
    columns: dict[str, int] = {}
    figures: dict[tuple[str, str], dict[str, ColumnReading]] = {}
    for reading in readings:
        if not reading.is_read:
            continue
        indicator, colon, field = reading.read_as.partition(":")
        if colon:
            figures.setdefault((reading.key_field or key_field, indicator), {})[field] = reading
        else:
            columns[indicator] = reading.column
    found = []
    for (named_by, indicator), fields in figures.items():
        column = next(iter(fields.values())).column
        row = max((index for index in range(first, last + 1) if _text(sheet, index, column)), default=last)
        is_code = named_by == "indicator_code" and _text(sheet, row, column) == indicator
        cell = Cell(indicator, column + 1, is_code and (row + 1, column + 1) in sheet.numeric, row + 1)
        found.append(
            FigureColumns(
                named_by,
                cell,
                {field: each.column for field, each in fields.items()},
                frozenset(field for field, each in fields.items() if each.is_explicit),
                {field: each.scale for field, each in fields.items() if each.scale},
            )
        )
    return Header(first, last, columns, tuple(found), tuple(readings))


def _columns_set_aside(header: Header) -> list[ColumnReading]:
    """Columns of figures that speak of something else than this year's results."""
    return [each for each in header.readings if each.why in SET_ASIDE]


def _text(sheet: Sheet, row: int, column: int) -> str:
    texts = sheet.rows[row]
    return stripped(texts[column]) if column < len(texts) else ""


def _once(texts: Sequence[str]) -> list[str]:
    """The texts of a path; a cell merged downwards may be written out in each of its rows."""
    return [text for index, text in enumerate(texts) if index == 0 or text != texts[index - 1]]
