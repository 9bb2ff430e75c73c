"""A unit's main indicators, one row each: values against a mark, points lost, points it gave itself and was given."""

from collections.abc import Sequence
from decimal import Decimal
from textwrap import wrap

from text import caveats, formats
from text import components as components_words
from text.answer import cell_value, measure_label
from text.catalogue import named, say
from ui.charts.frame import AXIS_ROOM, Figure, Words, layout_of, plain, scale
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
    maxima = {
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
    return Figure([maxima, own, _marks(rows, hover, palette, 18), labels], rows_layout(rows, words, palette))


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


def rows_layout(rows: Sequence[dict], words: Words, palette: Palette, longest: float = 1, above: int = 0) -> dict:
    """The layout of a figure with one row per indicator, its name on the left, on a scale from 0 to `longest`; with
    `above` pixels for a key over the rows.
    """
    layout = layout_of(words, palette, _STEP * len(rows), above=above, below=AXIS_ROOM)
    layout["xaxis"] |= {"range": [0, longest * 1.01]} | scale(0, longest, words, palette)
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
        median_value=formats.median(row["median_value"], language, decimals),
        **{mark: formats.value(row[mark], language, decimals) for mark in marks},
    )


def lost_points(rows: Sequence[dict], words: Words, palette: Palette) -> Figure:
    """Points lost on a scale of the main indicator's own maximum; the bars of all indicators have one unit, the point.

    `rows` are those of `warehouse.queries.profile.lost_points`, most points lost first. A maximum that was worked out,
    not published, has a star.
    """
    hover = [_points_hover(row, words.language) for row in rows]
    bars = [
        {
            "type": "bar",
            "x": [float(row[column]) for row in rows],
            "y": list(range(len(rows))),
            "orientation": "h",
            "width": 0.5,
            "marker": {"color": colour},
            "hovertext": hover,
            "hoverinfo": "text",
        }
        for column, colour in (("max_score", palette.grid), ("lost_score", palette.accent))
    ]
    labels = above_rows([0] * len(rows), [lost_of_most(row, words.language) for row in rows], "right", palette)
    mains = [row | {"indicator_level": "main"} for row in rows]
    return Figure([*bars, labels], rows_layout(mains, words, palette, max(float(row["max_score"]) for row in rows)))


def lost_of_most(row: dict, language: str) -> str:
    """`144,12/150`, with a star where the maximum is derived, a dagger where the points are inferred."""
    lost = points(row["lost_score"], language)
    if row["value_basis"] == "inferred":
        lost = say(language, "cell_inferred", cell=lost)
    return f"{lost}/{most_points(row, language)}"


def most_points(row: dict, language: str) -> str:
    """The maximum of a main indicator, with a star where it is derived."""
    most = row["max_score"]
    decimals = 0 if most is None or most == most.to_integral_value() else 2
    return formats.number(most, language, decimals) + ("*" if row["max_score_basis"] == "derived" else "")


def derived(rows: Sequence[dict], language: str) -> list[str]:
    """What star and dagger say, where `rows` have them."""
    starred = any(row["max_score_basis"] == "derived" for row in rows)
    told = [say(language, "profile_lost_derived")] if starred else []
    return told + caveats.inferred([row["value_basis"] for row in rows], language)


def points(amount: Decimal, language: str) -> str:
    """Points with two decimals."""
    return formats.number(amount, language, 2)


def _points_hover(row: dict, language: str) -> str:
    return say(
        language,
        "profile_hover_lost",
        name=plain(named(row, "indicator_name", language)),
        lost=lost_of_most(row, language),
        score=points(row["score"], language),
    )


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
    hover = [_appraisal_hover(row, language) for row in rows]
    longest = max(float(row[name]) for row in rows for name in ("compared_max_score", *_MARKS) if row[name] is not None)
    layout = rows_layout(rows, words, palette, max(longest, 1), above=_KEY)
    marks = _appraisal_marks(rows)
    layout["annotations"].append(_key(marks, rows[0]["appraisal_round"], words, palette))
    maxima = {
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
    return Figure([maxima, between, *(_ends(rows, name, hover, palette) for name in marks), labels], layout)


def appraisal_alt(rows: Sequence[dict], words: Words) -> str:
    """The chart in a sentence, for readers who cannot see it."""
    most = min(rows, key=lambda row: row["appraisal_difference"])
    label = components_words.total_label(most, words.language)
    told = f"{label} {_from_to(most, words.language)}"
    return say(words.language, "appraisal_chart_alt", title=words.title, count=len(rows), most=told)


def _appraisal_marks(rows: Sequence[dict]) -> list[str]:
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


def _appraisal_hover(row: dict, language: str) -> str:
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
