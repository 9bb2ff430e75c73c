"""Means of a cohort over the years, one row of the picture per measure; the line breaks where the framework does."""

from collections.abc import Sequence

from text import formats
from text.answer import measure_label
from text.catalogue import say
from ui.charts.figure import Figure
from ui.charts.frame import Words, layout_of, plain
from ui.theme import Palette

_MARGIN = 12
_PANEL = 92
_BELOW = 24


def means_over_years(points: Sequence[dict], words: Words, palette: Palette, year: int) -> Figure:
    """One row per measure, one mark per year: full where we took the mean, hollow where only a source prints it.

    `points` are rows of `queries.means.means_over_years`, at least one. `year` is set in bold. All rows share the
    scale, so that pillars can be held against the index. No line crosses a change of framework or cohort or a missing
    year: there a dotted rule stands instead.
    """
    measures = list({point["indicator_code"]: point for point in points}.values())
    years = sorted({point["year"] for point in points})
    lowest = min(float(point["mean_value"]) for point in points)
    reach = max(max(float(point["mean_value"]) for point in points) - lowest, 0.05)
    layout = layout_of(words, palette, _PANEL * len(measures) + _BELOW, _MARGIN)
    layout["xaxis"] |= {
        "range": [years[0] - 0.55, years[-1] + 0.55],
        "showticklabels": True,
        "tickvals": years,
        "ticktext": [f"<b>{one}</b>" if one == year else str(one) for one in years],
        "tickfont": {"size": 12, "color": palette.text},
    }
    # The notes stand under the labels of the years.
    layout["annotations"][1]["yshift"] -= _BELOW
    layout["margin"]["b"] += _BELOW
    layout["yaxis"] |= {"range": [-len(measures), 0], "showticklabels": False, "ticks": ""}
    marks = []
    for place, measure in enumerate(measures):
        own = [point for point in points if point["indicator_code"] == measure["indicator_code"]]
        heights = [-place - 0.84 + 0.42 * (float(point["mean_value"]) - lowest) / reach for point in own]
        colour = palette.accent if measure["indicator_level"] == "index" else palette.quiet
        marks.append(_line(own, heights, words, colour, palette))
        layout["annotations"].append(_heading(measure_label(measure, words.language), place, years[0], palette))
        layout["shapes"].append(_floor(place, years, palette))
    layout["shapes"] += [_rule(point, palette) for point in _breaks(points)]
    return Figure(marks, layout)


def means_over_years_alt(points: Sequence[dict], words: Words) -> str:
    """The means in words, measure by measure and year by year."""
    measures = {point["indicator_code"]: measure_label(point, words.language) for point in points}
    rows = [
        f"{name}: "
        + ", ".join(
            f"{point['year']} {formats.value(point['mean_value'], words.language, words.decimals)}"
            for point in points
            if point["indicator_code"] == code
        )
        for code, name in measures.items()
    ]
    return say(words.language, "overview_years_alt", title=words.title, rows="; ".join(rows))


def _breaks(points: Sequence[dict]) -> list[dict]:
    """The first point after each break, one per year."""
    return list({point["year"]: point for point in points if point["is_after_break"]}.values())


def _line(own: Sequence[dict], heights: Sequence[float], words: Words, colour: str, palette: Palette) -> dict:
    """The marks of one measure; an empty place before each point that may not be joined to the one before it."""
    marks: list[tuple[int | None, float | None, str, str, str]] = []
    for point, height in zip(own, heights, strict=True):
        if point["is_after_break"]:
            marks.append((None, None, palette.paper, "", ""))
        shown = formats.value(point["mean_value"], words.language, words.decimals)
        hover = say(
            words.language,
            f"overview_years_hover_{point['mean_basis']}",
            year=point["year"],
            mean=shown,
            measure=plain(measure_label(point, words.language)),
        )
        fill = colour if point["mean_basis"] == "computed" else palette.paper
        marks.append((point["year"], height, fill, shown, hover))
    years, ups, fills, texts, hovers = (list(column) for column in zip(*marks, strict=True))
    return {
        "type": "scatter",
        "x": years,
        "y": ups,
        "mode": "lines+markers+text",
        "line": {"color": colour, "width": 2},
        "marker": {"size": 9, "color": fills, "line": {"color": colour, "width": 2}},
        "text": texts,
        "textposition": "top center",
        "textfont": {"size": 11, "color": palette.text},
        "hovertext": hovers,
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _heading(name: str, place: int, first_year: int, palette: Palette) -> dict:
    return {
        "text": plain(name),
        "x": first_year - 0.55,
        "xanchor": "left",
        "y": -place,
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 12, "color": palette.text},
        "bgcolor": palette.paper,
    }


def _floor(place: int, years: Sequence[int], palette: Palette) -> dict:
    """The rule that parts one measure from the next."""
    line = {"color": palette.grid, "width": 1}
    x0, x1, y = years[0] - 0.55, years[-1] + 0.55, -place - 1
    return {"type": "line", "x0": x0, "x1": x1, "y0": y, "y1": y, "line": line, "layer": "below"}


def _rule(point: dict, palette: Palette) -> dict:
    """The dotted rule between two years that cannot stand in one line."""
    at = (point["year"] + point["before_year"]) / 2
    line = {"color": palette.quiet, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": line, "layer": "below"}
