"""How many components of a unit have each status: one bar per unit, cut into statuses."""

from collections.abc import Sequence

from text import components as components_words
from text.catalogue import named, say
from ui.charts.figure import Figure
from ui.charts.frame import Words, plain
from ui.charts.status import LINE, STATUSES, heading, keyed_layout, marks
from ui.theme import Palette

_BAR = 26
_STEP = LINE + _BAR + 12
# A part narrower than this share of its bar has no room for text; the key and the hover say it.
_READABLE = 0.08


def share_bars(rows: Sequence[dict], words: Words, palette: Palette) -> Figure:
    """One bar per unit, as long as it has components; each part says its status and how many it stands for.

    `rows` are rows of `queries.overview.status_shares`, in the order to draw, at least one.
    """
    present = [status for status in STATUSES if any(row[f"{status}_count"] for row in rows)]
    layout = keyed_layout(words, palette, _STEP * len(rows), present)
    layout["barmode"] = "stack"
    layout["xaxis"] |= {"range": [0, max(_total(row) for row in rows)]}
    tops = [_STEP * place + LINE for place in range(len(rows))]
    layout["annotations"] += [
        heading([plain(named(row, "unit_name", words.language))], top, palette.text)
        for row, top in zip(rows, tops, strict=True)
    ]
    return Figure([_parts(rows, tops, status, words.language, palette) for status in present], layout)


def _total(row: dict) -> int:
    return sum(row[f"{status}_count"] for status in STATUSES)


def _parts(rows: Sequence[dict], tops: Sequence[int], status: str, language: str, palette: Palette) -> dict:
    letter = components_words.status_letter(status, language)
    parts = [(row, row[f"{status}_count"], top) for row, top in zip(rows, tops, strict=True) if row[f"{status}_count"]]
    return marks(status, palette, 12) | {
        "x": [count for _, count, _ in parts],
        "y": [top + _BAR / 2 for *_, top in parts],
        "width": _BAR,
        "text": [f"{letter}: {count}" if count >= _READABLE * _total(row) else "" for row, count, _ in parts],
        "hovertext": [
            say(
                language,
                "overview_shares_hover",
                unit=plain(named(row, "unit_name", language)),
                status=plain(components_words.status_cell(status, language)),
                count=count,
            )
            for row, count, _ in parts
        ],
    }
