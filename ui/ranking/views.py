"""A ranking as a reader looks at it: which view and which units; the views of its own year, as table and map."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text import caveats, formats, headings
from text.catalogue import every_name, named, say
from text.folding import matches, search_key
from ui import export_menu, notes, picture, sources, tables
from ui.charts import distribution
from ui.charts import map as charts_map
from ui.charts.frame import Words, neighbours
from ui.charts.time_series import MOST_NAMED
from ui.choices import context, declared, pickers, several_units, within
from ui.choices.choice import Options, UnknownChoice, refuse
from ui.choices.declared import MEASURE, RANKING_UNITS, RANKING_VIEW, WITHIN
from ui.choices.url import ALL
from ui.export_menu import Caption
from ui.ranking import ranking_tables
from ui.table_description import Field, Table
from ui.visit import Visit
from warehouse.queries import editions as edition_queries
from warehouse.queries import ranking as queries
from warehouse.queries import sources as source_queries
from warehouse.queries import tile_map as tile_queries

VIEWS = ("table", "years", "two_years", "map")


@dataclass(frozen=True)
class RankingView:
    """A ranking as a reader looks at it, and what decides which of its units are shown: the unit that they lie in
    (`visit.parent`), a region and a text typed.
    """

    visit: Visit
    region: dict | None = None
    typed: str = ""

    def shown(self, units: Sequence[dict]) -> list[dict]:
        """The units that parent, region and typed text let through, in the same order."""
        wanted = search_key(self.typed)
        within = {unit["unit_code"] for unit in self.visit.units_within} if self.visit.parent else None
        return [
            unit
            for unit in units
            if (within is None or unit["unit_code"] in within)
            and (self.region is None or unit["region_code"] == self.region["region_code"])
            and (not wanted or matches(wanted, *every_name(unit, "unit_name")))
        ]

    def words(self, language: str) -> str:
        """The filter in words, as pictures, files and refusals quote it; empty when everything is shown."""
        parts = []
        if self.visit.parent:
            parts.append(say(language, "filter_within", parent=named(self.visit.parent, "parent_name", language)))
        if self.region:
            parts.append(say(language, "filter_region", region=self.visit.named(self.region, "region_name")))
        if self.typed.strip():
            parts.append(say(language, "filter_search", text=self.typed.strip()))
        return formats.listed(parts, language)

    @property
    def title(self) -> str:
        """What the ranking is called, with the filter in words where there is one."""
        return self.visit.title(filtered=self.words(self.visit.language))

    def show_table(self, table: Table, rows: Sequence[dict], key: str, alt: str, *more: str | bool) -> list[dict]:
        """Draw a table of units, each of which leads to its profile; return the rows in the order of the reader."""
        visit = self.visit
        return tables.show(
            table,
            rows,
            visit.language,
            alt=alt,
            key=key,
            is_own=visit.is_own,
            leads=visit.profile_address,
            seen=visit.seen(*self.codes, *more),
        )

    @property
    def codes(self) -> tuple[str, str]:
        """Region and typed text, which decide what is shown."""
        return self.region["region_code"] if self.region else ALL, self.typed

    def show(self, draw: Callable[[], None], name: str, *more: str | int | tuple | None) -> None:
        """Show a chart that depends on this view and on `more`, drawn once for all who look so."""
        self.visit.show(draw, name, *self.codes, *more)

    def cited(self, years: Sequence[dict]) -> list[dict]:
        """The sources behind the rows of `queries.time_series.measured_editions`, newest year first, each once."""
        cited: dict[tuple, dict] = {}
        for year in reversed(years):
            keys = (year["edition_code"], year["edition_indicator_code"])
            if year["edition_indicator_code"]:
                for source in self.visit.fetch_of(source_queries.of_measure, *keys):
                    cited.setdefault((source["source_address"], source["document_number"]), source)
        return list(cited.values())

    def picture(
        self, title: str, remarks: Sequence[str], cited: list[dict], heading: str = "", reading: str = ""
    ) -> Words:
        """What a picture says beside its marks: its title with the filter, its caveats, its sources."""
        filtered = self.words(self.visit.language)
        foot = [*remarks, sources.foot(cited, self.visit.build_id, self.visit.language)]
        named_title = f"{title} · {filtered}" if filtered else title
        return self.visit.words(named_title, foot, heading, reading)


def pick(visit: Visit) -> RankingView | None:
    """Draw all pickers of a ranking; None, after a sentence, when index, edition or measure is not there."""
    begun = context.begin(visit, by_measure=True)
    if begun is None:
        return None
    visit, grid = begun
    regions = {
        row["region_code"]: row for row in sorted(visit.units, key=lambda row: row["unit_code"]) if row["region_code"]
    }
    labels = {ALL: visit.say("all_regions")}
    labels |= {code: visit.named(row, "region_name") for code, row in regions.items()}
    region = grid.offer(declared.REGION, Options(labels, ALL))
    visit = within.pick(context.pick_unit(visit, grid), grid)
    context.settle(visit, grid)
    return RankingView(visit, regions.get(region), declared.SEARCH.requested or "")


def offer(visit: Visit) -> str:
    """Draw the choice of view, with the search beside it, and the way to other units; return the view in force."""
    language = visit.language
    labels = {code: say(language, f"ranking_view_{code}") for code in VIEWS}
    row = st.container(horizontal=True, vertical_alignment="bottom", key="tools")
    view = pickers.switch(declared.RANKING_VIEW, Options(labels, VIEWS[0]), language, row)
    pickers.search(declared.SEARCH, language, row, width=280, is_labelled=False)
    with row:
        within.offer_other(visit)
    return view


def row_of_pickers() -> DeltaGenerator:
    """A row for the pickers of one view."""
    return st.container(horizontal=True, vertical_alignment="bottom")


def list_sources(cited: Sequence[dict], language: str) -> None:
    """Name the sources of several years: many, so behind a fold that counts them."""
    with st.expander(notes.literal(say(language, "series_sources", count=len(cited)))):
        notes.show(sources.each_linked(cited, language))


LEADERS = 3


def pick_named_units(
    view: RankingView, units: Sequence[dict], ranked: Sequence[str], place: DeltaGenerator
) -> list[str]:
    """Draw the picker of further units to colour in `place`; the codes of all coloured ones, most important first.

    `units` are those shown, `ranked` their codes in the order of the ranking: beside the own unit its neighbours stand
    out, without one the leaders. A code of the address that is not in the cohort is quoted, a unit that has left it is
    named; one that the filter hides stays in the address.
    """
    visit, own = view.visit, view.visit.unit_code
    cohort = {unit["unit_code"]: unit for unit in (*visit.units, *units)}
    names = {unit["unit_code"]: visit.named(unit) for unit in units}
    asked = several_units.requested_units(RANKING_UNITS, cohort) or several_units.RequestedUnits([], [], [])
    _tell_unknown_units(asked, visit)
    chosen = [code for code in asked.codes if code in names and code != own]
    several_units.offer(
        RANKING_UNITS,
        place,
        "series_units",
        names,
        chosen,
        visit.language,
        others=sorted((code for code in names if code not in (*chosen, own)), key=names.__getitem__),
        width=240,
        is_full=len(chosen) + (own in names) >= MOST_NAMED,
    )
    several_units.keep(RANKING_UNITS, asked, cohort)
    first = [own] if own and own in names else []
    is_among = own in ranked and visit.is_ranked_whole
    beside = neighbours(ranked, ranked.index(own)) if is_among else ranked[:LEADERS]
    return list(dict.fromkeys([*first, *chosen, *beside]))


def _tell_unknown_units(asked: several_units.RequestedUnits, visit: Visit) -> None:
    cohort = visit.named(visit.edition, "cohort_name")
    if asked.strangers:
        strangers = formats.listed(asked.strangers, visit.language)
        refuse(UnknownChoice(RANKING_UNITS.unknown, asked=strangers, cohort=cohort), visit.language)
    if asked.left:
        left = formats.listed(asked.left, visit.language)
        refuse(UnknownChoice(RANKING_UNITS.left, units=left, cohort=cohort), visit.language)


MOST_BARS = 150  # more of them are a wall that nobody reads, and take a browser seconds


class YearView:
    """A ranking in its own year; `comparing` are the caveats on its changes."""

    def __init__(self, view: RankingView, comparing: Sequence[str]):
        self.view, self.visit, self.comparing = view, view.visit, list(comparing)
        visit, language = view.visit, view.visit.language
        self.shown = view.shown(visit.units)
        self.cited = visit.fetch(source_queries.of_measure, visit.measure_code)
        values = ranking_tables.Values(visit.frame(queries.main_values))
        self.how = caveats.series(visit.units, visit.summary, language)
        self.how += [note for note in caveats.inferred(values.bases, language) if note not in self.how]
        self.words = view.picture(visit.title(), self.how, self.cited, visit.say("ranking_bars_heading"))
        self.table = ranking_tables.one_year(
            visit.units,
            visit.fetch(edition_queries.measures),
            values,
            visit.summary["mean_value"],
            is_within=visit.parent is not None,
        )

    def draw_table(self) -> None:
        """The table over the whole width, and below it bars."""
        self._draw_rows()
        self.view.show(self._draw_bars, "ranking_chart")

    def draw_map(self) -> None:
        """The map of the whole cohort, or of the provinces that its units lie in, the table beside it; a sentence for a
        cohort without a map.
        """
        visit = self.visit
        tiles = visit.fetch(tile_queries.tiles, visit.measure_code)
        chart, beside = st.columns([3, 2], gap="large")
        with chart:
            if parents := [] if tiles else tiles_of(visit):
                draw_parent_map(visit, parents)
            elif not tiles:
                st.info(visit.say("series_map_none"))
            else:
                self.view.show(lambda: self._draw_tiles(tiles), "ranking_map")
                if len(self.shown) < len(tiles):
                    notes.quiet(visit.say("series_map_filter"))
        with beside:
            self._draw_rows(brief=True)

    def _draw_rows(self, brief: bool = False) -> None:
        visit = self.visit
        screen = [column for column in self.table.screen if not brief or _name(column) in ranking_tables.BRIEF]
        alt = visit.say("table_alt", title=self.view.title, count=len(self.shown))
        in_order = self.view.show_table(replace(self.table, screen=screen), self.shown, "ranking", alt, brief)
        told = self.comparing + self.how
        export_menu.offer(
            self.table,
            in_order,
            visit.units,
            export_menu.facts(
                Caption(visit.edition, visit.title()), self.view, visit.build_id, self.cited, told, visit.language
            ),
            visit.file_stem(visit.say("file_ranking"), is_measured=True),
            visit.language,
        )

    def _draw_bars(self) -> None:
        rows, mean = [unit for unit in self.shown if unit["value"] is not None], self.visit.summary["mean_value"]
        if len(rows) > MOST_BARS:
            notes.quiet(self.visit.say("ranking_too_many_bars", count=len(rows), most=MOST_BARS))
        elif rows:
            words = replace(self.words, heading=self._found(rows) or self.words.heading)
            figure = distribution.ranked_bars(rows, words, self.visit.palette, self.visit.unit_code, mean)
            picture.draw(figure, distribution.ranked_bars_alt(rows, words), "ranking_chart")
        else:
            st.info(self.visit.say("no_values_chart"))

    def _found(self, rows: Sequence[dict]) -> str:
        """What the bars are headed with: how far the own unit is from its neighbours, without one the first from the
        last.
        """
        own = next((unit for unit in rows if self.visit.is_own(unit)), None)
        if own:
            return headings.beside_neighbours(own, rows, self.visit.language)
        return headings.first_and_last(rows, self.visit.language) if self.visit.is_ranked_whole else ""

    def _draw_tiles(self, tiles: Sequence[dict]) -> None:
        visit = self.visit
        islands = visit.fetch_of(tile_queries.islands, tiles[0]["unit_system"])
        fifths = visit.fetch(tile_queries.rank_fifths, visit.measure_code)
        shown = {unit["unit_code"] for unit in self.shown}
        faded = [tile["unit_code"] for tile in tiles if tile["unit_code"] not in shown]
        words = replace(self.words, heading=visit.say("overview_map_heading"), reading=visit.say("overview_map_note"))
        figure = charts_map.tile_map(tiles, islands, fifths, words, visit.palette, visit.unit_code, faded)
        alt = charts_map.tile_map_alt(tiles, islands, words, visit.unit_code)
        picture.draw(figure, alt, "ranking_map")


def _name(column: Field | str) -> str:
    return column if isinstance(column, str) else column.key or column.name


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
    return visit.fetch(tile_queries.parent_tiles, visit.measure_code)


def draw_parent_map(visit: Visit, tiles: Sequence[dict]) -> None:
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
    islands = visit.fetch_of(tile_queries.islands, system)
    fifths = visit.fetch(tile_queries.rank_fifths, visit.measure_code)
    figure = charts_map.tile_map(
        tiles, islands, fifths, replace(words, address=_address(visit, system)), visit.palette, own_code,
        tell=charts_map.median_and_fifths,
    )  # fmt: skip
    alt = visit.say("parent_map_alt", title=words.title, count=len(tiles))
    belonging = charts_map.islands_in_words(tiles, islands, visit.language)
    picture.draw(figure, " ".join([alt, *belonging]), "parent_map")
