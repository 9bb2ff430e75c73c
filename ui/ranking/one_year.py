"""The views of a ranking in its own year: the ranked table with bars, or with the tile map."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from text import caveats
from text.catalogue import say
from ui import data, export_menu, notes, picture, sources, tables
from ui.charts import map as charts_map
from ui.charts import ranked_bars
from ui.charts.frame import Words
from ui.ranking import ranking_tables
from ui.ranking.views import Reading
from warehouse.queries import editions as edition_queries
from warehouse.queries import ranking as queries
from warehouse.queries import tile_map as tile_queries


class YearView:
    """One year's ranking: `summary` of its cohort, `comparing` the caveats on its changes."""

    def __init__(self, reading: Reading, summary: dict, comparing: Sequence[str]):
        self.reading, self.summary, self.comparing = reading, summary, list(comparing)
        ranking, language = reading.ranking, reading.language
        self.shown = reading.selection.shown(ranking.units)
        self.cited = data.fetch(queries.sources, reading.build_id, *ranking.keys).to_dicts()
        measures = data.fetch(edition_queries.measures, reading.build_id, *ranking.keys[:3]).to_dicts()
        values = ranking_tables.by_unit(data.fetch(queries.main_values, reading.build_id, *ranking.keys[:3]))
        beside = {value["value_basis"] for value in values.values()}
        self.how = caveats.series(ranking.units, summary, language)
        self.how += [note for note in caveats.inferred(beside, language) if note not in self.how]
        self.words = reading.words(ranking.title(language), self.how, self.cited)
        self.table = ranking_tables.one_year(ranking.units, measures, values, reading.palette, reading.own_code)

    def draw_table(self) -> None:
        """The table over the whole width; below it bars, and where the figures come from."""
        self._draw_rows()
        chart, beside = st.columns([3, 2], gap="large")
        with chart:
            self.reading.show(self._draw_bars, "ranking_chart")
        with beside:
            self._draw_sources()

    def draw_map(self) -> None:
        """The map of the whole cohort, the table beside it; a sentence for a cohort without a map."""
        reading = self.reading
        tiles = data.fetch(tile_queries.tiles, reading.build_id, *reading.ranking.keys).to_dicts()
        chart, beside = st.columns([3, 2], gap="large")
        with chart:
            if not tiles:
                st.info(say(reading.language, "history_map_none"))
            else:
                reading.show(lambda: self._draw_tiles(tiles), "ranking_map")
                if len(self.shown) < len(tiles):
                    notes.quiet(say(reading.language, "history_map_filter"))
        with beside:
            self._draw_rows(brief=True)
            self._draw_sources()

    def _draw_rows(self, brief: bool = False) -> None:
        reading, ranking = self.reading, self.reading.ranking
        reading.show(lambda: self._draw_columns(brief), "ranking_table", brief)
        told = self.comparing + self.how
        export_menu.offer(
            self.table,
            self.shown,
            ranking.units,
            export_menu.facts(ranking, reading.selection, reading.build_id, self.cited, told, reading.language),
            ranking.file_stem(say(reading.language, "file_ranking")),
            reading.language,
        )

    def _draw_columns(self, brief: bool) -> None:
        """The table of the units shown, the reader's own one highlighted; a brief one stops at the value."""
        reading = self.reading
        title = reading.ranking.title(reading.language, reading.selection.words(reading.language))
        columns = self.table.columns(self.shown, reading.language)
        tables.show(
            [column for column in columns if not brief or column.key in ranking_tables.BRIEF],
            reading.palette,
            alt=say(reading.language, "table_alt", title=title, count=len(self.shown)),
            key="ranking",
            own_row=reading.own_row(self.shown),
        )

    def _draw_sources(self) -> None:
        language = self.reading.language
        st.header(say(language, "sources_title"), anchor=False)
        missing = caveats.missing_units(self.reading.ranking.units, language)
        notes.show(self.how + caveats.means(self.summary, language) + missing)
        notes.show([sources.linked(source, language) for source in self.cited])

    def _draw_bars(self) -> None:
        rows, mean = [unit for unit in self.shown if unit["value"] is not None], self.summary["mean_value"]
        if rows:
            picture.draw(*_bars(rows, self.words, self.reading, mean), "ranking_chart")
        else:
            st.info(say(self.reading.language, "no_values_chart"))

    def _draw_tiles(self, tiles: Sequence[dict]) -> None:
        reading = self.reading
        islands = data.fetch(tile_queries.islands, reading.build_id, tiles[0]["unit_system"]).to_dicts()
        fifths = data.fetch(tile_queries.rank_fifths, reading.build_id, *reading.ranking.keys).to_dicts()
        shown = {unit["unit_code"] for unit in self.shown}
        faded = [tile["unit_code"] for tile in tiles if tile["unit_code"] not in shown]
        figure = charts_map.tile_map(tiles, islands, fifths, self.words, reading.palette, reading.own_code, faded)
        alt = charts_map.tile_map_alt(tiles, islands, self.words, reading.own_code)
        picture.draw(figure, alt, "ranking_map")


def _bars(rows: list[dict], words: Words, reading: Reading, mean: Decimal | None) -> tuple[object, str]:
    figure = ranked_bars.ranked_bars(rows, words, reading.palette, reading.own_code, mean)
    return figure, ranked_bars.ranked_bars_alt(rows, words)
