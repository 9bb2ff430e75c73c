"""Named lines among grey ones: who gets which colour and mark, and labels that never cover each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from ui.charts.frame import plain
from ui.theme import Palette, series_colours

MOST_NAMED = 8
# Marks tell the lines apart for readers who cannot tell the colours.
MARKS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross", "pentagon", "star")
_LABEL_CHARACTERS = 21
_LABEL_LINE = 14
_LABEL_GAP = 3
_LETTER = 6.9
_BESIDE = 16


@dataclass(frozen=True)
class Look:
    """How one named line is drawn."""

    colour: str
    mark: str
    width: float
    size: float


def looks(named_codes: Sequence[str], own_code: str | None, palette: Palette) -> dict[str, Look]:
    """A look for each of the named units, at most `MOST_NAMED`; the own one has the accent and the boldest line."""
    others = [code for code in named_codes if code != own_code][: MOST_NAMED - (own_code in named_codes)]
    given = zip(others, series_colours(palette), MARKS[1:], strict=False)
    chosen = {code: Look(colour, mark, 2, 8) for code, colour, mark in given}
    if own_code and own_code in named_codes:
        chosen[own_code] = Look(palette.accent, MARKS[0], 3.5, 10)
    return chosen


@dataclass(frozen=True)
class Label:
    """The name of a line beside its end, at `place` on the axis, in the colour of the line."""

    text: str
    place: float
    colour: str

    @property
    def lines(self) -> list[str]:
        """The text broken to the room beside the chart."""
        return wrap(self.text, _LABEL_CHARACTERS) or [""]

    @property
    def height(self) -> int:
        """Pixels that the lines need."""
        return _LABEL_LINE * len(self.lines) + _LABEL_GAP


def room(labels: Sequence[Label]) -> int:
    """Pixels beside the chart that the widest label needs."""
    longest = max((len(line) for label in labels for line in label.lines), default=0)
    return round(_BESIDE + _LETTER * longest)


def annotations(labels: Sequence[Label], pixels: float, last: float, side: str) -> list[dict]:
    """The labels at one side ("left" or "right") of a figure, moved apart where they would touch.

    `pixels` is the height of one step of the axis, which runs from 1 at the top down to `last`.
    """
    ordered = sorted(labels, key=lambda label: (label.place, label.text))
    places = _apart([label.place for label in ordered], [label.height / pixels for label in ordered], last + 0.5)
    return [
        {
            "text": "<br>".join(plain(line) for line in label.lines),
            "x": 1 if side == "right" else 0,
            "xref": "paper",
            "xanchor": "left" if side == "right" else "right",
            "xshift": 10 if side == "right" else -10,
            "y": place,
            "yanchor": "middle",
            "align": "left" if side == "right" else "right",
            "showarrow": False,
            "font": {"size": 12, "color": label.colour},
        }
        for label, place in zip(ordered, places, strict=True)
    ]


def _apart(places: list[float], heights: list[float], lowest: float) -> list[float]:
    """Centres at or near `places` (ascending) whose labels do not overlap; pushed up again from the lower edge."""
    for at in range(1, len(places)):
        places[at] = max(places[at], places[at - 1] + (heights[at - 1] + heights[at]) / 2)
    edge = lowest
    for at in reversed(range(len(places))):
        places[at] = min(places[at], edge - heights[at] / 2)
        edge = places[at] - heights[at] / 2
    return places
