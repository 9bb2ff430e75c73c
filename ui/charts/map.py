"""The tile map: one tile per unit at its place in the country, both archipelagos always among them."""

from collections.abc import Collection, Sequence
from textwrap import wrap

from text import formats
from text.catalogue import named, say
from ui.charts.figure import Figure
from ui.charts.frame import Words, layout_of, plain
from ui.charts.tiles import FADED, Shade, Tile, bars, name_lines
from ui.theme import Palette

TILE_HEIGHT = 40
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
) -> Figure:
    """Every unit as a tile in the colour of its fifth by rank, with a legend; the own unit is framed and bold.

    `tiles` are rows of `mart.tiles` of one edition and indicator, at least one; `islands` those of `mart.island_tiles`
    of the same unit system; `fifths` the rows of `queries.tile_map.rank_fifths`: `rank_fifth`, `first_rank`,
    `last_rank`, `lowest_value` (None where not every rank is known). A unit without a rank is an empty tile. An island
    has the colour of the province that it belongs to, and names it. The units of `faded`, outside a reader's filter,
    are grey.
    """
    placed = _placed(tiles, islands, words.language, own_code, faded)
    columns = max(tile.left + tile.width for tile in placed) + 0.5
    rows = max(tile.row for tile in placed) + 1
    legend = _legend(tiles, fifths, columns, words)
    layout = layout_of(words, palette, round(TILE_HEIGHT * (rows + _LEGEND_ROWS)), _MARGIN)
    layout["xaxis"] |= {"range": [-0.5, columns - 0.5]}
    layout["yaxis"] |= {"range": [rows - 0.5, -0.5 - _LEGEND_ROWS], "showticklabels": False, "ticks": ""}
    layout["uniformtext"] = {"mode": False}
    layout["shapes"] += [tile.frame(palette) for tile in placed if tile.is_own]
    layout["annotations"].append(_over_legend(words.language, palette))
    return Figure(bars([*legend, *placed], palette), layout)


def tile_map_alt(tiles: Sequence[dict], islands: Sequence[dict], words: Words, own_code: str | None) -> str:
    """The map in words: how many tiles, who leads, where the own unit stands, and both archipelagos."""
    language = words.language
    leading = [named(tile, "unit_name", language) for tile in tiles if tile["rank_fifth"] == 1]
    parts = [say(language, "overview_map_alt", title=words.title, count=len(tiles))]
    if leading:
        parts.append(say(language, "overview_map_alt_leading", units=", ".join(leading)))
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
    tiles: Sequence[dict], islands: Sequence[dict], language: str, own_code: str | None, faded: Collection[str]
) -> list[Tile]:
    placed, by_code = [], {tile["unit_code"]: tile for tile in tiles}
    for unit in tiles:
        lines = name_lines(named(unit, "unit_name", language))
        placed.append(_tile(unit, unit["tile_col"] + 0.5, unit["tile_row"], 1.0, lines, language, own_code, faded))
    for island in islands:
        unit = by_code[island["unit_code"]]
        lines = [named(island, "island_name", language), f"({named(unit, 'unit_name', language)})"]
        # It reaches further to the west than its column, to have room for both names.
        where = (island["tile_col"] + 0.5, island["tile_row"], _ISLAND_WIDTH)
        placed.append(_tile(unit, *where, lines, language, own_code, faded))
    return placed


def _tile(
    unit: dict,
    right: float,
    row: int,
    width: float,
    lines: list[str],
    language: str,
    own_code: str | None,
    faded: Collection[str],
) -> Tile:
    hover = say(
        language,
        "chart_hover",
        unit=plain(named(unit, "unit_name", language)),
        value=formats.value(unit["value"], language, unit["value_decimals"]),
        rank=formats.rank(unit["rank"], unit["cohort_size"]),
    )
    shade: Shade = FADED if unit["unit_code"] in faded else unit["rank_fifth"]
    return Tile(shade, right - width, row, width, lines, hover, unit["unit_code"] == own_code)


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


def _over_legend(language: str, palette: Palette) -> dict:
    return {
        "text": say(language, "overview_map_legend"),
        "x": -0.5,
        "xanchor": "left",
        "y": -0.5 - _LEGEND_ROWS,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 10, "color": palette.quiet},
    }
