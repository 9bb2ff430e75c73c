"""The cohort on the overview: how its units spread, its map and the table of both, who leads and who moved most."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text import caveats, formats, headings
from text.answer import cell_value
from text.catalogue import say
from ui import export_menu, notes, picture, sources, tables
from ui.charts import distribution as charts_distribution
from ui.charts import map as charts_map
from ui.ranking import ranking_tables
from ui.table_description import Field, Row, Table
from ui.visit import Visit
from warehouse.queries import overview as queries
from warehouse.queries import sources as source_queries
from warehouse.queries import tile_map as tile_queries


def _value(unit: Row, language: str) -> str:
    return formats.value(unit["value"], language, unit["value_decimals"])


_FIGURES = ("unit_name", "rank", Field("value", shown=_value))
_FIFTH = (Field("rank_fifth", title="overview_map_column_fifth"), "region_name")
_IN_FILE = ("unit_code", "unit_name", "period_code", "indicator_code", "rank", "cohort_size", _FIGURES[-1])
# Rows of `mart.unit_ranking`, with the fifth of the map where there is one.
_UNITS = Table("overview_map_table", _FIGURES, _IN_FILE, keeps_first=True)
_OF_MAP = replace(_UNITS, screen=[*_FIGURES, *_FIFTH], file=[*_IN_FILE, *_FIFTH])


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
    heading = visit.say("overview_strip_heading", count=len(rows))
    if spread and visit.unit:
        heading = headings.in_cohort(visit.unit, spread, visit.language)
    words = visit.words(title, [_foot(visit)], heading, note)
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
    words = visit.words(title, [*belonging, _foot(visit)], _beside_region(visit), visit.say("overview_map_note"))
    fifths = visit.fetch(tile_queries.rank_fifths, visit.measure_code)
    figure = charts_map.tile_map(tiles, islands, fifths, words, visit.palette, visit.unit_code)
    alt = charts_map.tile_map_alt(tiles, islands, words, visit.unit_code)
    picture.draw(figure, alt, "overview_map")


def _beside_region(visit: Visit) -> str:
    """What the map is headed with: how the own unit stands to the mean of its region, where that is known."""
    for gap in visit.fetch(queries.gaps, visit.measure_code):
        if visit.unit and gap["unit_code"] == visit.unit_code and gap["benchmark_kind"] == "region":
            return headings.against_region(visit.unit, gap, visit.language)
    return visit.say("overview_map_heading")


def _foot(visit: Visit) -> str:
    return sources.foot(visit.fetch(source_queries.of_measure, visit.measure_code), visit.build_id, visit.language)


def units_table(visit: Visit) -> list[dict]:
    """Draw, folded away, the table that says what strip and map show (unit, region, rank, value, colour); its rows."""
    table, rows = _mapped(visit)
    with st.expander(visit.say("overview_map_table"), icon=":material/table:"):
        title = visit.title()
        return tables.show(
            table,
            rows,
            visit.language,
            alt=visit.say("overview_table_alt", title=title, list=visit.say("overview_map_table"), count=len(rows)),
            key="overview_units",
            is_own=visit.is_own,
            leads=visit.profile_address,
            seen=visit.seen(),
        )


def offer_units(visit: Visit, in_order: list[dict]) -> None:
    """Offer the same table as files, `in_order` its rows as they are shown."""
    table, rows = _mapped(visit)
    told = export_menu.facts(
        export_menu.Caption(visit.edition, visit.title()),
        None,
        visit.build_id,
        visit.fetch(source_queries.of_measure, visit.measure_code),
        caveats.series(visit.units, visit.summary, visit.language),
        visit.language,
    )
    files = visit.file_stem(visit.say("overview_map_file"), is_measured=True)
    export_menu.offer(table, in_order, rows, told, files, visit.language, key="overview_map_files")


def _mapped(visit: Visit) -> tuple[Table, list[dict]]:
    fifths = {tile["unit_code"]: tile["rank_fifth"] for tile in visit.fetch(tile_queries.tiles, visit.measure_code)}
    rows = [unit | {"rank_fifth": fifths.get(unit["unit_code"])} for unit in visit.units]
    return (_OF_MAP if fifths else _UNITS), rows


SHORT = 5
_LIST_WIDTH = 250


def draw_lists(visit: Visit) -> None:
    """Draw both kinds of lists; each row leads to its unit, the reader's own one stands out."""
    standings(visit)
    movers(visit)


def standings(visit: Visit) -> None:
    """Draw the leaders and the last ones; all units where they are few; the best ranks known where some are not."""
    lists = standing_lists(visit)
    if not lists:
        notes.quiet(visit.say("overview_no_ranks"))
        return
    grid = st.grid(len(lists), min_column_width=_LIST_WIDTH)
    for key, units in lists.items():
        _list(visit, grid.container(gap="small"), key, _STANDINGS, units)
    if not visit.is_ranked_whole:
        known = formats.rank(visit.summary["rank_count"], visit.edition["cohort_size"])
        notes.quiet(visit.say("overview_lasts_unknown", known=known))


def movers(visit: Visit) -> None:
    """Draw who rose and who fell most; across cohorts only the restated moves."""
    lists = moved_lists(visit)
    if not lists:
        first = visit.edition["previous_period_code"] is None
        notes.quiet(visit.say("overview_no_moves_first" if first else "overview_no_moves"))
        return
    grid = st.grid(2, min_column_width=_LIST_WIDTH)
    for key, units in lists.items():
        _list(visit, grid.container(gap="small"), key, _MOVES, units)


def standing_lists(visit: Visit) -> dict[str, list[dict]]:
    """Units by the key of their list's title; none while nobody has a rank."""
    ranked = [unit for unit in visit.units if unit["rank"] is not None]
    if not ranked:
        return {}
    if not visit.is_ranked_whole:
        return {"overview_leaders_known": ranked[:SHORT]}
    if len(ranked) <= 2 * SHORT:
        return {"overview_all_units": ranked}
    return {"overview_leaders": ranked[:SHORT], "overview_lasts": ranked[-SHORT:]}


def moved_lists(visit: Visit) -> dict[str, list[dict]]:
    """The same for those who rose and fell most."""
    rows = visit.fetch(queries.movers, visit.measure_code, SHORT)
    kind = "_restated" if rows and rows[0]["places_moved_basis"] == "restated" else ""
    lists = {
        f"overview_{way}{kind}": [row for row in rows if row["is_gain"] == is_gain]
        for way, is_gain in (("up", True), ("down", False))
    }
    return {key: units for key, units in lists.items() if units}


def move_caveats(visit: Visit) -> list[str]:
    """What to know about the moves; nothing where there are none."""
    row = next(iter(visit.fetch(queries.movers, visit.measure_code, SHORT)), None)
    if row is None:
        return []
    told = caveats.crossing(row, visit.edition, visit.previous, visit.language)
    if row["places_moved_basis"] == "restated":
        before = visit.period(row, "previous")
        told.append(visit.say("overview_restated_note", year=before, size=visit.edition["cohort_size"]))
    [moves] = visit.fetch(queries.movements, visit.measure_code)
    unknown = len(visit.units) - moves["known_count"]
    return told + ([visit.say("overview_moves_unknown", count=unknown)] if unknown else [])


def _places(unit: Row, language: str) -> str:
    moved = unit["places_moved"]
    cell = say(language, "cell_places_up" if moved > 0 else "cell_places_down", count=abs(moved))
    return say(language, "cell_published", cell=cell) if unit["places_moved_basis"] == "published" else cell


# Rows of `mart.unit_ranking`, and of `queries.movers`.
_STANDINGS = Table(
    "sheet_rows", ["unit_name", "rank", Field("value", shown=cell_value, needs=("value",))], keeps_first=True
)
_MOVED = Field("places_moved", title="column_places", shown=_places, format="places", key="places_gained")
_MOVES = Table("sheet_rows", ["unit_name", _MOVED, "rank"], keeps_first=True)


def _list(visit: Visit, place: DeltaGenerator, key: str, table: Table, units: Sequence[dict]) -> None:
    title = visit.say(key)
    with place:
        st.markdown(notes.bold(title))
        tables.show(
            table,
            units,
            visit.language,
            alt=visit.say("overview_table_alt", title=visit.title(), list=title, count=len(units)),
            key=key,
            is_own=visit.is_own,
            leads=visit.profile_address,
            can_sort=False,
            seen=visit.seen(),
        )


@dataclass(frozen=True)
class _Listed:
    """Which lists the units stand in, as files quote it."""

    told: str

    def words(self, language: str) -> str:
        """The lists, in the language that they were named in."""
        return self.told


def offer_files(visit: Visit) -> None:
    """Offer rank, value, changes and sources of the units listed, each once and best first, and of all units."""
    units = visit.units
    lists = {**standing_lists(visit), **moved_lists(visit)}
    listed = {unit["unit_code"] for rows in lists.values() for unit in rows}
    names = formats.listed((visit.say(key) for key in lists), visit.language)
    told = caveats.series(units, visit.summary, visit.language) + move_caveats(visit)
    export_menu.offer(
        ranking_tables.UNITS,
        [unit for unit in units if unit["unit_code"] in listed] or units,
        units,
        export_menu.facts(
            export_menu.Caption(visit.edition, visit.title()),
            _Listed(visit.say("overview_units_listed", lists=names) if lists else ""),
            visit.build_id,
            visit.fetch(source_queries.of_measure, visit.measure_code),
            told,
            visit.language,
        ),
        visit.file_stem(visit.say("overview_units_file"), is_measured=True),
        visit.language,
        key="overview_units_files",
    )
