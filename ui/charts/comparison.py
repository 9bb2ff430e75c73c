"""Dots side by side: one band per indicator, in it a lane with a dot per unit or year, by shape, colour and name."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from text import formats
from text.answer import cell_value, measure_label
from text.catalogue import say
from ui.charts.frame import AXIS_ROOM, Figure, Words, layout_of, plain, rank_scale, scale
from ui.theme import DARK, Palette

# Shape and colour of each side, light and dark, the accent first; every colour has 3:1 on its paper.
MARKS = (
    ("circle", "#0E6670", "#5CB8C2"),
    ("square", "#B8500C", "#F0A060"),
    ("diamond", "#5B4FA8", "#A79CEB"),
    ("triangle-up", "#7A6400", "#D9BF4A"),
    ("cross", "#A8326E", "#EE8FBC"),
    ("triangle-down", "#3B7320", "#8FC46F"),
    ("x", "#5B6870", "#B9C4CA"),
    ("star", "#8A3B2E", "#DE9184"),
)
_NAMES = 136
_FIGURES = 78
_NAME_CHARACTERS = 21
_HEADING_CHARACTERS = 46
_TEXT_LINE = 13
_TOP = 6
_HEADING = 20
_GAP = 10
_MOST_TICKS = 4


@dataclass(frozen=True)
class Line:
    """One indicator (a row of `mart.measures`) and its figures, a cell per side in their order.

    Cells are rows of `warehouse.queries.comparison`.
    """

    indicator: dict
    cells: list[dict]

    @property
    def is_common(self) -> bool:
        """Whether every side has a value, or every side a rank."""
        return self.cells[0]["is_common"]

    @property
    def has_values(self) -> bool:
        """Whether every side has a value."""
        return self.cells[0]["are_values_common"]

    @property
    def has_ranks(self) -> bool:
        """Whether every side has a rank."""
        return self.cells[0]["are_ranks_common"]


@dataclass(frozen=True)
class _Scale:
    """Where a figure stands: at its value from 0 to 1, or at its rank with the first one on the right."""

    by_value: bool
    language: str

    def at(self, cell: dict) -> float:
        return float(cell["value"] / cell["scale_max"]) if self.by_value else cell["rank"]

    def figure(self, cell: dict) -> str:
        if self.by_value:
            return cell_value(cell, self.language)
        return formats.rank(cell["rank"], cell["cohort_size"])

    def label(self, cell: dict) -> str:
        """The figure, and small beside a value its rank."""
        rank = formats.rank(cell["rank"], cell["cohort_size"])
        is_ranked = self.by_value and cell["rank"] is not None
        return f"<b>{self.figure(cell)}</b>" + (f" <span style='font-size:10px'>{rank}</span>" if is_ranked else "")


def _axis(of: _Scale, shown: Sequence[Line], words: Words, palette: Palette) -> dict:
    if of.by_value:
        return {"range": [0, 1]} | scale(0, 1, words, palette, most=_MOST_TICKS)
    last = max(cell["cohort_size"] or cell["rank"] for line in shown for cell in line.cells)
    ruled = rank_scale(last, palette)
    ends = {rank: say(words.language, "comparison_rank_tick", rank=rank) for rank in (1, last)}
    texts = [ends.get(rank, str(rank)) for rank in ruled["tickvals"]]
    return {"range": [last + 0.5, 0.5]} | ruled | {"ticktext": texts}


def drawn(common: Sequence[Line]) -> tuple[list[Line], bool]:
    """The lines that a picture shows, and whether by value: those with values, unless more lines have ranks."""
    valued, ranked = [line for line in common if line.has_values], [line for line in common if line.has_ranks]
    return (ranked, False) if len(ranked) > len(valued) else (valued, True)


def dots(common: Sequence[Line], sides: Sequence[str], words: Words, palette: Palette) -> Figure:
    """One band per line that is `drawn`, one lane per side; a dotted rule marks where the first side stands."""
    shown, by_value = drawn(common)
    placed, names = _Scale(by_value, words.language), [_name(side) for side in sides]
    lane = 6 + _TEXT_LINE * max(name.count("<br>") + 1 for name in names)
    headings = [_heading(measure_label(line.indicator, words.language)) for line in shown]
    band = _HEADING - _TEXT_LINE + lane * len(sides) + _GAP
    height = _TOP + sum(band + _TEXT_LINE * len(heading) for heading in headings)
    layout = layout_of(words, palette, height, _NAMES, above=AXIS_ROOM)
    layout["margin"]["r"] = _FIGURES
    layout["xaxis"] |= {"side": "top"} | _axis(placed, shown, words, palette)
    layout["yaxis"] |= {"range": [height, 0], "showticklabels": False, "ticks": ""}
    lanes: list[list[float]] = [[] for _ in sides]
    guides: list[tuple[float, float]] = []
    top = _TOP
    for line, heading in zip(shown, headings, strict=True):
        layout["annotations"].append(_text("<br>".join(heading), top, "top", palette.text, 12))
        first = top + _HEADING + _TEXT_LINE * (len(heading) - 1)
        for place, (name, cell) in enumerate(zip(names, line.cells, strict=True)):
            middle = first + lane * (place + 0.5)
            lanes[place].append(middle)
            layout["annotations"].append(_text(name, middle, "middle", palette.quiet, 11))
            guides.append((placed.at(cell), middle))
        top = first + lane * len(sides) + _GAP
        if len(sides) > 1:
            layout["shapes"].append(_rule(placed.at(line.cells[0]), first, top - _GAP, palette))
    traces = [
        _side(place, side, [line.cells[place] for line in shown], lanes[place], placed, palette)
        for place, side in enumerate(sides)
    ]
    return Figure([_guides(guides, layout["xaxis"]["range"][0], palette), *traces], layout)


def dots_alt(common: Sequence[Line], sides: Sequence[str], words: Words) -> str:
    """The picture in words: every indicator with the figure of every side."""
    shown, by_value = drawn(common)
    placed = _Scale(by_value, words.language)
    rows = [
        f"{measure_label(line.indicator, words.language)}: "
        + formats.listed(
            (f"{side} {placed.figure(cell)}" for side, cell in zip(sides, line.cells, strict=True)), words.language
        )
        for line in shown
    ]
    return say(words.language, "comparison_chart_alt", title=words.title, rows=formats.phrases(rows, words.language))


def _side(
    place: int, side: str, cells: Sequence[dict], lanes: Sequence[float], placed: _Scale, palette: Palette
) -> dict:
    symbol, light, dark = MARKS[place]
    ranks = [formats.rank(cell["rank"], cell["cohort_size"]) for cell in cells]
    return {
        "type": "scatter",
        "x": [placed.at(cell) for cell in cells],
        "y": list(lanes),
        "name": plain(side),
        "customdata": [cell.get("unit_code") for cell in cells],  # sides that are years have none
        "mode": "markers+text",
        "marker": {"symbol": symbol, "size": 10, "color": dark if palette is DARK else light},
        "text": [placed.label(cell) for cell in cells],
        "textposition": "middle right",
        "textfont": {"size": 11, "color": palette.text},
        "hovertext": [
            say(placed.language, "comparison_hover", side=plain(side), figure=placed.figure(cell), rank=rank)
            for cell, rank in zip(cells, ranks, strict=True)
        ],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _heading(label: str) -> list[str]:
    """The name of an indicator over its band, in lines that fit a phone."""
    return [f"<b>{plain(part)}</b>" for part in wrap(label, _HEADING_CHARACTERS)]


def _name(side: str) -> str:
    """The name of a side in lines that fit beside the lanes."""
    return "<br>".join(plain(part) for part in wrap(side, _NAME_CHARACTERS))


def _text(text: str, at: float, anchor: str, colour: str, size: int) -> dict:
    """Text at the left edge of the picture, at a height of the axis."""
    place = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 4 - _NAMES, "y": at, "yanchor": anchor}
    return place | {"text": text, "align": "left", "showarrow": False, "font": {"size": size, "color": colour}}


def _guides(dots: Sequence[tuple[float, float]], start: float, palette: Palette) -> dict:
    """Thin lines that lead the eye from the names to the dots, in one series because there are many."""
    return {
        "type": "scatter",
        "x": [at for end, _ in dots for at in (start, end, None)],
        "y": [lane for _, height in dots for lane in (height, height, None)],
        "mode": "lines",
        "line": {"color": palette.muted, "width": 1},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _rule(at: float, top: float, bottom: float, palette: Palette) -> dict:
    ends = {"x0": at, "x1": at, "y0": top, "y1": bottom}
    return {"type": "line", "layer": "below", "line": {"color": palette.quiet, "width": 1, "dash": "dot"}} | ends
