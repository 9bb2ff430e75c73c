"""Tiles of a map: their colour by rank, their text, the bars that they are drawn as."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final, Literal

from ui.charts.frame import plain
from ui.theme import DARK, Palette

# Five steps of one hue with even lightness (OKLCH), the leading fifth standing out most from the paper of its scheme.
LIGHT_STEPS = ("#0C4E55", "#227982", "#58A3AB", "#94C9CF", "#CFEBEE")
DARK_STEPS = ("#A9E4EA", "#5DBBC6", "#38929B", "#28686F", "#1C4448")
FADED: Final = "faded"
Shade = int | Literal["faded"] | None
_GAP = 0.04
_OWN_GAP = 0.1
_NAME_CHARACTERS = 7


@dataclass(frozen=True)
class Tile:
    """One drawn tile, in columns and rows: `shade` is a fifth by rank, None without a rank, or FADED."""

    shade: Shade
    left: float
    row: float
    width: float
    lines: Sequence[str]
    hover: str
    is_own: bool = False

    @property
    def gap(self) -> float:
        """The room left free around the tile; around the own one there is a frame."""
        return _OWN_GAP if self.is_own else _GAP

    @property
    def text(self) -> str:
        """The lines as Plotly takes them."""
        joined = "<br>".join(plain(line) for line in self.lines)
        return f"<b>{joined}</b>" if self.is_own else joined

    @property
    def text_size(self) -> float:
        """As large as the longest line and the number of lines allow on a phone."""
        if len(self.lines) > 2:
            return 8.5
        return 9 if max(len(line) for line in self.lines) > 5 else 10

    def frame(self, palette: Palette) -> dict:
        """The frame around the own unit."""
        return {
            "type": "rect",
            "x0": self.left,
            "x1": self.left + self.width,
            "y0": self.row - 0.5,
            "y1": self.row + 0.5,
            "line": {"color": palette.text, "width": 3},
        }


def name_lines(name: str) -> list[str]:
    """A name in lines that fit a tile on a phone: two words stand over each other, longer names take up to three."""
    words = name.split()
    if len(words) == 2:
        return words
    return wrap(name.replace(" - ", "- "), _NAME_CHARACTERS, break_long_words=False)


def bars(tiles: Sequence[Tile], palette: Palette) -> list[dict]:
    """The tiles as bars that start where their column does: bars carry text, and answer wherever they are touched.

    One trace per colour: Plotly checks every colour that it is given.
    """
    shades: dict[Shade, list[Tile]] = {}
    for tile in tiles:
        shades.setdefault(tile.shade, []).append(tile)
    return [_bars(group, shade, palette) for shade, group in shades.items()]


def _bars(tiles: Sequence[Tile], shade: Shade, palette: Palette) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "base": [tile.left + tile.gap for tile in tiles],
        "x": [tile.width - 2 * tile.gap for tile in tiles],
        "y": [tile.row for tile in tiles],
        "width": [1 - 2 * tile.gap for tile in tiles],
        "marker": {
            "color": colour(shade, palette),
            "line": {"color": palette.muted, "width": 1 if shade is None else 0},
        },
        "text": [tile.text for tile in tiles],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"size": [tile.text_size for tile in tiles], "color": text_colour(shade, palette)},
        "hovertext": [tile.hover for tile in tiles],
        "hoverinfo": "text",
    }


def colour(shade: Shade, palette: Palette) -> str:
    """The colour of a fifth, 1 the leading one; the paper itself without a rank, grey outside the filter."""
    if shade == FADED:
        return palette.grid
    return palette.paper if shade is None else (DARK_STEPS if palette is DARK else LIGHT_STEPS)[shade - 1]


def text_colour(shade: Shade, palette: Palette) -> str:
    """The colour of text on that colour: the strongest steps carry the paper's, all others the text's."""
    strong = (1, 2, 3) if palette is DARK else (1, 2)
    return palette.paper if shade in strong else palette.text
