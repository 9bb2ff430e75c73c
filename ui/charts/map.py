"""The tile map: one tile per unit at its place in the country, both archipelagos always among them.

A tile has a colour by rank, its text, and the bar that it is drawn as."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Final, Literal, NamedTuple
from unicodedata import normalize

from text import formats
from text.catalogue import counted, named, say
from ui.charts.frame import Figure, Words, layout_of, plain
from ui.theme import DARK, Palette

# Five steps of one hue with even lightness (OKLCH), the leading fifth standing out most from the paper of its scheme.
LIGHT_STEPS = ("#0C4E55", "#227982", "#58A3AB", "#94C9CF", "#CFEBEE")
DARK_STEPS = ("#A9E4EA", "#5DBBC6", "#38929B", "#28686F", "#1C4448")
# What is written on them: each has 4.5:1, and each dark one stands for one light one.
LIGHT_TEXTS = ("#FFFFFF", "#FFFFFF", "#1C2428", "#1C2428", "#1C2428")
DARK_TEXTS = ("#14191C", "#14191C", "#0F1315", "#E4E9EB", "#E4E9EB")
FADED: Final = "faded"
Shade = int | Literal["faded"] | None
TILE_HEIGHT = 42
_GAP = 0.04
_OWN_GAP = 0.08
_NAME_CHARACTERS = 7
_MOST_LINES = 3
_SMALLEST, _LARGEST = 7.5, 9.5
_ON_A_PHONE = 336  # pixels for all columns
# Shares of the size of a letter, measured in the typeface of the page.
_LINE, _BOLD, _WIDE, _BROAD, _COMMON, _NARROW = 1.3, 1.06, 0.9, 0.7, 0.61, 0.37


class Told(NamedTuple):
    """What stands on a unit's tile below its name, what is said where it is touched, and whether it leads anywhere."""

    mark: int | str | None
    hover: str
    leads_on: bool = True


Teller = Callable[[dict, str], Told]


@dataclass(frozen=True)
class Tile:
    """One drawn tile, in columns and rows: `shade` is a fifth by rank, None without a rank, or FADED.

    `rank` stands below its lines where it has one, and behind the last one where these are many: the unit's own, or
    what is told of the units in it. It leads to the unit of `unit_code`.
    """

    shade: Shade
    left: float
    row: float
    width: float
    lines: Sequence[str]
    hover: str
    is_own: bool = False
    rank: int | str | None = None
    unit_code: str | None = None

    @property
    def gap(self) -> float:
        """The room left free around the tile; around the own one there is a frame."""
        return _OWN_GAP if self.is_own else _GAP

    @property
    def text(self) -> str:
        """The lines and the rank as Plotly takes them."""
        lines = [plain(line) for line in self.lines]
        if self.rank is not None:
            if len(lines) < _MOST_LINES:
                lines.append(f"<b>{self.rank}</b>")
            else:
                lines[-1] += f" <b>{self.rank}</b>"
        joined = "<br>".join(lines)
        return f"<b>{joined}</b>" if self.is_own else joined

    def text_size(self, column: float) -> float:
        """As large as the tile allows: its widest line, all lines over each other; `column` is the width of one, in
        pixels.
        """
        widest = max(_width(re.sub("<.*?>", "", line)) for line in self.text.split("<br>"))
        across = column * (self.width - 2 * self.gap) / (widest * (_BOLD if self.is_own else 1))
        down = TILE_HEIGHT * (1 - 2 * self.gap) / (_LINE * (self.text.count("<br>") + 1))
        return min(_LARGEST, max(_SMALLEST, round(min(across, down), 1)))

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


def _width(line: str) -> float:
    """How wide a line is, in sizes of its letters."""
    return sum(_letter(letter) for letter in normalize("NFC", line))


def _letter(letter: str) -> float:
    if letter in "mMwW":
        return _WIDE
    if letter.isupper() or letter in "≥":
        return _BROAD
    return _NARROW if letter in "ijlftr .,-()1'" else _COMMON


def name_lines(name: str) -> list[str]:
    """A name in lines that fit a tile on a phone: two words stand over each other, longer names take up to three."""
    words = name.split()
    if len(words) == 2:
        return words
    return wrap(name.replace(" - ", "- "), _NAME_CHARACTERS, break_long_words=False)


def bars(tiles: Sequence[Tile], palette: Palette, column: float) -> list[dict]:
    """The tiles as bars that start where their column does: bars carry text, and answer wherever they are touched.

    `column` is how wide one is on a phone. One trace per colour: Plotly checks every colour that it is given.
    """
    shades: dict[Shade, list[Tile]] = {}
    for tile in tiles:
        shades.setdefault(tile.shade, []).append(tile)
    return [_bars(group, shade, palette, column) for shade, group in shades.items()]


def _bars(tiles: Sequence[Tile], shade: Shade, palette: Palette, column: float) -> dict:
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
        "customdata": [tile.unit_code for tile in tiles],
        "text": [tile.text for tile in tiles],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"size": [tile.text_size(column) for tile in tiles], "color": text_colour(shade, palette)},
        "hovertext": [tile.hover for tile in tiles],
        "hoverinfo": "text",
    }


def colour(shade: Shade, palette: Palette) -> str:
    """The colour of a fifth, 1 the leading one; the paper itself without a rank, grey outside the filter."""
    if shade == FADED:
        return palette.grid
    return palette.paper if shade is None else (DARK_STEPS if palette is DARK else LIGHT_STEPS)[shade - 1]


def text_colour(shade: Shade, palette: Palette) -> str:
    """The colour of text on that colour; that of text on paper where it is no fifth."""
    if shade is None or shade == FADED:
        return palette.text
    return (DARK_TEXTS if palette is DARK else LIGHT_TEXTS)[shade - 1]


_MARGIN = 12
_ISLAND_WIDTH = 1.7
_LEGEND_ROWS = 1.6
_LEGEND_CHARACTERS = 9


def tile_map(
    tiles: Sequence[dict],
    islands: Sequence[dict],
    fifths: Sequence[dict],
    words: Words,
    palette: Palette,
    own_code: str | None,
    faded: Collection[str] = (),
    tell: Teller | None = None,
) -> Figure:
    """Every unit as a tile in the colour of its fifth by rank, with a legend; the own unit is framed and bold.

    `tiles` are rows of `mart.tiles` of one edition and indicator, at least one; `islands` those of `mart.island_tiles`
    of the same unit system; `fifths` the rows of `queries.tile_map.rank_fifths`: `rank_fifth`, `first_rank`,
    `last_rank`, `lowest_value` (None where not every rank is known). A unit without a rank is an empty tile. An island
    has the colour of the province that it belongs to, and names it. The units of `faded`, outside a reader's filter,
    are grey. `tell` says what is told of a row in place of its rank and value.
    """
    placed = _placed(tiles, islands, words.language, own_code, faded, tell or _rank_and_value)
    columns = max(tile.left + tile.width for tile in placed) + 0.5
    rows = max(tile.row for tile in placed) + 1
    legend = _legend(tiles, fifths, columns, words)
    layout = layout_of(words, palette, round(TILE_HEIGHT * (rows + _LEGEND_ROWS)), _MARGIN)
    layout["xaxis"] |= {"range": [-0.5, columns - 0.5]}
    layout["yaxis"] |= {"range": [rows - 0.5, -0.5 - _LEGEND_ROWS], "showticklabels": False, "ticks": ""}
    layout["uniformtext"] = {"mode": False}
    layout["shapes"] += [tile.frame(palette) for tile in placed if tile.is_own]
    return Figure(bars([*legend, *placed], palette, _ON_A_PHONE / columns), layout)


def tile_map_alt(tiles: Sequence[dict], islands: Sequence[dict], words: Words, own_code: str | None) -> str:
    """The map in words: how many tiles, who leads, where the own unit stands, and both archipelagos."""
    language = words.language
    leading = [named(tile, "unit_name", language) for tile in tiles if tile["rank_fifth"] == 1]
    parts = [say(language, "overview_map_alt", title=words.title, count=len(tiles))]
    if leading:
        parts.append(say(language, "overview_map_alt_leading", units=formats.listed(leading, language)))
    parts += [
        say(
            language,
            "overview_map_alt_own",
            unit=named(tile, "unit_name", language),
            rank=formats.rank(tile["rank"], tile["cohort_size"]),
        )
        for tile in tiles
        if tile["unit_code"] == own_code and tile["rank"] is not None
    ]
    return " ".join(parts + islands_in_words(tiles, islands, language))


def islands_in_words(tiles: Sequence[dict], islands: Sequence[dict], language: str) -> list[str]:
    """`Quần đảo Hoàng Sa thuộc Đà Nẵng.`, one sentence per archipelago, for the notes of a map and its `alt`."""
    names = {tile["unit_code"]: named(tile, "unit_name", language) for tile in tiles}
    return [
        say(
            language,
            "overview_map_island",
            island=named(island, "island_name", language),
            unit=names[island["unit_code"]],
        )
        for island in islands
    ]


def _placed(
    tiles: Sequence[dict],
    islands: Sequence[dict],
    language: str,
    own_code: str | None,
    faded: Collection[str],
    tell: Teller,
) -> list[Tile]:
    placed, by_code = [], {tile["unit_code"]: tile for tile in tiles}
    for unit in tiles:
        lines = name_lines(named(unit, "unit_name", language))
        where = (unit["tile_col"] + 0.5, unit["tile_row"], 1.0)
        told = tell(unit, language)
        placed.append(replace(_tile_of(unit, *where, lines, told, own_code, faded), rank=told.mark))
    for island in islands:
        unit = by_code[island["unit_code"]]
        lines = [named(island, "island_name", language), f"({named(unit, 'unit_name', language)})"]
        # It reaches further to the west than its column, to have room for both names.
        where = (island["tile_col"] + 0.5, island["tile_row"], _ISLAND_WIDTH)
        placed.append(_tile_of(unit, *where, lines, tell(unit, language), own_code, faded))
    return placed


def _tile_of(
    unit: dict,
    right: float,
    row: int,
    width: float,
    lines: list[str],
    told: Told,
    own_code: str | None,
    faded: Collection[str],
) -> Tile:
    shade: Shade = FADED if unit["unit_code"] in faded else unit["rank_fifth"]
    is_own = unit["unit_code"] == own_code
    leads_to = unit["unit_code"] if told.leads_on else None
    return Tile(shade, right - width, row, width, lines, told.hover, is_own, unit_code=leads_to)


def _rank_and_value(unit: dict, language: str) -> Told:
    hover = say(
        language,
        "chart_hover",
        unit=plain(named(unit, "unit_name", language)),
        value=formats.value(unit["value"], language, unit["value_decimals"]),
        rank=formats.rank(unit["rank"], unit["cohort_size"]),
    )
    return Told(unit["rank"], hover)


def median_and_fifths(parent: dict, language: str) -> Told:
    """What a tile of a province says of its communes, a row of `mart.parent_tiles`: their median rank, and how many
    stand in each fifth; how many have a rank where not all of them have.
    """
    unit, count = plain(named(parent, "unit_name", language)), parent["parent_unit_count"]
    if not count:
        return Told(None, say(language, "parent_map_hover_none", unit=unit), leads_on=False)
    if parent["median_rank"] is None:
        known = f"{parent['rank_count']}/{count}"
        return Told(known, say(language, "parent_map_hover_gap", unit=unit, known=known))
    median = formats.points(parent["median_rank"], language)
    counts = " · ".join(str(parent[f"fifth_{fifth}_count"]) for fifth in range(1, 6))
    units = counted(language, "units", count)
    return Told(median, say(language, "parent_map_hover", unit=unit, units=units, median=median, counts=counts))


def _legend(tiles: Sequence[dict], fifths: Sequence[dict], columns: float, words: Words) -> list[Tile]:
    """Boxes over the map: each colour with its ranks and lowest value (where all are known), one for no rank."""
    boxes: list[tuple[Shade, list[str]]] = []
    for fifth in fifths:
        lines = [f"{fifth['first_rank']}–{fifth['last_rank']}"]
        if fifth["lowest_value"] is not None:
            lines.append(f"≥ {formats.value(fifth['lowest_value'], words.language, words.decimals)}")
        boxes.append((fifth["rank_fifth"], lines))
    if any(tile["rank_fifth"] is None for tile in tiles):
        boxes.append((None, wrap(say(words.language, "overview_map_unranked"), _LEGEND_CHARACTERS)))
    width = columns / len(boxes)
    hover = say(words.language, "overview_map_legend")
    return [
        Tile(shade, place * width - 0.5, -_LEGEND_ROWS, width, lines, hover)
        for place, (shade, lines) in enumerate(boxes)
    ]
