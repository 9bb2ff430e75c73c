"""A table as files take it: rows of plain values, or a frame of columns; both become the same kinds of cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from text import files

Cell = str | int | float | Decimal | date | None

GENERAL = "General"  # a number as it is


@dataclass(frozen=True)
class Cells:
    """A column of a file: texts, figures as they are written, days, at least one of them; where one has a row the
    others have none, and where none has, nothing is known. `formats` are the number formats of a workbook,
    one for all or one a row.
    """

    texts: pl.Series | None
    figures: pl.Series | None
    days: pl.Series | None
    formats: str | pl.Series = GENERAL


@dataclass(frozen=True)
class Sheet:
    """A table for a file: its name, one title per column, rows of plain values (None where a figure is missing).

    `formats` are the number formats of a workbook, per column one for each row; without them numbers are as they are.
    The first `kept` columns stay while the others are scrolled.
    """

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    formats: Sequence[Sequence[str]] = ()
    kept: int = 0

    @property
    def height(self) -> int:
        """How many rows there are below the titles."""
        return len(self.rows)

    def columns(self) -> list[Cells]:
        """The same by columns."""
        held = list(zip(*self.rows, strict=True)) if self.rows else [()] * len(self.titles)
        formats = [_one_or_all(each) for each in self.formats] or [GENERAL] * len(held)
        return [of_values(cells, written) for cells, written in zip(held, formats, strict=True)]


@dataclass(frozen=True)
class FrameSheet:
    """The same of a frame, for as many rows as there are: texts, numbers and days by the types of its columns, and per
    column one number format, or a series of one for each row.
    """

    name: str
    titles: Sequence[str]
    frame: pl.DataFrame
    formats: Sequence[str | pl.Series] = ()
    kept: int = 0

    @property
    def height(self) -> int:
        """How many rows there are below the titles."""
        return self.frame.height

    def columns(self) -> list[Cells]:
        """The same by columns. Raises TypeError for a column that is neither texts, numbers nor days."""
        formats = self.formats or [GENERAL] * self.frame.width
        return [_of_series(each, written) for each, written in zip(self.frame.get_columns(), formats, strict=True)]


def _one_or_all(formats: Sequence[str]) -> str | pl.Series:
    known = set(formats)
    if len(known) > 1:
        return pl.Series([each or GENERAL for each in formats], dtype=pl.String)
    return (known.pop() if known else "") or GENERAL


def _of_series(held: pl.Series, formats: str | pl.Series) -> Cells:
    kind = held.dtype
    if kind == pl.String:
        return Cells(_filled(held), None, None, formats)
    if kind == pl.Date:
        return Cells(None, None, held, formats)
    if kind.is_float():
        return Cells(None, held.set(~held.is_finite(), None).cast(pl.String), None, formats)
    if kind.is_numeric():
        return Cells(None, held.cast(pl.String), None, formats)
    raise TypeError(f"no cells of a file: {held.name}, {kind}")


def of_values(cells: Sequence[Cell], formats: str | pl.Series = GENERAL) -> Cells:
    """Plain values as a column of a file."""
    kinds = {type(cell) for cell in cells}
    texts = figures = days = None
    if str in kinds or kinds <= {type(None)}:
        texts = _filled(_texts([cell if isinstance(cell, str) else None for cell in cells]))
    if any(issubclass(kind, date) for kind in kinds):
        days = pl.Series([cell if isinstance(cell, date) else None for cell in cells], dtype=pl.Date)
    if any(issubclass(kind, int | float | Decimal) for kind in kinds):
        figures = pl.Series(list(map(_figure, cells)), dtype=pl.String)
    return Cells(texts, figures, days, formats)


def _texts(held: list[str | None]) -> pl.Series:
    try:
        return pl.Series(held, dtype=pl.String)
    except UnicodeEncodeError:  # halves of letters
        return pl.Series([text and files.readable(text) for text in held], dtype=pl.String)


def _figure(cell: Cell) -> str | None:
    if isinstance(cell, Decimal):
        return f"{cell:f}"  # never 0E-8
    return str(cell) if isinstance(cell, int | float) else None


def _filled(texts: pl.Series) -> pl.Series:
    """An empty text is an empty cell."""
    return texts.set(texts == "", None)
