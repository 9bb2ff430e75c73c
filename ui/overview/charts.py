"""The distribution and the tile map of the overview, with their words and the table that says the same."""

from dataclasses import replace

import streamlit as st

from text import formats
from ui import notes, picture, sources, tables
from ui.charts import map as charts_map
from ui.charts import strip
from ui.charts.frame import Words
from ui.overview.subject import Overview
from ui.table_description import Field, Row, Table
from warehouse.queries import overview as queries
from warehouse.queries import ranking as ranking_queries
from warehouse.queries import tile_map as tile_queries


def _value(unit: Row, language: str) -> str:
    return formats.value(unit["value"], language, unit["value_decimals"])


# Rows of `mart.unit_ranking`, with the fifth of the map where there is one; on screen alone.
_UNITS = Table("sheet_rows", ["unit_name", "rank", Field("value", shown=_value)], keeps_first=True)
_OF_MAP = replace(
    _UNITS, screen=[*_UNITS.screen, Field("rank_fifth", title="overview_map_column_fifth"), "region_name"]
)


def distribution(view: Overview) -> None:
    """Draw the strip of all units with a value, or say why there is none."""
    rows = [unit for unit in view.ranking.units if unit["value"] is not None]
    if len(rows) < 2:
        notes.quiet(view.say("overview_one_value" if rows else "overview_no_values"))
        return
    spread = next(iter(view.fetch(queries.spread)), None)
    note = view.say("overview_strip_note")
    if spread is None:
        known = formats.rank(len(rows), view.edition["cohort_size"])
        note = view.say("overview_strip_note_partial", known=known)
    title = view.say("overview_strip_title", title=view.ranking.title(view.language))
    words = Words(title, [note, _foot(view)], view.language, view.edition["shown_decimals"])
    mean = view.summary["mean_value"]
    figure = strip.distribution_strip(rows, words, view.palette, view.own_code, spread, mean)
    alt = strip.distribution_strip_alt(rows, words, view.own_code)
    picture.draw(figure, alt, "overview_strip")


def tile_map(view: Overview) -> None:
    """Draw the map of a cohort of provinces; ministries have none, and it says so."""
    tiles = view.fetch(tile_queries.tiles)
    if not tiles:
        notes.quiet(view.say("overview_map_none"))
        return
    islands = view.fetch_of(tile_queries.islands, tiles[0]["unit_system"])
    title = view.say("overview_map_title", title=view.ranking.title(view.language))
    belonging = charts_map.islands_in_words(tiles, islands, view.language)
    said = [view.say("overview_map_note"), *belonging, _foot(view)]
    words = Words(title, said, view.language, view.edition["shown_decimals"])
    fifths = view.fetch(tile_queries.rank_fifths)
    figure = charts_map.tile_map(tiles, islands, fifths, words, view.palette, view.own_code)
    alt = charts_map.tile_map_alt(tiles, islands, words, view.own_code)
    picture.draw(figure, alt, "overview_map")


def _foot(view: Overview) -> str:
    return sources.foot(view.fetch(ranking_queries.sources), view.build_id, view.language)


def table(view: Overview) -> None:
    """Draw, folded away, the table that says what strip and map show: unit, region, rank, value, colour."""
    units = view.ranking.units
    fifths = {tile["unit_code"]: tile["rank_fifth"] for tile in view.fetch(tile_queries.tiles)}
    rows = [unit | {"rank_fifth": fifths.get(unit["unit_code"])} for unit in units]
    with st.expander(view.say("overview_map_table"), icon=":material/table:"):
        title = view.ranking.title(view.language)
        tables.show(
            (_OF_MAP if fifths else _UNITS).columns(rows, view.language),
            view.palette,
            alt=view.say("overview_table_alt", title=title, list=view.say("overview_map_table"), count=len(units)),
            key="overview_units",
        )
