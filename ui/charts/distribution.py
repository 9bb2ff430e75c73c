"""All units of a cohort by value: as ranked bars, and as a strip of dots that shows how they spread."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import compress

from text import formats
from text.answer import cell_value, with_value
from text.catalogue import named, say
from ui.charts.frame import AXIS_ROOM, Figure, Words, hatching, layout_of, neighbours, plain, scale
from ui.theme import Palette

_BAR_STEP = 20
_MEAN_ROOM = 26


def ranked_bars(
    rows: Sequence[dict], words: Words, palette: Palette, own_code: str | None, mean: Decimal | None
) -> Figure:
    """One bar per unit, its name and rank on the left and its value at the end; bars start at zero.

    `rows` are rows of `mart.unit_ranking` with a value, in the order to draw; the own unit has the accent
    colour, the mean of the cohort is a dotted line.
    """
    own = [at for at, row in enumerate(rows) if row["unit_code"] == own_code]
    others = [at for at, row in enumerate(rows) if row["unit_code"] != own_code]
    layout = layout_of(words, palette, _BAR_STEP * len(rows), above=_MEAN_ROOM, below=AXIS_ROOM)
    longest = max(float(mean or 0), *(float(row["value"]) for row in rows)) or 1
    layout["xaxis"] |= {"range": [0, longest]} | scale(0, longest, words, palette)
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
        "customdata": [rows[at]["unit_code"] for at in places],
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
# Room in steps: over the dots for the names of the own unit and of its neighbours, under them for the ends and, below
# these, the mean.
_ABOVE, _NEIGHBOURS = 2.6, 1.5
_BELOW = 3.4
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
    the accent colour and its name over it, below it those that stand next to it; the mean is a dotted line. `spread` is
    the row of `mart.cohort_spread`, None while a value is missing: then no middle half of the cohort is shaded, and
    nobody knows who stands next to it.
    """
    ordered = sorted(rows, key=lambda row: (row["value"], row["unit_code"]))
    values = [float(row["value"]) for row in ordered]
    levels = _levels(values)
    top = max(levels) + 1
    margin = 0.04 * _reach(values)
    place = next((at for at, row in enumerate(ordered) if row["unit_code"] == own_code), None)
    own = None if place is None else ordered[place]
    beside = neighbours(ordered, place) if spread else []
    above = (_ABOVE + _NEIGHBOURS * bool(beside)) if own else 0.5
    layout = layout_of(words, palette, round(_STEP * (top + above + _BELOW)), _MARGIN, below=AXIS_ROOM)
    ends = values[0] - margin, values[-1] + margin
    layout["xaxis"] |= {"range": list(ends)} | scale(*ends, words, palette)
    layout["yaxis"] |= {"range": [-_BELOW, top + above], "showticklabels": False, "ticks": ""}
    layout["shapes"].append(_line(ends, (0, 0), palette.muted))
    if spread is not None:
        layout["shapes"].append(_middle_half(spread, top, palette))
    if mean is not None:
        at = float(mean)
        layout["shapes"].append(_line((at, at), (-_BELOW / 2, top), palette.text) | {"layer": "below"})
        label = say(words.language, "chart_mean", mean=formats.value(mean, words.language, words.decimals))
        layout["annotations"].append(_strip_text(label, at, -_BELOW / 2, "top", values, palette.text))
    for row in (ordered[0], ordered[-1])[: len(set(values))]:
        label = plain(with_value(row, words.language))
        layout["annotations"].append(_strip_text(label, float(row["value"]), -0.2, "top", values, palette.text))
    if own:
        at = float(own["value"])
        label = f"<b>{_own_words(own, words.language)}</b>"
        layout["annotations"] += [
            _strip_text(label, at, top + above, "top", values, palette.accent),
            *_beside(beside, at, top + 0.2, values, words.language, palette),
        ]
        layout["shapes"].append(_line((at, at), (0, top + above - 1.6), palette.accent))
    near = {row["unit_code"] for row in beside}
    groups = [
        (palette.muted, _DOT, [row["unit_code"] not in near | {own_code} for row in ordered]),
        (palette.quiet, _DOT, [row["unit_code"] in near for row in ordered]),
        (palette.accent, _DOT + 4, [row is own for row in ordered]),
    ]
    marks = [
        _dots(list(compress(ordered, chosen)), list(compress(levels, chosen)), colour, size, words.language)
        for colour, size, chosen in groups
    ]
    return Figure(marks, layout)


def _beside(
    rows: Sequence[dict], own: float, height: float, values: Sequence[float], language: str, palette: Palette
) -> list[dict]:
    """The names of the neighbours, each at its side of the own unit's line; at an end of the axis, both inwards."""
    labels = [" ".join(filter(None, (plain(named(row, "unit_name", language)), _rank_of(row)))) for row in rows]
    sides = ["right" if row["value"] <= own and len(rows) > 1 else "left" for row in rows]
    side = _side_of(own, values)
    if side != "center" or len(rows) == 1:
        labels, sides = [" · ".join(labels)], ["left" if side == "center" else side]
    text = {"x": own, "y": height, "yanchor": "bottom", "showarrow": False}
    look = {"font": {"size": 11, "color": palette.quiet}}
    return [
        text | look | {"text": label, "xanchor": side, "xshift": 6 if side == "left" else -6}
        for label, side in zip(labels, sides, strict=True)
    ]


def _rank_of(row: dict) -> str:
    return "" if row["rank"] is None else str(row["rank"])


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


def _dots(rows: Sequence[dict], levels: Sequence[int], colour: str, size: int, language: str) -> dict:
    """The dots of some units, of one colour and size."""
    return {
        "type": "scatter",
        "x": [float(row["value"]) for row in rows],
        "y": [level + 0.5 for level in levels],
        "mode": "markers",
        "marker": {"size": size, "color": colour},
        "customdata": [row["unit_code"] for row in rows],
        "hovertext": [
            say(
                language,
                "chart_hover",
                unit=plain(named(row, "unit_name", language)),
                value=formats.value(row["value"], language, row["value_decimals"]),
                rank=formats.rank(row["rank"], row["cohort_size"]),
            )
            for row in rows
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
    return {
        "text": text,
        "x": at,
        "xanchor": _side_of(at, values),
        "y": height,
        "yanchor": hangs,
        "showarrow": False,
        "font": {"size": 11, "color": colour},
    }


def _side_of(at: float, values: Sequence[float]) -> str:
    """How text hangs at a value, so that it stays inside the picture."""
    share = (at - values[0]) / _reach(values)
    return "left" if share < 0.3 else "right" if share > 0.7 else "center"
