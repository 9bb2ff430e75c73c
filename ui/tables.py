"""One table for all pages: numbers sort as numbers and read as the language writes them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Literal

import numpy as np
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from text.formats import MISSING
from ui.notes import literal
from ui.theme import Palette
from ui.written import Cell, Written

ROW_HEIGHT = 35
LINE_HEIGHT = 19  # the browser breaks lines in rows of three and more
MAX_HEIGHT = 16 * ROW_HEIGHT
MAX_TALL_HEIGHT = 20 * ROW_HEIGHT
CHARACTER_WIDTH = 7
CELL_PADDING = 18
BAR_WIDTH = 96
_LETTER_WIDTH = 6.4  # of running text; single words get a little more
_FEWEST_LINES = 3


@dataclass(frozen=True)
class Column:
    """A column: what is read (`shown`) and, for numbers and bars, what it sorts by (None where missing).

    `width` in pixels is for long text that breaks into lines, else the longest text decides. `fills` are the colours of
    ground and text per row.
    """

    key: str
    title: str
    shown: Sequence[str]
    numbers: Sequence[float | None] = ()
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
    row_height = ROW_HEIGHT if lines == 1 else lines * LINE_HEIGHT + 10
    st.dataframe(
        Written(
            {column.key: _sorted_by(column) for column in columns},
            {column.key: _read(column) for column in columns},
            _looks(columns, palette, own_row),
        ),
        hide_index=True,
        column_config={column.key: _config(column, palette) for column in columns},
        height=min(len(columns[0].shown) * row_height + ROW_HEIGHT + 3, MAX_HEIGHT if lines == 1 else MAX_TALL_HEIGHT),
        row_height=row_height,
        placeholder=MISSING,
        alt=alt,
        key=key,
    )


def lines_of(columns: Sequence[Column]) -> int:
    """How many lines the rows need so that no text is cut; the browser breaks lines from three on."""
    breaking = [(column.shown, column.width) for column in columns if column.width]
    return max(
        _FEWEST_LINES,
        *(ceil(max(map(len, shown)) * _LETTER_WIDTH / (width - CELL_PADDING)) for shown, width in breaking),
    )


def _sorted_by(column: Column) -> Sequence[str] | np.ndarray:
    """What the browser sorts: text, or numbers, also where none is known."""
    return list(column.shown) if column.kind == "text" else np.array(column.numbers, dtype=float)


def _read(column: Column) -> list[str]:
    """What stands in the cells; a bar reads as nothing."""
    if column.kind == "text":
        return list(column.shown)
    shown = column.shown if column.kind == "number" else [""] * len(column.numbers)
    return [MISSING if number is None else words for number, words in zip(column.numbers, shown, strict=True)]


def _looks(columns: Sequence[Column], palette: Palette, own_row: int | None) -> dict[str, list[Cell]]:
    """The cells of each look: the own row's, with the fills of its column over it."""
    looks = defaultdict(list)
    own = f"background-color: {palette.row}; font-weight: 600"
    for place, column in enumerate(columns):
        fills = [f"background-color: {ground}; color: {text}" for ground, text in column.fills or ()]
        for row, fill in enumerate(fills):
            looks[f"{own}; {fill}" if row == own_row else fill].append((row, place))
        if own_row is not None and not fills:
            looks[own].append((own_row, place))
    return looks


def _width(column: Column) -> int:
    """Room for the longest text of the column, so that no figure is cut."""
    longest = max(len(text) for text in (column.title, *column.shown))
    return max(CELL_PADDING + CHARACTER_WIDTH * longest, BAR_WIDTH if column.kind == "bar" else 0)


def _config(column: Column, palette: Palette) -> ColumnConfig:
    told = column.help and literal(column.help)
    shared: dict[str, Any] = {"width": column.width or _width(column), "help": told, "pinned": column.pinned or None}
    if column.kind == "bar":
        return st.column_config.ProgressColumn(
            column.title, min_value=0, max_value=1, format=" ", color=palette.accent, **shared
        )
    if column.kind == "number":
        return st.column_config.NumberColumn(column.title, **shared)
    return st.column_config.TextColumn(column.title, **shared)
