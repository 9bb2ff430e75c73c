"""Rank and value of one unit over the years, one above the other, each broken where years cannot be compared."""

from collections.abc import Sequence

from text import formats
from text.catalogue import say
from ui.charts.figure import Figure
from ui.charts.frame import Words, layout_of
from ui.theme import Palette

_PANEL = 88
_LEFT = 58
_YEARS = 18
_PANELS = {"rank": "column_rank", "value": "column_value"}


def trend(rows: Sequence[dict], year: int, words: Words, palette: Palette) -> Figure:
    """A panel for the rank (best on top) and one for the value, over the same years; the year read has a larger mark.

    `rows` are years with the rank and value of `mart.unit_years` and the breaks of `mart.cohort_years`; a panel without
    any figure is left out. Restated years have hollow marks. A line joins neighbours that nothing breaks apart.
    """
    panels = [column for column in _PANELS if any(row[column] is not None for row in rows)]
    layout = layout_of(words, palette, _PANEL * len(panels) + _YEARS, _LEFT)
    layout["xaxis"] |= {
        "showticklabels": True,
        "tickvals": list(range(len(rows))),
        "ticktext": [str(row["year"]) for row in rows],
        "range": [-0.5, len(rows) - 0.5],
        "anchor": "free",
        "position": 0,
    }
    layout["margin"]["b"] += _YEARS
    layout["annotations"][1]["yshift"] -= _YEARS
    axis, traces = layout.pop("yaxis"), []
    for place, column in enumerate(panels):
        name = f"y{place + 1}" if place else "y"
        low, high = _padded([row[column] for row in rows])
        layout[f"yaxis{place + 1}" if place else "yaxis"] = axis | {
            "domain": [1 - (place + 1) / len(panels), 1 - place / len(panels)],
            "range": [high, low] if column == "rank" else [low, high],
            "tickvals": [(low + high) / 2],
            "ticktext": [say(words.language, _PANELS[column])],
        }
        traces += [_line(rows, line, column, name, palette) for line in _unbroken(rows, column)]
        traces.append(_points(rows, column, year, name, words.language, palette))
    return Figure(traces, layout)


def _line(rows: Sequence[dict], line: Sequence[int], column: str, axis: str, palette: Palette) -> dict:
    return {
        "type": "scatter",
        "x": line,
        "y": [float(rows[at][column]) for at in line],
        "yaxis": axis,
        "mode": "lines",
        "line": {"color": palette.accent, "width": 2},
        "hoverinfo": "skip",
    }


def _points(rows: Sequence[dict], column: str, year: int, axis: str, language: str, palette: Palette) -> dict:
    known = [at for at, row in enumerate(rows) if row[column] is not None]
    restated = [rows[at]["is_restated"] for at in known]
    return {
        "type": "scatter",
        "x": known,
        "y": [float(rows[at][column]) for at in known],
        "yaxis": axis,
        "mode": "markers+text",
        "cliponaxis": False,
        "text": [_label(rows[at], column, language) for at in known],
        "textposition": [_position(rows, at, column) for at in known],
        "textfont": {"size": 11, "color": palette.text},
        "marker": {
            "opacity": 1,
            "size": [12 if rows[at]["year"] == year else 7 for at in known],
            "color": [palette.paper if hollow else palette.accent for hollow in restated],
            "line": {"color": palette.accent, "width": 2},
        },
        "hovertext": [_hover(rows[at], language) for at in known],
        "hoverinfo": "text",
    }


def _unbroken(rows: Sequence[dict], column: str) -> list[list[int]]:
    """The runs of at least two years between which nothing breaks the line."""
    runs: list[list[int]] = [[]]
    for at, row in enumerate(rows):
        if row["break_reasons"] or row[column] is None:
            runs.append([])
        if row[column] is not None:
            runs[-1].append(at)
    return [run for run in runs if len(run) > 1]


def _padded(amounts: Sequence) -> tuple[float, float]:
    """A range with room for the labels above and below the points."""
    known = [float(amount) for amount in amounts if amount is not None]
    low, high = min(known), max(known)
    room = (high - low) or max(abs(high), 1) / 2
    return low - 0.5 * room, high + 0.5 * room


def _position(rows: Sequence[dict], at: int, column: str) -> str:
    """Below the point where the line goes up from it, above everywhere else."""
    following = rows[at + 1] if at + 1 < len(rows) else None
    if following is None or following["break_reasons"] or following[column] is None:
        return "top center"
    is_better = following[column] < rows[at][column] if column == "rank" else following[column] > rows[at][column]
    return "bottom center" if is_better else "top center"


def _label(row: dict, column: str, language: str) -> str:
    if column == "rank":
        return str(row["rank"])
    return formats.value(row["value"], language, row["value_decimals"])


def _hover(row: dict, language: str) -> str:
    return say(
        language,
        "profile_hover_year",
        year=row["year"],
        rank=formats.rank(row["rank"], row["cohort_size"]),
        value=formats.value(row["value"], language, row["value_decimals"]),
        restated=say(language, "profile_restated_mark") if row["is_restated"] else "",
    )
