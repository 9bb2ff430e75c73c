"""The step function: which rank so many points more lead to, among the others as they are and moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ui.charts.frame import AXIS_ROOM, Figure, Words, layout_of, plain, rank_scale, scale
from ui.theme import Palette

_HEIGHT = 240
_RANKS = 44
_ABOVE = 18
_BELOW = 0.08  # of the ranks: room for the name of the lowest line


@dataclass(frozen=True)
class Stair:
    """One step: points, the best rank they can lead to, and the words of its mark."""

    points: Decimal
    rank: int
    words: str


@dataclass(frozen=True)
class MovedLine:
    """The steps among others who moved, and the name of the line."""

    stairs: Sequence[Stair]
    name: str


def step_function(
    stairs: Sequence[Stair],
    moved: Sequence[MovedLine],
    own: Stair,
    band: tuple[int, int] | None,
    words: Words,
    palette: Palette,
) -> Figure:
    """Ranks, best on top, over points added: one mark per unit met, thin lines for others who moved, a band for the
    ranks aimed at, and the own point.
    """
    last = max(float(stairs[-1].points), float(own.points)) * 1.04 or 1.0
    first = min(0.0, float(own.points) * 1.04)
    lowest = max(own.rank, *(line.stairs[0].rank for line in moved), stairs[0].rank)
    layout = layout_of(words, palette, _HEIGHT, names=_RANKS, above=_ABOVE, below=AXIS_ROOM)
    layout["xaxis"] |= {"range": [first, last]} | scale(first, last, words, palette)
    layout["yaxis"] |= {"range": [lowest + 1.5 + lowest * _BELOW, 0.2]} | rank_scale(lowest, palette)
    if band:
        layout["shapes"].append({
            "type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": band[0] - 0.5, "y1": band[1] + 0.5,
            "fillcolor": palette.accent, "opacity": 0.12, "line": {"width": 0}, "layer": "below",
        })  # fmt: skip
    lines = [_line(line.stairs, last, palette.muted, 1) for line in moved]
    layout["annotations"] += [_name(line, last, palette) for line in moved]
    mark = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [float(own.points)],
        "y": [own.rank],
        "text": [f"<b>{plain(own.words)}</b>"],
        "textposition": "top right" if float(own.points) < last / 2 else "top left",
        "textfont": {"size": 12, "color": palette.accent},
        "marker": {"size": 12, "color": palette.accent},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return Figure([*lines, _line(stairs, last, palette.text, 2), _marks(stairs, palette), mark], layout)


def _line(stairs: Sequence[Stair], last: float, colour: str, width: int) -> dict:
    """Steps that hold their rank until the next one."""
    points = [float(stair.points) for stair in stairs]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*points, last],
        "y": [*(stair.rank for stair in stairs), stairs[-1].rank],
        "line": {"shape": "hv", "color": colour, "width": width},
        "hoverinfo": "skip",
    }


def _marks(stairs: Sequence[Stair], palette: Palette) -> dict:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [float(stair.points) for stair in stairs],
        "y": [stair.rank for stair in stairs],
        "marker": {"size": 6, "color": palette.text},
        "hovertext": [plain(stair.words) for stair in stairs],
        "hoverinfo": "text",
    }


def _name(line: MovedLine, last: float, palette: Palette) -> dict:
    """The name of a moved line, where it begins."""
    return {
        "x": 0,
        "y": line.stairs[0].rank,
        "text": plain(line.name),
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "top",
        "font": {"size": 11, "color": palette.quiet},
    }
