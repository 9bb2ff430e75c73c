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
from typing import Any, Literal

from exports.sheet import GENERAL, Cell, Sheet
from text import formats, time_series
from text.catalogue import column_help, column_title, named, say
from text.formats import MISSING
from warehouse.columns import Format, column_catalogue

Kind = Literal["text", "date", "number", "change"]
Row = dict[str, Any]  # the columns of a row by name; what `Field.of` gives, where rows are something else
Words = str | Callable[[str], str]


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
        )

    def cells(self, rows: Sequence[Any], language: str) -> list[Cell]:
        """The cells in a file: numbers as they are in the warehouse, codes in words, None for what is not known."""
        return [None if cell in ("", MISSING) else cell for cell in self._held(self._read_from(rows), language)]

    def _held(self, rows: Sequence[Row], language: str) -> Sequence[Cell]:
        if self.cell is not None:
            return [self.cell(row, language) for row in rows]
        style, by = self._written
        if self.shown is not None and style.kind == "text":
            return self._shown(rows, language)
        if style.cell is _plain:
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
        rows = self._read_from(rows)
        return all(any(row.get(name) is not None for row in rows) for name in self.needs)

    @property
    def _written(self) -> tuple["_Style", str]:
        """How the cells are written, and by which column of the row or words."""
        found = Format.read(self.format) if self.format else column_catalogue().column(self.name).format
        return _STYLES[found.kind], found.by

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
        """How many columns of a file stay: those up to the one that stays on screen; a code may stand before it."""
        first = self.screen[0] if self.keeps_first is True else self.keeps_first
        name = first.name if isinstance(first, Field) else first
        return next((place + 1 for place, each in enumerate(fields) if each.name == name), 0)

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


# Of a row, the name of the column, what it is written by, and a language.
Shown = Callable[[Row, str, str, str], str]
Held = Callable[[Row, str, str, str], Cell]


@dataclass(frozen=True)
class _Style:
    """How the cells of a kind of format read on screen, what they hold in a file and how a workbook writes them.

    `decimals` are those of a number, from the row and the column that says them; None for what is no number.
    """

    shown: Shown
    cell: Held
    kind: Kind = "text"
    decimals: Callable[..., int | None] | None = None
    is_signed: bool = False
    is_grouped: bool = False
    is_day: bool = False
    falls_first: bool = False


def _plain(row: Row, name: str, _by: str, _language: str) -> Cell:
    return row.get(name)


def _text(row: Row, name: str, _by: str, _language: str) -> str:
    return row.get(name) or MISSING


def _marked(cell: str, row: Row, name: str, basis: str, mark: str, language: str) -> str:
    """A cell with the mark of its basis, which the column `<name>_basis` of the same row says."""
    if row.get(f"{name}_basis") != basis or row.get(name) is None:
        return cell
    return say(language, mark, cell=cell)


def _value(row: Row, name: str, by: str, language: str) -> str:
    shown = formats.value(row.get(name), language, row.get(by))
    return _marked(shown, row, name, "inferred", "cell_inferred", language)


def _signed(row: Row, name: str, by: str, language: str) -> str:
    shown = formats.change(row.get(name), language, row.get(by))
    return _marked(shown, row, name, "published", "cell_published", language)


def _points(row: Row, name: str, _by: str, language: str) -> str:
    return formats.number(row.get(name), language, formats.POINT_DECIMALS)


def _signed_points(row: Row, name: str, _by: str, language: str) -> str:
    return formats.change(row.get(name), language, formats.POINT_DECIMALS)


def _count(row: Row, name: str, _by: str, language: str) -> str:
    return formats.number(row.get(name), language, 0)


def _places(row: Row, name: str, _by: str, language: str) -> str:
    shown = time_series.places_moved(row.get(name), language)
    return _marked(shown, row, name, "published", "cell_published", language)


def _number(row: Row, name: str, by: str, language: str) -> str:
    return formats.number(row.get(name), language, _printed_decimals(row, by))


def _amount(row: Row, name: str, _by: str, language: str) -> str:
    amount = row.get(name)
    return MISSING if amount is None else formats.points(amount, language)


def _integer(row: Row, name: str, _by: str, _language: str) -> str:
    amount = row.get(name)
    return MISSING if amount is None else str(amount)


def _word(row: Row, name: str, by: str, language: str) -> str | None:
    code = row.get(name)
    return say(language, f"{by}_{code}") if code else None


def _flag(row: Row, name: str, _by: str, language: str) -> str | None:
    holds = row.get(name)
    return None if holds is None else say(language, "word_yes" if holds else "word_no")


def _codes(row: Row, name: str, _by: str, _language: str) -> str | None:
    return "; ".join(row.get(name) or ()) or None


def _name(row: Row, name: str, _by: str, language: str) -> str | None:
    return named(row, name, language)


def _fixed(decimals: int | None) -> Callable[..., int | None]:
    return lambda row, by: decimals


def _printed_decimals(row: Row, by: str) -> int:
    """As many as the figure was printed with; four where nobody says."""
    known = row.get(by)
    return formats.VALUE_DECIMALS if known is None else known


def _value_decimals(row: Row, by: str) -> int:
    """The same of a value, which is shown with four at most."""
    return min(_printed_decimals(row, by), formats.VALUE_DECIMALS)


def _or_missing(written: Held) -> Shown:
    return lambda row, name, by, language: str(written(row, name, by, language) or MISSING)


_STYLES = {
    "name": _Style(_or_missing(_name), _name),
    "text": _Style(_text, _plain),
    "address": _Style(_text, _plain),
    "code": _Style(_text, _plain),
    "codes": _Style(_or_missing(_codes), _codes),
    "word": _Style(_or_missing(_word), _word),
    "flag": _Style(_or_missing(_flag), _flag),
    "date": _Style(
        lambda row, name, _, language: formats.day(row.get(name), language),
        _plain,
        "date",
        is_day=True,
        falls_first=True,
    ),
    "value": _Style(_value, _plain, "number", _printed_decimals, falls_first=True),
    "signed": _Style(_signed, _plain, "number", _printed_decimals, is_signed=True, falls_first=True),
    "points": _Style(_points, _plain, "number", _fixed(formats.POINT_DECIMALS), is_grouped=True, falls_first=True),
    "signed_points": _Style(
        _signed_points,
        _plain,
        "number",
        _fixed(formats.POINT_DECIMALS),
        is_signed=True,
        is_grouped=True,
        falls_first=True,
    ),
    "rank": _Style(lambda row, name, by, _: formats.rank(row.get(name), row.get(by)), _plain, "number", _fixed(0)),
    "places": _Style(_places, _plain, "change", _fixed(0), is_signed=True, falls_first=True),
    "count": _Style(_count, _plain, "number", _fixed(0), is_grouped=True, falls_first=True),
    "integer": _Style(_integer, _plain, "number", _fixed(0), falls_first=True),
    "number": _Style(_number, _plain, "number", _printed_decimals, is_grouped=True, falls_first=True),
    "amount": _Style(_amount, _plain, "number", _fixed(None), falls_first=True),
}
