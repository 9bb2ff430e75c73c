"""Why value and rank changed: the steps from the earlier value to this one, and the two sources of a change of rank."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise

from text import formats
from text.catalogue import named, say
from text.periods import period
from ui.charts.frame import AXIS_ROOM, Figure, Words, layout_of, plain, scale
from ui.charts.main_indicators import name_lines
from ui.theme import Palette

_STEP = 36
_MOST_TICKS = 4
_GAP = "\u00a0\u00a0"


@dataclass(frozen=True)
class Span:
    """One bar: from where to where, how it reads, and whether it is a value or a sum, not a single movement."""

    name: str
    start: float
    end: float
    shown: str
    is_total: bool = False


def waterfall(rows: Sequence[dict], unit: dict, words: Words, palette: Palette) -> Figure:
    """From the earlier value of the index, step by step, to this one; each step begins where the last one ended.

    `rows` are those of `warehouse.queries.profile.waterfall`, whose contributions sum exactly to the change of `unit`,
    a row of `mart.unit_ranking`.
    """
    language = words.language
    ends = list(accumulate((row["contribution"] for row in rows), initial=unit["previous_value"]))
    decimals = words.decimals + 1
    moves = [
        Span(step_name(row, language), float(start), float(end), signed(row["contribution"], language, decimals))
        for row, (start, end) in zip(rows, pairwise(ends), strict=True)
    ]
    first, last = (
        Span(
            str(period(unit, language, which)),
            float(unit[value]),
            float(unit[value]),
            formats.value(unit[value], language, unit[f"{value}_decimals"]),
            True,
        )
        for which, value in (("previous", "previous_value"), ("", "value"))
    )
    return _spans([first, *moves, last], words, palette)


def rank_change(row: dict, words: Words, palette: Palette) -> Figure:
    """Places by the unit's own effort, places by the others' movement, and both together, on one scale around zero.

    `row` is the one of `warehouse.queries.profile.rank_change`.
    """
    language = words.language
    spans = [
        Span(say(language, f"profile_{key}"), 0, row[key], places(row[key], language), key == "places_gained")
        for key in ("own_places_gained", "others_places_gained", "places_gained")
    ]
    return _spans(spans, words, palette, is_whole=True)


def step_name(row: dict, language: str) -> str:
    """The main indicator of a step, or what the last step is."""
    if row["step_kind"] == "main":
        return f"{row['step_code']}. {named(row, 'indicator_name', language)}"
    return say(language, f"profile_step_{row['step_kind']}")


def signed(amount: Decimal, language: str, decimals: int) -> str:
    """`+0,02124`, with a real minus sign."""
    shown = formats.number(amount, language, decimals)
    return f"+{shown}" if amount > 0 else shown


def places(count: int, language: str) -> str:
    """`+40`, `−30` or `0` places."""
    return signed(Decimal(count), language, 0)


def _spans(spans: Sequence[Span], words: Words, palette: Palette, *, is_whole: bool = False) -> Figure:
    """Bars from start to end, up in the accent colour, down in grey with its sign, totals dark; values are ticks.

    A value is a tick, not a bar, because the axis need not begin at zero: only the lengths of movements are compared.
    """
    low, high = (pick(end for span in spans for end in (span.start, span.end)) for pick in (min, max))
    room = (high - low) or 1
    layout = layout_of(words, palette, _STEP * len(spans), below=AXIS_ROOM)
    ends = low - 0.05 * room, high + 0.45 * room  # to the right, room for the last label
    layout["xaxis"] |= {"range": list(ends)} | scale(*ends, words, palette, most=_MOST_TICKS, is_whole=is_whole)
    layout["yaxis"] |= {
        "tickvals": list(range(len(spans))),
        "ticktext": [name_lines(span.name) for span in spans],
        "range": [len(spans) - 0.5, -0.5],
    }
    bars = {
        "type": "bar",
        "base": [span.start for span in spans],
        "x": [span.end - span.start for span in spans],
        "y": list(range(len(spans))),
        "orientation": "h",
        "width": 0.62,
        "marker": {"color": [_colour(span, palette) for span in spans]},
        "hovertext": [f"{plain(span.name)}: {span.shown}" for span in spans],
        "hoverinfo": "text",
    }
    values = [at for at, span in enumerate(spans) if span.is_total and span.start == span.end]
    ticks = {
        "type": "scatter",
        "x": [spans[at].end for at in values],
        "y": values,
        "mode": "markers",
        "marker": {"symbol": "line-ns", "size": 20, "line": {"color": palette.text, "width": 3}},
        "hoverinfo": "skip",
    }
    labels = {
        "type": "scatter",
        "x": [max(span.start, span.end) for span in spans],
        "y": list(range(len(spans))),
        "mode": "text",
        "text": [_GAP + (f"<b>{span.shown}</b>" if span.is_total else span.shown) for span in spans],
        "textposition": "middle right",
        "textfont": {"size": 11, "color": palette.text},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return Figure([bars, ticks, labels], layout)


def _colour(span: Span, palette: Palette) -> str:
    if span.is_total:
        return palette.quiet
    return palette.accent if span.end >= span.start else palette.muted
