"""The distribution strip: every unit of a cohort as a dot at its value, the own one marked."""

from collections.abc import Sequence
from decimal import Decimal

from text import formats
from text.answer import with_value
from text.catalogue import named, say
from ui.charts.figure import Figure
from ui.charts.frame import Words, layout_of, plain
from ui.theme import Palette

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
        layout["annotations"].append(_label(label, at, -_BELOW / 2, "top", values, palette.quiet))
    for row in (ordered[0], ordered[-1])[: len(set(values))]:
        label = plain(with_value(row, words.language))
        layout["annotations"].append(_label(label, float(row["value"]), -0.2, "top", values, palette.text))
    for row in (row for row in ordered if row["unit_code"] == own_code):
        label = f"<b>{_own_words(row, words.language)}</b>"
        layout["annotations"].append(_label(label, float(row["value"]), top + 0.4, "bottom", values, palette.accent))
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


def _label(text: str, at: float, height: float, hangs: str, values: Sequence[float], colour: str) -> dict:
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
