"""One table for all pages, drawn: numbers sort as numbers and read as the language writes them.

Streamlit takes the texts and colours of cells from a pandas Styler, by two protected methods and by turning its rows
into text. Pandas answers with a page of HTML in dictionaries, of which Streamlit reads the texts and colours again: a
third of the time of a whole ranking. `PreformattedStyler` hands the cells over without that; what the browser gets is
the same either way (`tests/pages/test_tables.py`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler
from streamlit.elements.lib.column_types import ColumnConfig

from text.formats import MISSING
from ui.notes import literal
from ui.table_description import Column
from ui.theme import Palette

ROW_HEIGHT = 35
LINE_HEIGHT = 19  # the browser breaks lines in rows of three and more
MAX_HEIGHT = 16 * ROW_HEIGHT
MAX_TALL_HEIGHT = 20 * ROW_HEIGHT
CHARACTER_WIDTH = 7
CELL_PADDING = 18
BAR_WIDTH = 96
_LETTER_WIDTH = 6.4  # of running text; single words get a little more
_FEWEST_LINES = 3
Cell = tuple[int, int]  # row and column, from 0


def show(
    columns: Sequence[Column], palette: Palette, *, alt: str, key: str, own_row: int | None = None, lines: int = 1
) -> None:
    """Draw a sortable table of rows with room for `lines`, `own_row` highlighted.

    `alt` names it for readers who cannot see it.
    """
    row_height = ROW_HEIGHT if lines == 1 else lines * LINE_HEIGHT + 10
    st.dataframe(
        PreformattedStyler(
            {column.key: _sorted_by(column) for column in columns},
            {column.key: _read(column) for column in columns},
            _cell_styles(columns, palette, own_row),
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


def _cell_styles(columns: Sequence[Column], palette: Palette, own_row: int | None) -> dict[str, list[Cell]]:
    """The cells of each style: the own row's, with the fills of its column over it."""
    styles = defaultdict(list)
    own = f"background-color: {palette.row}; font-weight: 600"
    for place, column in enumerate(columns):
        fills = [f"background-color: {ground}; color: {text}" for ground, text in column.fills or ()]
        for row, fill in enumerate(fills):
            styles[f"{own}; {fill}" if row == own_row else fill].append((row, place))
        if own_row is not None and not fills:
            styles[own].append((own_row, place))
    return styles


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


class _Rows(pd.DataFrame):
    """Rows that sort by their own cells and read, as text, like those of the frame `read`."""

    _metadata = ("read",)

    def astype(self, dtype: object, *more: object, **named: object) -> pd.DataFrame:
        return self.read if dtype is str else super().astype(dtype, *more, **named)


class PreformattedStyler(Styler):
    """Columns of cells as they sort (`sorted_by`) and as they read, with the CSS of cells by `styles`."""

    __module__, __qualname__ = Styler.__module__, Styler.__qualname__  # Streamlit knows a Styler by its name

    def __init__(
        self,
        sorted_by: Mapping[str, Sequence | np.ndarray],
        read: Mapping[str, Sequence[str]],
        styles: Mapping[str, Iterable[Cell]],
    ):
        rows = _Rows(sorted_by)
        rows.read = pd.DataFrame(read, dtype=object)
        super().__init__(rows)
        self._styles = styles

    def _compute(self) -> "PreformattedStyler":
        return self

    def _translate(self, *_: object) -> dict:
        return {
            "cellstyle": [
                {
                    "props": [tuple(rule.split(": ")) for rule in style.split("; ")],
                    "selectors": [f"row{row}_col{column}" for row, column in cells],
                }
                for style, cells in self._styles.items()
            ]
        }
