"""Charts: rows in, a figure out. Title, source and caveats are part of the picture and travel with it."""

from collections.abc import Sequence
from decimal import Decimal

from text import formats
from text.answer import cell_value, with_value
from text.catalogue import named, say
from ui.charts.figure import Figure
from ui.charts.frame import Words, layout_of, plain
from ui.theme import Palette

_BAR_STEP = 20


def ranked_bars(
    rows: Sequence[dict], words: Words, palette: Palette, own_code: str | None, mean: Decimal | None
) -> Figure:
    """One bar per unit, its name and rank on the left and its value at the end; bars start at zero.

    `rows` are rows of `mart.unit_ranking` with a value, in the order to draw; the own unit has the accent
    colour, the mean of the cohort is a dotted line.
    """
    own = [at for at, row in enumerate(rows) if row["unit_code"] == own_code]
    others = [at for at, row in enumerate(rows) if row["unit_code"] != own_code]
    layout = layout_of(words, palette, _BAR_STEP * len(rows))
    longest = max(float(mean or 0), *(float(row["value"]) for row in rows)) or 1
    layout["xaxis"] |= {"range": [0, longest]}
    layout["yaxis"] |= {
        "tickvals": list(range(len(rows))),
        "ticktext": [_label(row, words.language) for row in rows],
        "range": [len(rows) - 0.5, -0.5],
    }
    if mean is not None:
        layout["shapes"].append(_mean_line(float(mean), palette))
        layout["annotations"].append(_mean_label(mean, longest, words, palette))
    bars = [
        _bars(rows, others, words.language, palette, palette.muted, palette.text),
        _bars(rows, own, words.language, palette, palette.accent, palette.paper),
    ]
    return Figure(bars, layout)


def _bars(
    rows: Sequence[dict], places: list[int], language: str, palette: Palette, colour: str, inside: str
) -> dict:
    """The bars of the rows at `places`, of one colour, with their values in the colour `inside`."""
    shown = [cell_value(rows[at], language) for at in places]
    return {
        "type": "bar",
        "x": [float(rows[at]["value"]) for at in places],
        "y": places,
        "orientation": "h",
        "width": 0.78,
        "marker": {"color": colour},
        "text": shown,
        "textposition": "auto",
        "textangle": 0,
        "insidetextanchor": "end",
        "insidetextfont": {"size": 11, "color": inside},
        "outsidetextfont": {"size": 11, "color": palette.text},
        "cliponaxis": False,
        "hovertext": [_hover(rows[at], value, language) for at, value in zip(places, shown, strict=True)],
        "hoverinfo": "text",
    }


def _label(row: dict, language: str) -> str:
    name = plain(named(row, "unit_name", language))
    return name if row["rank"] is None else f"{name}  <b>{row['rank']}</b>"


def _hover(row: dict, value: str, language: str) -> str:
    name, rank = plain(named(row, "unit_name", language)), formats.rank(row["rank"], row["cohort_size"])
    return say(language, "chart_hover", unit=name, value=value, rank=rank)


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


def _mean_label(mean: Decimal, longest: float, words: Words, palette: Palette) -> dict:
    return {
        "text": say(words.language, "chart_mean", mean=formats.value(mean, words.language, words.decimals)),
        "x": float(mean),
        "y": 1,
        "yref": "paper",
        "xanchor": "right" if float(mean) > longest / 2 else "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 11, "color": palette.quiet},
    }


def ranked_bars_alt(rows: Sequence[dict], words: Words) -> str:
    """The chart in a sentence, for readers who cannot see it."""
    highest, lowest = (with_value(row, words.language) for row in (rows[0], rows[-1]))
    return say(words.language, "chart_alt", title=words.title, count=len(rows), first=highest, last=lowest)
