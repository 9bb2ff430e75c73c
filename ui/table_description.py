"""A table described once: which columns of a mart, in which order, on screen and in files.

What a column is called, how it is written and what its help says stand in `sql/columns.csv`; a `Field` says only what
one table does otherwise. Nothing here draws: `ui.tables` shows what `Table.columns` gives, `ui.export_menu` offers what
`Table.sheet` gives.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from exports.sheet import GENERAL, Cell, Sheet
from text import formats
from text.catalogue import DEFAULT_LANGUAGE, column_help, column_title, say
from text.formats import MISSING
from ui.cell_styles import STYLES, Kind, Row, Style, plain
from warehouse.columns import Format, column_catalogue

Words = str | Callable[[str], str]
_MOST_KEPT = 2  # columns of a file that stay while the others are scrolled


@dataclass(frozen=True)
class Spine:
    """A column drawn as spans on one scale from `low` to `high`, with the words of its ticks by their place on it.

    `of` gives of each row where its cohort begins, where its middle half begins and ends, where the cohort ends, the
    mark it is held against, and where it is itself; None where that is not known.
    """

    low: float
    high: float
    ticks: Sequence[tuple[float, str]]
    of: Callable[[Row], Sequence[float | None]]

    def at(self, amount: float | None) -> float | None:
        """Where an amount stands on the scale: 0 at its beginning, 1 at its end."""
        return None if amount is None else round((amount - self.low) / (self.high - self.low), 4)


@dataclass(frozen=True)
class Column:
    """A column as it is drawn: what is read (`shown`) and, for numbers and bars, what it sorts by (None where missing).

    `width` in pixels is for long text that breaks into lines, else the longest text decides. `fills` are the letter
    painted in each row, its words being spoken, and the colours of its ground and of it; `shares` how long a bar beside
    each figure is, with a `mark` across all of them. `over` is what neighbouring columns have in common. A `far` column
    is left out where the page is not wide; on a phone all but the `narrow` ones are, where a table has some.
    `as_printed` says of each cell whether it is in the official language though the page is in another.
    `falls_first`: the largest stands first at the first press. `spans` are the places of each row on the scale of a
    `spine`.
    """

    key: str
    title: str
    shown: Sequence[str]
    numbers: Sequence[float | None] = ()
    kind: Kind = "text"
    help: str | None = None
    pinned: bool = False
    width: int | None = None
    fills: Sequence[tuple[str, str, str]] | None = None
    shares: Sequence[float | None] | None = None
    mark: float | None = None
    over: str = ""
    far: bool = False
    narrow: bool = False
    falls_first: bool = False
    spine: Spine | None = None
    spans: Sequence[Sequence[float | None]] = ()
    as_printed: Sequence[bool] = ()


@dataclass(frozen=True)
class Field:
    """A column of a table: the column `name` of its mart, written as `sql/columns.csv` says unless told otherwise.

    `title` and `help` are keys of words, or say them in a language. `shown` is what a cell reads on screen, `cell` what
    it holds in a file, `number` what it sorts by, each from the row; a text that is `shown` otherwise stands in files
    as it reads unless there is a `cell`. `of` gives the row to read from, where a table has the same column several
    times (by year, by unit); `key` then tells them apart. `format` is for what is no column of a mart, or is written
    otherwise here; `decimals` is how many a number has in a workbook where `shown` writes others than its format says,
    None for as many as it has. `needs` names columns of which some row must have a figure, else the table goes without
    this one. `share` is the length of a bar beside the figure, 0 to 1, with a `mark` across all rows; `over` and `far`
    are as in `Column`. `spine` draws the column, whose words are then spoken only.
    """

    name: str
    title: Words | None = None
    help: Words | None = None
    shown: Callable[[Any, str], str] | None = None
    cell: Callable[[Any, str], Cell] | None = None
    number: Callable[[Any], float | Decimal | None] | None = None
    of: Callable[[Any], Row] | None = None
    key: str | None = None
    format: str | None = None
    decimals: Callable[[Any], int | None] | None = None
    needs: Sequence[str] = ()
    width: int | None = None
    fill: Callable[[Row, str], tuple[str, str, str]] | None = None
    share: Callable[[Row], float | None] | None = None
    mark: float | None = None
    over: Words | None = None
    far: bool = False
    spine: Callable[[Sequence[Row], str], Spine] | None = None

    def heading(self, language: str) -> str:
        """What the column is called."""
        if self.title is not None:
            return _said(self.title, language)
        return column_title(language, self.name)

    def column(self, rows: Sequence[Any], language: str, *, pinned: bool = False, narrow: bool = False) -> Column:
        """The column as it is drawn."""
        rows = self._read_from(rows)
        style, _ = self._written
        shown = self._shown(rows, language)
        numbers: list[float | None] = []
        if style.kind != "text":
            numbers = self._numbers(rows)
            shown = [MISSING if number is None else words for number, words in zip(numbers, shown, strict=True)]
        return Column(
            self.key or self.name,
            self.heading(language),
            shown,
            numbers,
            style.kind,
            self._help(language),
            pinned,
            self.width,
            None if self.fill is None else [self.fill(row, language) for row in rows],
            None if self.share is None else [self.share(row) for row in rows],
            self.mark,
            "" if self.over is None else _said(self.over, language),
            self.far,
            narrow,
            style.falls_first,
            spine := None if self.spine is None else self.spine(rows, language),
            [[spine.at(amount) for amount in spine.of(row)] for row in rows] if spine else (),
            self._as_printed(rows, language),
        )

    def _as_printed(self, rows: Sequence[Row], language: str) -> Sequence[bool]:
        """Of each cell, whether it is in the official language on a page of another one: texts of documents, and names
        that have no translation.
        """
        if language == DEFAULT_LANGUAGE or self.shown is not None or self.format is not None:
            return ()
        kind = column_catalogue().column(self.name).format.kind
        if kind == "text":
            return [bool(row.get(self.name)) for row in rows]
        if kind != "name":
            return ()
        names = (f"{self.name}_{language}", f"{self.name}_{DEFAULT_LANGUAGE}")
        return [not row.get(names[0]) and bool(row.get(names[1])) for row in rows]

    def cells(self, rows: Sequence[Any], language: str) -> list[Cell]:
        """The cells in a file: numbers as they are in the warehouse, codes in words, None for what is not known."""
        return [None if cell in ("", MISSING) else cell for cell in self._held(self._read_from(rows), language)]

    def _held(self, rows: Sequence[Row], language: str) -> Sequence[Cell]:
        if self.cell is not None:
            return [self.cell(row, language) for row in rows]
        style, by = self._written
        if self.shown is not None and style.kind == "text":
            return self._shown(rows, language)
        if style.cell is plain:
            return [row.get(self.name) for row in rows]
        return [style.cell(row, self.name, by, language) for row in rows]

    def number_formats(self, rows: Sequence[Any], language: str) -> list[str]:
        """How a workbook writes each cell, so that it reads as on screen."""
        style, by = self._written
        if style.decimals is None:
            return [formats.workbook_day(language) if style.is_day else GENERAL] * len(rows)
        counts = map(self.decimals or partial(style.decimals, by=by), self._read_from(rows))
        return [
            GENERAL if count is None else formats.workbook_number(count, style.is_signed, style.is_grouped)
            for count in counts
        ]

    def is_known(self, rows: Sequence[Any]) -> bool:
        """Whether some row has what this column needs."""
        read = self._read_from(rows) if self.needs else ()
        return all(any(row.get(name) is not None for row in read) for name in self.needs)

    @property
    def is_plain(self) -> bool:
        """Whether its cells in a file are what the rows hold, as it is."""
        return self.cell is None and self.shown is None and self._written[0].cell is plain

    @property
    def _written(self) -> tuple[Style, str]:
        """How the cells are written, and by which column of the row or words."""
        found = Format.read(self.format) if self.format else column_catalogue().column(self.name).format
        return STYLES[found.kind], found.by

    def _read_from(self, rows: Sequence[Any]) -> Sequence[Row]:
        return rows if self.of is None else [self.of(row) for row in rows]

    def _help(self, language: str) -> str | None:
        if self.help is not None:
            return _said(self.help, language)
        return column_help(language, self.name)

    def _shown(self, rows: Sequence[Any], language: str) -> list[str]:
        if self.shown is not None:
            return [self.shown(row, language) for row in rows]
        style, by = self._written
        return [style.shown(row, self.name, by, language) for row in rows]

    def _numbers(self, rows: Sequence[Any]) -> list[float | None]:
        """What the cells sort by."""
        amounts = [row.get(self.name) if self.number is None else self.number(row) for row in rows]
        return [
            None if amount is None else float(amount.toordinal() if isinstance(amount, date) else amount)
            for amount in amounts
        ]


@dataclass(frozen=True)
class Table:
    """A table of rows of one mart, by the names of its columns, or by fields for what is told otherwise.

    `name` is its own among the words of the interface, for the sheet of a workbook; None where it is for the screen
    alone. A file has the columns of the screen unless it has its own. Where `keeps_first`, the first column, or the one
    it names, stays while the others are scrolled, and carries the link of its row; a file has its code before it. On a
    phone only the columns of `narrow` stay; without them rows of many columns stand as cards. The column
    `leads_if_mixed` goes first where the rows differ in it.
    """

    name: Words | None
    screen: Sequence[Field | str]
    file: Sequence[Field | str] | None = None
    keeps_first: bool | str = False
    narrow: Sequence[str] = ()
    leads_if_mixed: str | None = None

    def heading(self, language: str) -> str:
        """What the table is called. Raises TypeError where it is for the screen alone."""
        if self.name is None:
            raise TypeError("a table without a name has no files")
        return _said(self.name, language)

    def columns(self, rows: Sequence[Any], language: str) -> list[Column]:
        """The columns as they are drawn, in their order, for the rows in the order given; without those of which no row
        has anything, but for the first.
        """
        drawn = [
            each.column(
                rows,
                language,
                pinned=each.name == self.keeps_first or (self.keeps_first is True and place == 0),
                narrow=(each.key or each.name) in self.narrow,
            )
            for place, each in enumerate(self._ordered(self.screen, rows, language))
        ]
        return drawn[:1] + [column for column in drawn[1:] if any(words != MISSING for words in column.shown)]

    def column(self, key: str, rows: Sequence[Any], language: str) -> Column | None:
        """The one column of a key, as it is drawn; None where the table has none."""
        fields = self._ordered(self.screen, rows, language)
        return next((each.column(rows, language) for each in fields if (each.key or each.name) == key), None)

    def sheet(self, rows: Sequence[Any], language: str) -> Sheet:
        """The same rows for a file. Raises TypeError where the table is for the screen alone."""
        if self.name is None:
            raise TypeError("a table without a name has no files")
        fields = self._ordered(self.screen if self.file is None else self.file, rows, language)
        cells = [each.cells(rows, language) for each in fields]
        return Sheet(
            _said(self.name, language),
            [each.heading(language) for each in fields],
            list(map(list, zip(*cells, strict=True))),
            [each.number_formats(rows, language) for each in fields],
            self._kept(fields),
        )

    def _kept(self, fields: Sequence[Field]) -> int:
        """How many columns of a file stay: those up to the one that stays on screen; a code may stand before it. None
        where more do: they would leave no room for what is scrolled.
        """
        first = self.screen[0] if self.keeps_first is True else self.keeps_first
        name = first.name if isinstance(first, Field) else first
        kept = next((place + 1 for place, each in enumerate(fields) if each.name == name), 0)
        return kept if kept <= _MOST_KEPT else 0

    def _ordered(self, columns: Sequence[Field | str], rows: Sequence[Any], language: str) -> list[Field]:
        """The fields that something is known of."""
        fields = [Field(column) if isinstance(column, str) else column for column in columns]
        known = [each for each in fields if each.is_known(rows)]
        for leading in [each for each in known if each.name == self.leads_if_mixed]:
            if len(set(leading.column(rows, language).shown)) > 1:
                known.sort(key=lambda each: each is not leading)
        return known


def called_as(name: str) -> Callable[[str], str]:
    """The title of another column of the marts, for a column that is called so in one table."""
    return lambda language: column_title(language, name)


def told_as(name: str) -> Callable[[str], str]:
    """The help of another column of the marts, which has one, for a column that means the same in one table."""
    return lambda language: column_help(language, name) or ""


def _said(words: Words, language: str) -> str:
    return say(language, words) if isinstance(words, str) else words(language)
