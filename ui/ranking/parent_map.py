"""The map of a cohort whose units lie in provinces: each province in the colour of the median rank of its units."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from ui import export_menu, picture, sources, tables
from ui.charts import map as charts_map
from ui.charts.frame import Words
from ui.choices.declared import MEASURE, RANKING_VIEW, WITHIN
from ui.export_menu import Caption
from ui.table_description import Field, Table
from ui.visit import Visit
from warehouse.queries import sources as source_queries
from warehouse.queries import tile_map as queries

_FIFTHS = [f"fifth_{fifth}_count" for fifth in range(1, 6)]
_NAME = Field("unit_name", title="parent_map_column")
_COUNT = Field("parent_unit_count", title="parent_map_column_units")
_TABLE = Table(
    "parent_map_sheet",
    [_NAME, _COUNT, "rank_count", "median_rank", "rank_fifth", *_FIFTHS],
    ["unit_code", _NAME, "period_code", "indicator_code", _COUNT, "rank_count", "median_rank", "cohort_size",
     "rank_fifth", *_FIFTHS],
    keeps_first=True,
    narrow=("unit_name", "parent_unit_count", "median_rank", "rank_fifth"),
)  # fmt: skip


def tiles_of(visit: Visit) -> list[dict]:
    """The rows of `mart.parent_tiles`: the provinces that units of the cohort lie in, and all others beside them."""
    return visit.fetch(queries.parent_tiles, visit.measure_code)


def draw(visit: Visit, tiles: Sequence[dict]) -> None:
    """Draw the map, each tile leading to the units of its province, and the table of it, folded away, with files."""
    cited = visit.fetch(source_queries.of_measure, visit.measure_code)
    heading = visit.say("parent_map_heading")
    reading = visit.say("parent_map_note", size=visit.edition["cohort_size"])
    title = visit.say("parent_map_title", title=visit.title())
    shown = visit.parent or visit.unit
    own_code = shown["parent_unit_code"] if shown else None
    words = visit.words(title, [sources.foot(cited, visit.build_id, visit.language)], heading, reading)
    visit.show(partial(_map, visit, tiles, words, own_code), "parent_map")
    with st.expander(visit.say("parent_map_table"), icon=":material/table:"):
        in_order = tables.show(
            _TABLE,
            tiles,
            visit.language,
            alt=visit.say("parent_map_alt", title=title, count=len(tiles)),
            key="parents",
            is_own=lambda tile: tile["unit_code"] == own_code,
            leads=lambda tile: (
                _address(visit, tile["unit_system"]) + tile["unit_code"] if tile["parent_unit_count"] else None
            ),
            seen=visit.seen(),
        )
        facts = export_menu.facts(Caption(visit.edition, title), None, visit.build_id, cited, [], visit.language)
        stem = visit.file_stem(visit.say("parent_map_file"), is_measured=True)
        export_menu.offer(_TABLE, in_order, tiles, facts, stem, visit.language, key="parents_files")


def _address(visit: Visit, system: str) -> str:
    """Where the map leads to, but for the code of the province at its end."""
    chosen = {"lang": visit.language, "edition": visit.edition_code, MEASURE.name: visit.measure_code,
              RANKING_VIEW.name: "map", WITHIN.name: f"{system}."}  # fmt: skip
    return f"ranking?{urlencode(chosen)}"


def _map(visit: Visit, tiles: Sequence[dict], words: Words, own_code: str | None) -> None:
    system = tiles[0]["unit_system"]
    islands = visit.fetch_of(queries.islands, system)
    fifths = visit.fetch(queries.rank_fifths, visit.measure_code)
    figure = charts_map.tile_map(
        tiles, islands, fifths, replace(words, address=_address(visit, system)), visit.palette, own_code,
        tell=charts_map.median_and_fifths,
    )  # fmt: skip
    alt = visit.say("parent_map_alt", title=words.title, count=len(tiles))
    belonging = charts_map.islands_in_words(tiles, islands, visit.language)
    picture.draw(figure, " ".join([alt, *belonging]), "parent_map")
