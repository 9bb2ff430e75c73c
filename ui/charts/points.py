"""Where a unit lost its points: one bar per main indicator."""

from collections.abc import Sequence
from decimal import Decimal

from text import caveats, formats
from text.catalogue import named, say
from ui.charts.figure import Figure
from ui.charts.frame import Words, plain
from ui.charts.profile import above_rows, rows_layout
from ui.theme import Palette


def lost_points(rows: Sequence[dict], words: Words, palette: Palette) -> Figure:
    """Points lost on a scale of the main indicator's own maximum; the bars of all indicators have one unit, the point.

    `rows` are those of `warehouse.queries.profile.lost_points`, most points lost first. A maximum that was worked out,
    not published, has a star.
    """
    hover = [_hover(row, words.language) for row in rows]
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


def _hover(row: dict, language: str) -> str:
    return say(
        language,
        "profile_hover_lost",
        name=plain(named(row, "indicator_name", language)),
        lost=lost_of_most(row, language),
        score=points(row["score"], language),
    )
