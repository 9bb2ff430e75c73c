"""One table for all pages: numbers sort as numbers and read as the language writes them."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from text.formats import MISSING
from ui.theme import Palette

# Streamlit writes what cells read column by column; into Arrow strings that takes a fifth of a whole page's time.
# The switch goes with pandas 4.
with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
    pd.options.future.infer_string = False

ROW_HEIGHT = 35
LINE_HEIGHT = 19  # the browser breaks lines in rows of three and more
MAX_HEIGHT = 16 * ROW_HEIGHT
MAX_TALL_HEIGHT = 20 * ROW_HEIGHT
CHARACTER_WIDTH = 7
CELL_PADDING = 18
BAR_WIDTH = 96


@dataclass(frozen=True)
class Column:
    """A column: what is read (`shown`) and, for numbers and bars, what it sorts by (None where missing).

    `width` in pixels is for long text that breaks into lines, else the longest text decides. `fills` are the colours of
    ground and text per row.
    """

    key: str
    title: str
    shown: Sequence[str]
    numbers: Sequence[float | None] | None = None
    kind: Literal["text", "number", "bar"] = "text"
    help: str | None = None
    pinned: bool = False
    width: int | None = None
    fills: Sequence[tuple[str, str]] | None = None


def show(
    columns: Sequence[Column], palette: Palette, *, alt: str, key: str, own_row: int | None = None, lines: int = 1
) -> None:
    """Draw a sortable table of rows with room for `lines`, `own_row` highlighted.

    `alt` names it for readers who cannot see it.
    """
    rows = pd.DataFrame({column.key: _cells(column) for column in columns})
    readings = {column.key: _readings(column) for column in columns if column.kind == "number"}
    styler = rows.style.format({key: _reader(layers[0][0]) for key, layers in readings.items()})
    for key, layers in readings.items():
        for words, places in layers[1:]:
            styler.format(_reader(words), subset=pd.IndexSlice[places, [key]])
    styler.format(na_rep=MISSING, subset=[column.key for column in columns if column.kind == "bar"])
    # All at once: pandas takes as long for each further rule as for the first.
    styler.apply(lambda _: _looks(columns, rows, palette, own_row), axis=None)
    row_height = ROW_HEIGHT if lines == 1 else lines * LINE_HEIGHT + 10
    st.dataframe(
        styler,
        hide_index=True,
        column_config={column.key: _config(column, palette) for column in columns},
        height=min(len(rows) * row_height + ROW_HEIGHT + 3, MAX_HEIGHT if lines == 1 else MAX_TALL_HEIGHT),
        row_height=row_height,
        placeholder=MISSING,
        alt=alt,
        key=key,
    )


def _cells(column: Column) -> pd.Series:
    """What the browser sorts: text, or numbers with missing ones as such even where all are."""
    return pd.Series(column.shown) if column.kind == "text" else pd.Series(column.numbers, dtype="float64")


def _readings(column: Column) -> list[tuple[dict[float, str], list[int]]]:
    """How the numbers of a column read, with the rows that read so.

    Nearly always one reading holds for all rows. The same number may read differently in two rows (a change
    that a document prints, one that we took): then the later rows get a reading of their own.
    """
    readings: list[tuple[dict[float, str], list[int]]] = [({}, [])]
    for place, (number, words) in enumerate(zip(column.numbers, column.shown, strict=True)):
        if number is None:
            continue
        fitting = (reading for reading in readings if reading[0].get(number, words) == words)
        reading = next(fitting, None)
        if reading is None:
            reading = ({}, [])
            readings.append(reading)
        reading[0][number] = words
        reading[1].append(place)
    return readings


def _reader(words: Mapping[float, str]) -> Callable[[float], str]:
    """How each number of a column reads, and a missing one."""
    return lambda number: words.get(number, MISSING)


def _looks(columns: Sequence[Column], rows: pd.DataFrame, palette: Palette, own_row: int | None) -> pd.DataFrame:
    """The style of every cell: the own row's, then the fills of its column over it."""
    looks = pd.DataFrame("", index=rows.index, columns=rows.columns)
    if own_row is not None:
        looks.loc[own_row] = f"background-color: {palette.row}; font-weight: 600; "
    for column in columns:
        if column.fills:
            looks[column.key] += [f"background-color: {ground}; color: {text}" for ground, text in column.fills]
    return looks


def _width(column: Column) -> int:
    """Room for the longest text of the column, so that no figure is cut."""
    longest = max(len(text) for text in (column.title, *column.shown))
    return max(CELL_PADDING + CHARACTER_WIDTH * longest, BAR_WIDTH if column.kind == "bar" else 0)


def _config(column: Column, palette: Palette) -> object:
    shared = {"width": column.width or _width(column), "help": column.help, "pinned": column.pinned or None}
    if column.kind == "bar":
        return st.column_config.ProgressColumn(
            column.title, min_value=0, max_value=1, format=" ", color=palette.accent, **shared
        )
    if column.kind == "number":
        return st.column_config.NumberColumn(column.title, **shared)
    return st.column_config.TextColumn(column.title, **shared)
