"""The distribution and the tile map of the overview, with their words and the table that says the same."""

from dataclasses import replace

import streamlit as st

from text import formats
from ui import notes, picture, sources, tables
from ui.charts import distribution as charts_distribution
from ui.charts import map as charts_map
from ui.charts.frame import Words
from ui.table_description import Field, Row, Table
from ui.visit import Visit
from warehouse.queries import overview as queries
from warehouse.queries import ranking as ranking_queries
from warehouse.queries import tile_map as tile_queries


def _value(unit: Row, language: str) -> str:
    return formats.value(unit["value"], language, unit["value_decimals"])


# Rows of `mart.unit_ranking`, with the fifth of the map where there is one.
_UNITS = Table(None, ["unit_name", "rank", Field("value", shown=_value)], keeps_first=True)
_OF_MAP = replace(
    _UNITS, screen=[*_UNITS.screen, Field("rank_fifth", title="overview_map_column_fifth"), "region_name"]
)


def distribution(visit: Visit) -> None:
    """Draw the strip of all units with a value, or say why there is none."""
    rows = [unit for unit in visit.units if unit["value"] is not None]
    if len(rows) < 2:
        notes.quiet(visit.say("overview_one_value" if rows else "overview_no_values"))
        return
    spread = next(iter(visit.fetch(queries.spread, visit.measure_code)), None)
    note = visit.say("overview_strip_note")
    if spread is None:
        known = formats.rank(len(rows), visit.edition["cohort_size"])
        note = visit.say("overview_strip_note_partial", known=known)
    title = visit.say("overview_strip_title", title=visit.title())
    words = Words(title, [note, _foot(visit)], visit.language, visit.edition["shown_decimals"])
    mean = visit.summary["mean_value"]
    figure = charts_distribution.distribution_strip(rows, words, visit.palette, visit.unit_code, spread, mean)
    alt = charts_distribution.distribution_strip_alt(rows, words, visit.unit_code)
    picture.draw(figure, alt, "overview_strip")


def tile_map(visit: Visit) -> None:
    """Draw the map of a cohort of provinces; ministries have none, and it says so."""
    tiles = visit.fetch(tile_queries.tiles, visit.measure_code)
    if not tiles:
        notes.quiet(visit.say("overview_map_none"))
        return
    islands = visit.fetch_of(tile_queries.islands, tiles[0]["unit_system"])
    title = visit.say("overview_map_title", title=visit.title())
    belonging = charts_map.islands_in_words(tiles, islands, visit.language)
    said = [visit.say("overview_map_note"), *belonging, _foot(visit)]
    words = Words(title, said, visit.language, visit.edition["shown_decimals"])
    fifths = visit.fetch(tile_queries.rank_fifths, visit.measure_code)
    figure = charts_map.tile_map(tiles, islands, fifths, words, visit.palette, visit.unit_code)
    alt = charts_map.tile_map_alt(tiles, islands, words, visit.unit_code)
    picture.draw(figure, alt, "overview_map")


def _foot(visit: Visit) -> str:
    return sources.foot(visit.fetch(ranking_queries.sources, visit.measure_code), visit.build_id, visit.language)


def table(visit: Visit) -> None:
    """Draw, folded away, the table that says what strip and map show: unit, region, rank, value, colour."""
    units = visit.units
    fifths = {tile["unit_code"]: tile["rank_fifth"] for tile in visit.fetch(tile_queries.tiles, visit.measure_code)}
    rows = [unit | {"rank_fifth": fifths.get(unit["unit_code"])} for unit in units]
    with st.expander(visit.say("overview_map_table"), icon=":material/table:"):
        title = visit.title()
        tables.show(
            (_OF_MAP if fifths else _UNITS).columns(rows, visit.language),
            visit.palette,
            alt=visit.say("overview_table_alt", title=title, list=visit.say("overview_map_table"), count=len(units)),
            key="overview_units",
        )
