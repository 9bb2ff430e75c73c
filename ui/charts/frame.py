"""What all charts share: a figure as the browser takes it, its words, paper and type, and axes that can be read."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import ceil, floor
from typing import TypeVar

import plotly.graph_objects as go

from text import formats
from text.catalogue import formats_of
from ui.theme import FONT, Palette

T = TypeVar("T")

AXIS_ROOM = 24
_AIR = 8
_NAMES = 158
MOST_TICKS = 6
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))


@dataclass(frozen=True)
class Words:
    """What a figure says beside its marks.

    `title` names in full what is shown. The page heads the figure with `heading` (a finding, or a short name; the title
    where it is empty) and says below it, in `reading`, how the marks are to be read. A file holds all of this, and
    `notes`: caveats and source, which the page says elsewhere. `decimals` are those of figures that no source printed,
    such as means. A mark with `customdata` (the code of its unit, in most charts) leads to `address` with that behind;
    nowhere while it is empty.
    """

    title: str
    notes: Sequence[str]
    language: str
    decimals: int = formats.VALUE_DECIMALS
    heading: str = ""
    reading: str = ""
    address: str = ""


def plain(text: str) -> str:
    """Text that Plotly cannot read as a link or as bold."""
    return html.escape(text, quote=False)


def neighbours(ordered: Sequence[T], at: int | None) -> list[T]:
    """What stands right before and after a place in an order; nothing without one."""
    return [] if at is None else [ordered[place] for place in (at - 1, at + 1) if 0 <= place < len(ordered)]


def symbol_of(mark: str, row: dict) -> str:
    """The mark of a figure: hollow where it is restated, hollow with a dot where it is provisional."""
    if row["is_provisional"]:
        return f"{mark}-open-dot"
    return f"{mark}-open" if row["is_restated"] else mark


def hatching(rows: Sequence[dict]) -> dict:
    """The pattern of bars: stripes where the figure is provisional."""
    shapes = ["/" if row["is_provisional"] else "" for row in rows]
    return {"shape": shapes, "fillmode": "overlay", "size": 8, "solidity": 0.1} if any(shapes) else {}


def layout_of(
    words: Words, palette: Palette, height: int, names: int = _NAMES, above: int = _AIR, below: int = _AIR
) -> dict:
    """The layout of a figure whose marks need `height` pixels; its axes are still to be told their ranges.

    `names` is the room in pixels left of the marks, for the names of units where an axis has them; `above` and `below`
    are those of axes. What the figure says beside its marks goes along as `meta`, for the page and for files.
    """
    axis = {"showgrid": False, "zeroline": False, "fixedrange": True}
    written = formats_of(words.language)
    return {
        "template": {},
        "height": above + below + max(height, 60),
        "margin": {"l": names, "r": 12, "t": above, "b": below},
        "paper_bgcolor": palette.paper,
        "plot_bgcolor": palette.paper,
        "font": {"family": FONT, "size": 12, "color": palette.text},
        "hoverlabel": {"font": {"family": FONT, "size": 13}, "bgcolor": palette.paper, "align": "left"},
        "separators": written.decimal_separator + written.thousands_separator,
        "showlegend": False,
        "barmode": "overlay",
        "dragmode": False,
        "uniformtext": {"mode": "show", "minsize": 11},
        "xaxis": axis | {"showticklabels": False},
        "yaxis": axis | {"ticks": "outside", "ticklen": 4, "tickcolor": palette.paper},
        "annotations": [],
        "shapes": [],
        "meta": {
            "title": words.title,
            "heading": words.heading or words.title,
            "reading": words.reading,
            "notes": list(words.notes),
            "address": words.address,
            "quiet": palette.quiet,
        },
    }


def scale(
    low: float, high: float, words: Words, palette: Palette, most: int = MOST_TICKS, *, is_whole: bool = False
) -> dict:
    """What makes an axis of values one that can be read: three to six round numbers, light dotted lines, no box.

    `most` where the axis is too short for six; `is_whole` where there is nothing between two whole numbers.
    """
    ticks, decimals = round_numbers(low, high, most, is_whole=is_whole)
    texts = [formats.number(tick, words.language, decimals) for tick in ticks]
    return _ruled(palette) | {"tickvals": [float(tick) for tick in ticks], "ticktext": texts}


def round_numbers(
    low: float, high: float, most: int = MOST_TICKS, *, is_whole: bool = False
) -> tuple[list[Decimal], int]:
    """Three to six round numbers between two ends that differ, and the decimals that they are written with."""
    start, end = Decimal(str(low)), Decimal(str(high))
    smallest = (end - start).adjusted() - 1
    steps = (part.scaleb(exponent) for exponent in (smallest, smallest + 1, smallest + 2) for part in _STEPS)
    fitting = (step for step in steps if floor(end / step) - ceil(start / step) < most)
    step = next((step for step in fitting if not is_whole or step % 1 == 0), Decimal(1))
    decimals = max(0, -int(step.normalize().as_tuple().exponent))
    return [step * count for count in range(ceil(start / step), floor(end / step) + 1)], decimals


def rank_scale(last: int, palette: Palette) -> dict:
    """The same for an axis of ranks from 1 to `last`: the first, the last, and round ones between them."""
    between, _ = round_numbers(0, last)
    step = between[1] - between[0]
    ranks = sorted({1, last, *(int(rank) for rank in between if 1 < rank <= last - step / 2)})
    return _ruled(palette) | {"tickvals": ranks}


def _ruled(palette: Palette) -> dict:
    look = {"showticklabels": True, "showgrid": True, "griddash": "dot", "gridcolor": palette.grid, "tickangle": 0}
    return look | {"tickfont": {"size": 11, "color": palette.quiet}}


class Figure(go.Figure):
    """The traces and the layout of a chart, as plain dicts.

    Reading `data` or `layout` gives Plotly's own objects, and raises ValueError for properties that Plotly lacks.
    """

    def __init__(self, traces: Sequence[dict], layout: dict):
        # Not Plotly's own: that is the work to be spared.
        self._traces, self._plain_layout = list(traces), layout

    def to_dict(self) -> dict:
        """The properties as they were given, for Streamlit to send."""
        return {"data": self._traces, "layout": self._plain_layout}

    @property
    def heading(self) -> str:
        """What the page heads the chart with."""
        return self._plain_layout["meta"]["heading"]

    @property
    def reading(self) -> str:
        """How the marks are to be read; empty where that needs no words."""
        return self._plain_layout["meta"]["reading"]

    @property
    def data(self) -> tuple:
        """The traces, checked by Plotly."""
        return self._checked.data

    @property
    def layout(self) -> go.Layout:
        """The layout, checked by Plotly."""
        return self._checked.layout

    @cached_property
    def _checked(self) -> go.Figure:
        return go.Figure(self._traces, self._plain_layout)
