"""Charts: rows in, a figure out. Title, source and caveats are part of the picture and travel with it."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap

import plotly.graph_objects as go

from text import formats
from text.answer import with_value
from text.catalogue import named, say
from ui.theme import FONT, Palette

CONFIG = {
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2},
}
LINE_CHARACTERS = 54
_LINE = 16
_BAR_STEP = 20
_NAMES = 158


@dataclass(frozen=True)
class Words:
    """What a figure says beside its marks: title on top, notes (source, caveats) at the foot."""

    title: str
    notes: Sequence[str]
    language: str


def plain(text: str) -> str:
    """Text that Plotly cannot read as a link or as bold."""
    return html.escape(text, quote=False)


def lines(text: str, bold: bool = False) -> list[str]:
    """Text broken so that it fits the width of a phone."""
    broken = [plain(line) for line in wrap(text, LINE_CHARACTERS)]
    return [f"<b>{line}</b>" for line in broken] if bold else broken


def ranked_bars(
    rows: Sequence[dict], words: Words, palette: Palette, own_code: str | None, mean: Decimal | None
) -> go.Figure:
    """One bar per unit, its name and rank on the left and its value at the end; bars start at zero.

    `rows` are rows of `mart.unit_ranking` with a value, in the order to draw; the own unit has the accent
    colour, the mean of the cohort is a dotted line.
    """
    values = [float(row["value"]) for row in rows]
    shown = [formats.value(row["value"], words.language, row["value_decimals"]) for row in rows]
    names = [plain(named(row, "unit_name", words.language)) for row in rows]
    own = [row["unit_code"] == own_code for row in rows]
    bars = go.Bar(
        x=values,
        y=list(range(len(rows))),
        orientation="h",
        width=0.78,
        marker={"color": [palette.accent if mine else palette.muted for mine in own]},
        text=shown,
        textposition="auto",
        textangle=0,
        insidetextanchor="end",
        insidetextfont={"size": 11, "color": [palette.paper if mine else palette.text for mine in own]},
        outsidetextfont={"size": 11, "color": palette.text},
        cliponaxis=False,
        hovertext=[
            _hover(row, name, value, words.language)
            for row, name, value in zip(rows, names, shown, strict=True)
        ],
        hoverinfo="text",
    )
    layout = _layout(words, palette, _BAR_STEP * len(rows))
    layout["xaxis"] |= {"range": [0, max(*values, float(mean or 0)) or 1]}
    layout["yaxis"] |= {
        "tickvals": list(range(len(rows))),
        "ticktext": [_label(row, name) for row, name in zip(rows, names, strict=True)],
        "range": [len(rows) - 0.5, -0.5],
    }
    if mean is not None:
        layout["shapes"].append(_mean_line(float(mean), palette))
        layout["annotations"].append(_mean_label(mean, words.language, palette))
    return go.Figure(bars, layout)


def _label(row: dict, name: str) -> str:
    return name if row["rank"] is None else f"{name}  <b>{row['rank']}</b>"


def _hover(row: dict, name: str, value: str, language: str) -> str:
    rank = formats.rank(row["rank"], row["cohort_size"])
    return say(language, "chart_hover", unit=name, value=value, rank=rank)


def _layout(words: Words, palette: Palette, height: int) -> dict:
    """What all our figures share: colours, type, title above and notes below, no zoom by accident."""
    title = lines(words.title, bold=True)
    foot = [line for note in words.notes for line in lines(note)]
    top, bottom = _LINE * (len(title) + 2), 20 + _LINE * len(foot)
    axis = {"showgrid": False, "zeroline": False, "fixedrange": True}
    return {
        "template": None,
        "height": top + bottom + max(height, 60),
        "margin": {"l": _NAMES, "r": 12, "t": top, "b": bottom},
        "paper_bgcolor": palette.paper,
        "plot_bgcolor": palette.paper,
        "font": {"family": FONT, "size": 12, "color": palette.text},
        "hoverlabel": {"font": {"family": FONT, "size": 13}, "bgcolor": palette.paper, "align": "left"},
        "separators": ",." if words.language == "vi" else ".,",
        "showlegend": False,
        "dragmode": False,
        "uniformtext": {"mode": "show", "minsize": 11},
        "xaxis": axis | {"showticklabels": False},
        "yaxis": axis | {"ticks": "outside", "ticklen": 4, "tickcolor": palette.paper},
        "annotations": [
            _text(title, palette.text, 13.5) | {"y": 1, "yanchor": "bottom", "yshift": _LINE + 8},
            _text(foot, palette.quiet, 11) | {"y": 0, "yanchor": "top", "yshift": -10},
        ],
        "shapes": [],
    }


def _text(text: list[str], colour: str, size: float) -> dict:
    """Lines at the left edge of the picture."""
    return {
        "text": "<br>".join(text),
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": 4 - _NAMES,
        "align": "left",
        "showarrow": False,
        "font": {"size": size, "color": colour},
    }


def _mean_line(mean: float, palette: Palette) -> dict:
    line = {"color": palette.quiet, "width": 1, "dash": "dot"}
    return {
        "type": "line",
        "x0": mean,
        "x1": mean,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "layer": "below",
        "line": line,
    }


def _mean_label(mean: Decimal, language: str, palette: Palette) -> dict:
    return {
        "text": say(language, "chart_mean", mean=formats.value(mean, language)),
        "x": float(mean),
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 11, "color": palette.quiet},
    }


def ranked_bars_alt(rows: Sequence[dict], words: Words) -> str:
    """The chart in a sentence, for readers who cannot see it."""
    highest, lowest = (with_value(row, words.language) for row in (rows[0], rows[-1]))
    return say(words.language, "chart_alt", title=words.title, count=len(rows), first=highest, last=lowest)
