"""The views of a ranking in its own year: the ranked table with bars, or with the tile map."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from text import caveats
from ui import export_menu, notes, picture, sources, tables
from ui.charts import distribution
from ui.charts import map as charts_map
from ui.charts.frame import Words
from ui.export_menu import Caption
from ui.ranking import ranking_tables
from ui.ranking.views import RankingView
from ui.visit import Visit
from warehouse.queries import editions as edition_queries
from warehouse.queries import ranking as queries
from warehouse.queries import tile_map as tile_queries


class YearView:
    """A ranking in its own year; `comparing` are the caveats on its changes."""

    def __init__(self, view: RankingView, comparing: Sequence[str]):
        self.view, self.visit, self.comparing = view, view.visit, list(comparing)
        visit, language = view.visit, view.visit.language
        self.shown = view.shown(visit.units)
        self.cited = visit.fetch(queries.sources, visit.measure_code)
        values = ranking_tables.by_unit(visit.frame(queries.main_values))
        beside = {value["value_basis"] for value in values.values()}
        self.how = caveats.series(visit.units, visit.summary, language)
        self.how += [note for note in caveats.inferred(beside, language) if note not in self.how]
        self.words = view.picture(visit.title(), self.how, self.cited)
        self.table = ranking_tables.one_year(
            visit.units, visit.fetch(edition_queries.measures), values, visit.palette, visit.unit_code
        )

    def draw_table(self) -> None:
        """The table over the whole width; below it bars, and where the figures come from."""
        self._draw_rows()
        chart, beside = st.columns([3, 2], gap="large")
        with chart:
            self.view.show(self._draw_bars, "ranking_chart")
        with beside:
            self._draw_sources()

    def draw_map(self) -> None:
        """The map of the whole cohort, the table beside it; a sentence for a cohort without a map."""
        visit = self.visit
        tiles = visit.fetch(tile_queries.tiles, visit.measure_code)
        chart, beside = st.columns([3, 2], gap="large")
        with chart:
            if not tiles:
                st.info(visit.say("series_map_none"))
            else:
                self.view.show(lambda: self._draw_tiles(tiles), "ranking_map")
                if len(self.shown) < len(tiles):
                    notes.quiet(visit.say("series_map_filter"))
        with beside:
            self._draw_rows(brief=True)
            self._draw_sources()

    def _draw_rows(self, brief: bool = False) -> None:
        visit = self.visit
        self.view.show(lambda: self._draw_columns(brief), "ranking_table", brief)
        told = self.comparing + self.how
        export_menu.offer(
            self.table,
            self.shown,
            visit.units,
            export_menu.facts(
                Caption(visit.edition, visit.title()), self.view, visit.build_id, self.cited, told, visit.language
            ),
            visit.file_stem(visit.say("file_ranking"), visit.measure_code),
            visit.language,
        )

    def _draw_columns(self, brief: bool) -> None:
        """The table of the units shown, the reader's own one highlighted; a brief one stops at the value."""
        visit = self.visit
        columns = self.table.columns(self.shown, visit.language)
        tables.show(
            [column for column in columns if not brief or column.key in ranking_tables.BRIEF],
            visit.palette,
            alt=visit.say("table_alt", title=self.view.title, count=len(self.shown)),
            key="ranking",
            own_row=visit.own_row(self.shown),
        )

    def _draw_sources(self) -> None:
        visit, language = self.visit, self.visit.language
        st.header(visit.say("sources_title"), anchor=False)
        missing = caveats.missing_units(visit.units, language)
        notes.show(self.how + caveats.means(visit.summary, language) + missing)
        notes.show([sources.linked(source, language) for source in self.cited])

    def _draw_bars(self) -> None:
        rows, mean = [unit for unit in self.shown if unit["value"] is not None], self.visit.summary["mean_value"]
        if rows:
            picture.draw(*_bars(rows, self.words, self.visit, mean), "ranking_chart")
        else:
            st.info(self.visit.say("no_values_chart"))

    def _draw_tiles(self, tiles: Sequence[dict]) -> None:
        visit = self.visit
        islands = visit.fetch_of(tile_queries.islands, tiles[0]["unit_system"])
        fifths = visit.fetch(tile_queries.rank_fifths, visit.measure_code)
        shown = {unit["unit_code"] for unit in self.shown}
        faded = [tile["unit_code"] for tile in tiles if tile["unit_code"] not in shown]
        figure = charts_map.tile_map(tiles, islands, fifths, self.words, visit.palette, visit.unit_code, faded)
        alt = charts_map.tile_map_alt(tiles, islands, self.words, visit.unit_code)
        picture.draw(figure, alt, "ranking_map")


def _bars(rows: list[dict], words: Words, visit: Visit, mean: Decimal | None) -> tuple[object, str]:
    figure = distribution.ranked_bars(rows, words, visit.palette, visit.unit_code, mean)
    return figure, distribution.ranked_bars_alt(rows, words)
