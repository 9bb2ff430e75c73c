"""Where a table's header stands on a sheet, and which column is which: headers of one to three rows, merged or not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.contracts.numbers import stripped
from etl.reading.sheets import Cell, Sheet
from etl.shapes.header_words import HeaderWords
from etl.shapes.layouts import Layout

WITHIN = 200  # rows of a sheet in which a header is looked for: a title block is far shorter


@dataclass(frozen=True)
class FigureColumns:
    """The columns of one indicator in a wide table: `word` says how its header names it, `fields` what stands where.

    `explicit` are the fields whose header names them; the others hold what the layout says a cell holds.
    """

    word: str
    indicator: Cell
    fields: Mapping[str, int]
    explicit: frozenset[str]


@dataclass(frozen=True)
class Header:
    """A header found: its rows, counted from 0, and our names to column indexes.

    `repeated` and `unknown` are columns that mean what another means already, or nothing, with their texts.
    """

    first: int
    last: int
    columns: Mapping[str, int]
    figures: tuple[FigureColumns, ...] = ()
    repeated: tuple[tuple[int, str], ...] = ()
    unknown: tuple[tuple[int, str], ...] = ()

    @property
    def size(self) -> int:
        """How many columns it explains."""
        return len(self.columns) + sum(len(each.fields) for each in self.figures)

    @property
    def named(self) -> int:
        """How many columns it says the field of."""
        return sum(len(each.explicit) for each in self.figures)


def find_header(sheet: Sheet, layout: Layout, year: str | None = None) -> Header | None:
    """The header of the layout nearest to the sheet's top, in as few rows as say most of columns. None without one."""
    words = HeaderWords(layout, sheet.name, year)
    for start in range(min(WITHIN, len(sheet.rows))):
        if not words.may_head(sheet.rows[start : start + layout.header_rows]):
            continue
        if found := list(_headers(sheet, start, layout, words)):
            later = range(start + 1, min(start + layout.header_rows, len(sheet.rows)))
            found += [header for first in later for header in _headers(sheet, first, layout, words)]
            return max(found, key=lambda each: (each.size, each.named, each.first - each.last, -each.first))
    return None


def paths(rows: Sequence[Sequence[str]]) -> dict[int, list[tuple[int, str]]]:
    """By column, the header texts from parent to child, each with the index of its row.

    A merged cell keeps its text in its first column only, so a parent's text holds to the right until the next one.
    """
    width = max(map(len, rows))
    found: dict[int, list[tuple[int, str]]] = {}
    parents: list[str] = [""] * len(rows)
    for column in range(width):
        own = [stripped(row[column]) if column < len(row) else "" for row in rows]
        filled = [index for index, text in enumerate(own) if text]
        if not filled:
            continue
        for index in filled:
            parents[index:] = [own[index], *[""] * (len(rows) - index - 1)]
        lowest = filled[-1]
        path = [(index, own[index] or parents[index]) for index in range(lowest + 1)]
        found[column] = [(index, text) for index, text in path if text]
    return found


def _headers(sheet: Sheet, first: int, layout: Layout, words: HeaderWords) -> Iterator[Header]:
    for last in range(first, min(first + layout.header_rows, len(sheet.rows))):
        header = _header(sheet, first, last, words)
        is_wide_enough = words.wide is None or len(header.figures) >= words.wide.least
        if words.required <= header.columns.keys() and is_wide_enough:
            yield header


def _header(sheet: Sheet, first: int, last: int, words: HeaderWords) -> Header:
    columns: dict[str, int] = {}
    figures: dict[tuple[str, str], dict[str, int]] = {}
    cells: dict[tuple[str, str], Cell] = {}
    explicit: dict[tuple[str, str], set[str]] = {}
    repeated, unknown = [], []
    for column, path in paths(sheet.rows[first : last + 1]).items():
        texts = [text for _, text in path]
        if name := words.name_of(texts):
            if name in columns:
                repeated.append((column, texts[-1]))
            columns.setdefault(name, column)
        elif words.is_ignored(texts):
            continue
        elif meant := words.figure_of(texts):
            word, indicator, field, is_named = meant
            key, row = (word, indicator), first + path[-1][0]
            if field in figures.setdefault(key, {}):
                repeated.append((column, texts[-1]))
            figures[key].setdefault(field, column)
            cells.setdefault(key, Cell(indicator, column + 1, (row + 1, column + 1) in sheet.numeric, row + 1))
            explicit.setdefault(key, set()).update([field] if is_named else [])
        else:
            unknown.append((column, texts[-1]))
    found = tuple(
        FigureColumns(word, cells[word, code], fields, frozenset(explicit[word, code]))
        for (word, code), fields in figures.items()
    )
    return Header(first, last, columns, found, tuple(repeated), tuple(unknown))
