"""All units of a cohort by value: as ranked bars, and as a strip of dots that shows how they spread."""

from collections.abc import Sequence
from decimal import Decimal

from text import formats
from text.answer import cell_value, with_value
from text.catalogue import named, say
from ui.charts.frame import Figure, Words, hatching, layout_of, plain
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
        "marker": {"color": colour, "pattern": hatching([rows[at] for at in places])},
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


_MARGIN = 12
_STEP = 10
_DOT = 8
# Room in steps: over the dots for the own unit's name, under the axis for the ends and, below them, the mean.
_ABOVE = 3
_BELOW = 4.2
# Dots closer than this share of the range would overlap on a phone, so the later one is drawn one level higher.
_CROWDED = 1 / 36
_NARROWEST = 0.01


def distribution_strip(
    rows: Sequence[dict],
    words: Words,
    palette: Palette,
    own_code: str | None,
    spread: dict | None = None,
    mean: Decimal | None = None,
) -> Figure:
    """One dot per unit along the axis of values; where many stand close they pile up.

    `rows` are rows of `mart.unit_ranking` of one measure with a value, in any order, at least one. The own unit has
    the accent colour and its name over it; the mean is a dotted line. `spread` is the row of `mart.cohort_spread`, None
    while a value is missing: then no middle half of the cohort is shaded.
    """
    ordered = sorted(rows, key=lambda row: (row["value"], row["unit_code"]))
    values = [float(row["value"]) for row in ordered]
    levels = _levels(values)
    top = max(levels) + 1
    margin = 0.04 * _reach(values)
    layout = layout_of(words, palette, round(_STEP * (top + _ABOVE + _BELOW)), _MARGIN)
    layout["xaxis"] |= {"range": [values[0] - margin, values[-1] + margin]}
    layout["yaxis"] |= {"range": [-_BELOW, top + _ABOVE], "showticklabels": False, "ticks": ""}
    layout["shapes"].append(_line(layout["xaxis"]["range"], (0, 0), palette.muted))
    if spread is not None:
        layout["shapes"].append(_middle_half(spread, top, palette))
    if mean is not None:
        at = float(mean)
        layout["shapes"].append(_line((at, at), (-_BELOW / 2, top), palette.quiet) | {"layer": "below"})
        label = say(words.language, "chart_mean", mean=formats.value(mean, words.language, words.decimals))
        layout["annotations"].append(_strip_text(label, at, -_BELOW / 2, "top", values, palette.quiet))
    for row in (ordered[0], ordered[-1])[: len(set(values))]:
        label = plain(with_value(row, words.language))
        layout["annotations"].append(_strip_text(label, float(row["value"]), -0.2, "top", values, palette.text))
    for row in (row for row in ordered if row["unit_code"] == own_code):
        label = f"<b>{_own_words(row, words.language)}</b>"
        own = _strip_text(label, float(row["value"]), top + 0.4, "bottom", values, palette.accent)
        layout["annotations"].append(own)
        layout["shapes"].append(_line([float(row["value"])] * 2, (0, top + 0.6), palette.accent))
    marks = [_dots(ordered, levels, own_code, mine, words.language, palette) for mine in (False, True)]
    return Figure(marks, layout)


def distribution_strip_alt(rows: Sequence[dict], words: Words, own_code: str | None) -> str:
    """The strip in a sentence: how many units, both ends, and the own unit."""
    ordered = sorted(rows, key=lambda row: (row["value"], row["unit_code"]))
    own = [_own_words(row, words.language) for row in ordered if row["unit_code"] == own_code]
    return say(
        words.language,
        "overview_strip_alt",
        title=words.title,
        count=len(ordered),
        first=with_value(ordered[-1], words.language),
        last=with_value(ordered[0], words.language),
        own=say(words.language, "overview_strip_alt_own", unit=own[0]) if own else "",
    )


def _reach(values: Sequence[float]) -> float:
    return max(values[-1] - values[0], _NARROWEST)


def _levels(values: Sequence[float]) -> list[int]:
    """How high each dot stands so that none covers another; `values` ascend."""
    near = _reach(values) * _CROWDED
    last: list[float] = []
    levels = []
    for value in values:
        level = next((level for level, before in enumerate(last) if value - before >= near), len(last))
        last[level : level + 1] = [value]
        levels.append(level)
    return levels


def _dots(
    ordered: Sequence[dict], levels: Sequence[int], own_code: str | None, mine: bool, language: str, palette: Palette
) -> dict:
    """The dot of the own unit (`mine`), or those of all others."""
    drawn = [(row, level) for row, level in zip(ordered, levels, strict=True) if (row["unit_code"] == own_code) == mine]
    return {
        "type": "scatter",
        "x": [float(row["value"]) for row, _ in drawn],
        "y": [level + 0.5 for _, level in drawn],
        "mode": "markers",
        "marker": {"size": _DOT + 2 * mine, "color": palette.accent if mine else palette.muted},
        "hovertext": [
            say(
                language,
                "chart_hover",
                unit=plain(named(row, "unit_name", language)),
                value=formats.value(row["value"], language, row["value_decimals"]),
                rank=formats.rank(row["rank"], row["cohort_size"]),
            )
            for row, _ in drawn
        ],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _own_words(row: dict, language: str) -> str:
    words = plain(with_value(row, language))
    return words if row["rank"] is None else f"{words} · {formats.rank(row['rank'], row['cohort_size'])}"


def _middle_half(spread: dict, top: int, palette: Palette) -> dict:
    return {
        "type": "rect",
        "x0": float(spread["lower_quartile_value"]),
        "x1": float(spread["upper_quartile_value"]),
        "y0": 0,
        "y1": top,
        "fillcolor": palette.row,
        "line": {"width": 0},
        "layer": "below",
    }


def _line(across: Sequence[float], up: Sequence[float], colour: str) -> dict:
    (x0, x1), (y0, y1) = across, up
    dash = "solid" if y0 == y1 else "dot"
    line = {"color": colour, "width": 1, "dash": dash}
    return {"type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": line}


def _strip_text(text: str, at: float, height: float, hangs: str, values: Sequence[float], colour: str) -> dict:
    """Text at a value, turned inwards near an end so that it stays inside the picture."""
    share = (at - values[0]) / _reach(values)
    side = "left" if share < 0.3 else "right" if share > 0.7 else "center"
    return {
        "text": text,
        "x": at,
        "xanchor": side,
        "y": height,
        "yanchor": hangs,
        "showarrow": False,
        "font": {"size": 11, "color": colour},
    }
