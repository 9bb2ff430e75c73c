"""A unit's indicators against a mark: bars with a tick, and where the unit stands in the spread of its cohort.

Rows are those of `warehouse.queries.profile.standing`.
"""

from collections.abc import Sequence
from textwrap import wrap

from text import formats
from text.answer import cell_value, measure_label
from text.catalogue import named, say
from ui.charts.figure import Figure
from ui.charts.frame import Words, layout_of, plain
from ui.theme import Palette

_STEP = 44
_BAR = 0.5
_LABEL = 0.29  # how far above its row a label begins, clear of bars and ticks
_NAME_CHARACTERS = 24


def bullets(rows: Sequence[dict], words: Words, palette: Palette) -> Figure:
    """One bar per indicator on a scale from 0 to 1, with value and rank, and a tick at the mark where that is known.

    An indicator without value has no bar, only its rank; the scale behind the bar is the maximum.
    """
    at = list(range(len(rows)))
    figures = [_figures(row, words.language) for row in rows]
    hover = [_hover(row, words.language) for row in rows]
    scale = {
        "type": "bar",
        "x": [1] * len(rows),
        "y": at,
        "orientation": "h",
        "width": _BAR,
        "marker": {"color": palette.grid},
        "hovertext": hover,
        "hoverinfo": "text",
    }
    own = {
        "type": "bar",
        "x": [_share(row, "value") for row in rows],
        "y": at,
        "orientation": "h",
        "width": _BAR,
        "marker": {"color": palette.accent},
        "hovertext": hover,
        "hoverinfo": "text",
    }
    labels = above_rows([1] * len(rows), figures, "left", palette)
    return Figure([scale, own, _marks(rows, hover, palette, 18), labels], rows_layout(rows, words, palette))


def spine(rows: Sequence[dict], words: Words, palette: Palette) -> Figure:
    """One line per indicator from the cohort's lowest to its highest value, the middle half thick, the unit a dot.

    `rows` have the spread of the whole cohort; the tick is the mark that the unit is held against.
    """
    at = list(range(len(rows)))
    hover = [_spread(row, words.language) for row in rows]
    bands = [
        {
            "type": "bar",
            "x": [float((row[high] - row[low]) / row["scale_max"]) for row in rows],
            "base": [_share(row, low) for row in rows],
            "y": at,
            "orientation": "h",
            "width": width / _STEP,
            "marker": {"color": colour},
            "hovertext": hover,
            "hoverinfo": "text",
        }
        for low, high, colour, width in (
            ("min_value", "max_value", palette.grid, 8),
            ("lower_quartile_value", "upper_quartile_value", palette.muted, 14),
        )
    ]
    dots = {
        "type": "scatter",
        "x": [_share(row, "value") for row in rows],
        "y": at,
        "mode": "markers",
        "marker": {"color": palette.accent, "size": 13, "line": {"color": palette.paper, "width": 2}},
        "hovertext": hover,
        "hoverinfo": "text",
    }
    labels = above_rows([1] * len(rows), [_figures(row, words.language) for row in rows], "left", palette)
    return Figure([*bands, _marks(rows, hover, palette, 16), dots, labels], rows_layout(rows, words, palette))


def rows_layout(rows: Sequence[dict], words: Words, palette: Palette, longest: float = 1) -> dict:
    """The layout of a figure with one row per indicator, its name on the left, on a scale from 0 to `longest`."""
    layout = layout_of(words, palette, _STEP * len(rows))
    layout["xaxis"] |= {"range": [0, longest * 1.01]}
    layout["yaxis"] |= {
        "tickvals": list(range(len(rows))),
        "ticktext": [name_lines(measure_label(row, words.language)) for row in rows],
        "range": [len(rows) - 0.5, -0.6],
    }
    return layout


def above_rows(starts: Sequence[float], shown: Sequence[str], side: str, palette: Palette) -> dict:
    """A text right above each row, where no bar covers it, `left` or `right` of where it starts."""
    return {
        "type": "scatter",
        "x": starts,
        "y": [place - _LABEL for place in range(len(shown))],
        "mode": "text",
        "text": shown,
        "textposition": f"top {side}",
        "textfont": {"size": 11, "color": palette.text},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _marks(rows: Sequence[dict], hover: list[str], palette: Palette, size: int) -> dict:
    return {
        "type": "scatter",
        "x": [_share(row, "against_value") for row in rows],
        "y": list(range(len(rows))),
        "mode": "markers",
        "marker": {"symbol": "line-ns", "size": size, "line": {"color": palette.text, "width": 3}},
        "hovertext": hover,
        "hoverinfo": "text",
    }


def name_lines(text: str) -> str:
    """A name beside its row, broken to fit the room left of the marks."""
    return "<br>".join(plain(line) for line in wrap(text, _NAME_CHARACTERS))


def _share(row: dict, column: str) -> float | None:
    """A figure as a share of its maximum, which is 1 or the points to be had."""
    return None if row[column] is None else float(row[column] / row["scale_max"])


def _figures(row: dict, language: str) -> str:
    value = cell_value(row, language)
    if row["rank"] is None:
        return f"<b>{value}</b>"
    return f"<b>{value}</b> · {say(language, 'profile_rank', rank=formats.rank(row['rank'], row['cohort_size']))}"


def _hover(row: dict, language: str) -> str:
    return say(
        language,
        "profile_hover",
        name=plain(named(row, "indicator_name", language)),
        value=cell_value(row, language),
        against=formats.value(row["against_value"], language, row["against_decimals"]),
        gap=formats.change(row["against_gap"], language, row["against_gap_decimals"]),
        rank=formats.rank(row["rank"], row["cohort_size"]),
    )


def _spread(row: dict, language: str) -> str:
    marks = ("min_value", "lower_quartile_value", "upper_quartile_value", "max_value")
    decimals = None if row["scale_max"] == 1 else row["value_decimals"]
    return say(
        language,
        "profile_hover_spread",
        name=plain(named(row, "indicator_name", language)),
        value=formats.value(row["value"], language, row["value_decimals"]),
        median_value=formats.middle(row["median_value"], language, decimals),
        **{mark: formats.value(row[mark], language, decimals) for mark in marks},
    )
