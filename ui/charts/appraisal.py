"""What a unit gave itself against what the appraisal gave, by main indicator. Rows are of `mart.appraisal_totals`."""

from collections.abc import Sequence
from decimal import Decimal

from text import components as components_words
from text.catalogue import say
from ui.charts.figure import Figure
from ui.charts.frame import Words, plain
from ui.charts.profile import above_rows, rows_layout
from ui.theme import Palette

_KEY = 26
_MARKS = {
    "compared_self_score": {"symbol": "circle-open", "size": 13},
    "compared_first_round_score": {"symbol": "diamond-open", "size": 9},
    "compared_appraised_score": {"symbol": "circle", "size": 8},
}
_SIGNS = {"compared_self_score": "○", "compared_first_round_score": "◇", "compared_appraised_score": "●"}


def appraisal(rows: Sequence[dict], words: Words, palette: Palette) -> Figure:
    """One line per main indicator from the points the unit gave itself (open) to the appraised ones (full).

    `rows` have both. Behind them is the maximum of the components compared, where it is known; a first round has a
    mark of its own where it stands beside final points. All rows have one unit, the point.
    """
    language = words.language
    hover = [_hover(row, language) for row in rows]
    longest = max(float(row[name]) for row in rows for name in ("compared_max_score", *_MARKS) if row[name] is not None)
    layout = rows_layout(rows, words, palette, max(longest, 1))
    layout["height"] += _KEY
    layout["margin"]["t"] += _KEY
    layout["annotations"][0]["yshift"] += _KEY
    marks = _marks(rows)
    layout["annotations"].append(_key(marks, rows[0]["appraisal_round"], words, palette))
    scale = {
        "type": "bar",
        "x": [None if row["compared_max_score"] is None else float(row["compared_max_score"]) for row in rows],
        "y": list(range(len(rows))),
        "orientation": "h",
        "width": 0.36,
        "marker": {"color": palette.grid},
        "hovertext": hover,
        "hoverinfo": "text",
    }
    between = {
        "type": "bar",
        "orientation": "h",
        "base": [float(row["compared_self_score"]) for row in rows],
        "x": [float(row["appraisal_difference"]) for row in rows],
        "y": list(range(len(rows))),
        "width": 0.1,
        "marker": {"color": palette.quiet},
        "hoverinfo": "skip",
    }
    labels = above_rows([max(longest, 1)] * len(rows), [_from_to(row, language) for row in rows], "left", palette)
    return Figure([scale, between, *(_ends(rows, name, hover, palette) for name in marks), labels], layout)


def appraisal_alt(rows: Sequence[dict], words: Words) -> str:
    """The chart in a sentence, for readers who cannot see it."""
    most = min(rows, key=lambda row: row["appraisal_difference"])
    label = components_words.total_label(most, words.language)
    told = f"{label} {_from_to(most, words.language)}"
    return say(words.language, "appraisal_chart_alt", title=words.title, count=len(rows), most=told)


def _marks(rows: Sequence[dict]) -> list[str]:
    """The rounds to draw: a first one is drawn apart only beside final points."""
    has_first = any(row["compared_first_round_score"] is not None for row in rows)
    is_final = rows[0]["appraisal_round"] == "final"
    return [name for name in _MARKS if name != "compared_first_round_score" or (has_first and is_final)]


def _ends(rows: Sequence[dict], name: str, hover: list[str], palette: Palette) -> dict:
    colour = palette.text if name == "compared_self_score" else palette.accent
    return {
        "type": "scatter",
        "x": [None if row[name] is None else float(row[name]) for row in rows],
        "y": list(range(len(rows))),
        "mode": "markers",
        "marker": {"color": colour, "line": {"width": 2, "color": colour}} | _MARKS[name],
        "hovertext": hover,
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _key(marks: Sequence[str], appraisal_round: str, words: Words, palette: Palette) -> dict:
    """Which mark is which, at the left edge above the rows."""
    named = {
        "compared_self_score": "self",
        "compared_first_round_score": "first",
        "compared_appraised_score": appraisal_round,
    }
    called = {name: say(words.language, f"appraisal_mark_{which}") for name, which in named.items()}
    told = [f"{_SIGNS[name]} {called[name]}" for name in marks]
    return {
        "text": plain("\u2003".join(told)),
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": -154,
        "y": 1,
        "yanchor": "bottom",
        "yshift": 4,
        "showarrow": False,
        "font": {"size": 11, "color": palette.quiet},
    }


def _from_to(row: dict, language: str) -> str:
    return say(language, "appraisal_from_to", **_written(row, language))


def _hover(row: dict, language: str) -> str:
    return say(
        language,
        "appraisal_hover",
        main=plain(components_words.total_label(row, language)),
        compared=row["compared_count"],
        count=row["component_count"],
        **_written(row, language),
    )


def _written(row: dict, language: str) -> dict[str, str]:
    def points(amount: Decimal) -> str:
        return components_words.points(amount, language)

    return {
        "self": points(row["compared_self_score"]),
        "appraised": points(row["compared_appraised_score"]),
        "difference": components_words.signed_points(row["appraisal_difference"], language),
    }
