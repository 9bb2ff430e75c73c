"""What all charts share: a figure as the browser takes it, paper and type, title above and notes below the marks."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

import plotly.graph_objects as go

from text import formats
from text.catalogue import formats_of
from ui.theme import FONT, Palette

LINE_CHARACTERS = 54
TITLE_CHARACTERS = 46
_LINE = 16
_NAMES = 158


@dataclass(frozen=True)
class Words:
    """What a figure says beside its marks: title on top, notes (source, caveats) at the foot.

    `decimals` are those of figures that no source printed, such as means.
    """

    title: str
    notes: Sequence[str]
    language: str
    decimals: int = formats.VALUE_DECIMALS


def plain(text: str) -> str:
    """Text that Plotly cannot read as a link or as bold."""
    return html.escape(text, quote=False)


def symbol_of(mark: str, row: dict) -> str:
    """The mark of a figure: hollow where it is restated, hollow with a dot where it is provisional."""
    if row["is_provisional"]:
        return f"{mark}-open-dot"
    return f"{mark}-open" if row["is_restated"] else mark


def hatching(rows: Sequence[dict]) -> dict:
    """The pattern of bars: stripes where the figure is provisional."""
    shapes = ["/" if row["is_provisional"] else "" for row in rows]
    return {"shape": shapes, "fillmode": "overlay", "size": 8, "solidity": 0.1} if any(shapes) else {}


def lines(text: str, bold: bool = False) -> list[str]:
    """Text broken so that it fits the width of a phone."""
    broken = [plain(line) for line in wrap(text, TITLE_CHARACTERS if bold else LINE_CHARACTERS)]
    return [f"<b>{line}</b>" for line in broken] if bold else broken


def layout_of(words: Words, palette: Palette, height: int, names: int = _NAMES) -> dict:
    """The layout of a figure whose marks need `height` pixels; its axes are still to be told their ranges.

    `names` is the room in pixels left of the marks, for the names of units where an axis has them.
    """
    title = lines(words.title, bold=True)
    foot = [line for note in words.notes for line in lines(note)]
    top, bottom = _LINE * (len(title) + 2), 20 + _LINE * len(foot)
    axis = {"showgrid": False, "zeroline": False, "fixedrange": True}
    written = formats_of(words.language)
    return {
        "template": {},
        "height": top + bottom + max(height, 60),
        "margin": {"l": names, "r": 12, "t": top, "b": bottom},
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
        "annotations": [
            _text(title, palette.text, 13.5, names) | {"y": 1, "yanchor": "bottom", "yshift": _LINE + 8},
            _text(foot, palette.quiet, 11, names) | {"y": 0, "yanchor": "top", "yshift": -10},
        ],
        "shapes": [],
    }


def _text(text: list[str], colour: str, size: float, names: int) -> dict:
    """Lines at the left edge of the picture."""
    return {
        "text": "<br>".join(text),
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": 4 - names,
        "align": "left",
        "showarrow": False,
        "font": {"size": size, "color": colour},
    }


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
