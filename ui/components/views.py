"""What the components page shows of one unit: the list or the heat map, and the main indicators with their bars."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.roles import ANALYST
from text import components as sentences
from text.catalogue import named, say
from text.components import count_of
from text.periods import period
from ui import access, answer_head, export_menu, notes, picture, sources, tables
from ui.charts import status
from ui.charts.frame import Words
from ui.charts.main_indicators import derived
from ui.choices import declared, url
from ui.choices.choice import UnknownChoice, refuse
from ui.choices.url import ALL
from ui.components import component_tables
from ui.components.choices import ComponentFilter, ComponentList, status_of
from ui.table_description import Table
from ui.visit import Visit
from warehouse.queries import components as queries
from warehouse.queries import plans as plan_queries

_LONGEST_FILTER = 300


@dataclass(frozen=True)
class Shown:
    """A unit's components, those that the filter lets through, the sources they come from, and how to show them."""

    listed: ComponentList
    chosen: ComponentFilter
    cited: list[dict]
    tools: DeltaGenerator | None = None

    @property
    def visit(self) -> Visit:
        """What the reader sees under."""
        return self.listed.visit

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.visit.language

    @cached_property
    def rows(self) -> list[dict]:
        """The components shown."""
        return self.chosen.shown(self.listed.rows)

    def show(self, draw: Callable[[], None], name: str) -> None:
        """Show a chart of the components that the filter lets through, drawn once for all who filter so."""
        self.visit.show(draw, name, *self.chosen.codes)

    @cached_property
    def stakes(self) -> list[dict]:
        """What the components shown lost, a row of `queries.stakes` per main indicator."""
        codes = ",".join(row["indicator_code"] for row in self.rows)
        return self.visit.fetch(queries.stakes, self.listed.unit["unit_code"], codes)

    def address(self, row: dict) -> str:
        """Where a component leads: to what is known of it."""
        return self.visit.address("components", self.listed.unit, component=row["indicator_code"])

    @property
    def seen(self) -> tuple:
        """Everything that a table of the components depends on that the filter lets through."""
        return self.visit.seen(*self.chosen.codes)

    @property
    def found(self) -> list[str]:
        """What was found in the documents when the components were read from them, in their language."""
        return [note for source in self.cited for note in (source["notes"] or "").splitlines()]

    @property
    def caveats(self) -> list[str]:
        """Doubts, caveats and what was found in the documents, for files of statuses."""
        doubts = sentences.doubts(self.listed.mains, self.listed.rows, self.language)
        return doubts + sentences.caveats(self.listed.rows, self.language) + self.found

    def picture(
        self, name: str, notes: list[str], reading: str = "", filtered: str = "", heading: str = ""
    ) -> Words:
        """What a picture of this unit says beside its marks, and the filter in words where it shows a part."""
        title = self.visit.say(f"components_{name}_title", **self.listed.names)
        title += f" · {filtered}" if filtered else ""
        foot = sources.foot(self.cited, self.visit.build_id, self.language)
        heading = heading or self.visit.say(f"components_{name}_heading")
        rest = {"view": "list", "reason": ALL, "agency": ALL, "q": ""}
        address = f"{self.visit.address('components', self.listed.unit, **rest)}&"
        return Words(title, [*notes, foot], self.language, heading=heading, reading=reading, address=address)

    def offer(
        self,
        table: Table,
        rows: list[dict],
        everything: list[dict],
        kind: str,
        chosen: ComponentFilter,
        caveats: Sequence[str],
        place: DeltaGenerator | None = None,
    ) -> None:
        """Draw the menu of files of one table in its `place`; `caveats` is what its reader must know."""
        about = export_menu.Caption(self.visit.edition, self.listed.title)
        facts = export_menu.facts(about, chosen, self.visit.build_id, self.cited, list(caveats), self.language)
        stem = self.listed.file_stem(self.visit.say(f"components_{kind}"))
        export_menu.offer(table, rows, everything, facts, stem, self.language, f"export_{kind}", place=place)


EVERYTHING = ComponentFilter(None, None, None, None, "")


def narrowed(shown: Shown, rows: Sequence[dict], everything: Sequence[dict]) -> bool:
    """Say what the filter leaves of a table; False where that is nothing."""
    language, words = shown.language, notes.short(shown.chosen.words(shown.language), _LONGEST_FILTER)
    if not rows:
        st.info(notes.literal(say(language, "components_no_match", filters=words)))
    elif replace(shown.chosen, status=None).words(language):  # the status alone stands in the line of tools
        notes.quiet(say(language, "components_shown", filters=words, count=len(rows), all=len(everything)))
    return bool(rows)


def list_of(shown: Shown) -> None:
    """Draw the list under the heads of its main indicators, and the menu of its files."""
    language, listed = shown.language, shown.listed
    table = component_tables.components(listed, shown.visit.palette)
    in_order, heads = component_tables.groups(listed, shown.rows, {row["main_code"]: row for row in shown.stakes})
    shown.offer(table, in_order, listed.rows, "file", shown.chosen, shown.caveats, place=shown.tools)
    alt = say(language, "components_list_alt", title=listed.title, count=len(shown.rows))
    tables.show(
        table, in_order, language, alt=alt, key="components", leads=shown.address, groups=heads, seen=shown.seen
    )


def one(shown: Shown) -> None:
    """Draw the component that the address asks for: what is known of it, its statuses over years and units, its source.
    """
    asked = url.query_param(declared.COMPONENT.name)  # of this view alone: no later one remembers it
    if not asked:
        return
    language, visit, listed = shown.language, shown.visit, shown.listed
    row = next((row for row in listed.rows if row["indicator_code"] == asked), None)
    if row is None:
        refuse(UnknownChoice(declared.COMPONENT.unknown, asked=asked), language)
        return
    url.keep(**{declared.COMPONENT.name: asked})
    with st.container(border=True, key="component"):
        head = st.container(horizontal=True, vertical_alignment="top")
        head.header(
            notes.literal(visit.say("components_one_title", code=asked, name=visit.named(row, "indicator_name"))),
            anchor=False,
        )
        head.button(
            notes.literal(visit.say("components_one_close")),
            icon=":material/close:",
            type="tertiary",
            on_click=declared.COMPONENT.drop,
        )
        told = sentences.facts(row, listed.reason_names, language) + _beside(shown, row)
        st.markdown(notes.listed(told))
        heat = heat_of(shown)
        heat_alt = say(language, "components_heat_table_alt", title=listed.title, count=1)
        notes.quiet(visit.say("components_one_over"))
        table = component_tables.by_column(listed, heat.columns, heat.statuses, visit.palette)
        tables.show(table, [row], language, alt=heat_alt, key="component_over", seen=visit.seen(asked))
        cited = [source for source in shown.cited if row["release_code"] in source["release_codes"]]
        notes.show(sources.each_linked(cited, language))


def _beside(shown: Shown, row: dict) -> list[str]:
    """Years without points, other units that hold them, and the tasks of plans about a component that lost points."""
    if row["status"] not in ("zero", "partial"):
        return []
    visit, codes = shown.visit, row["holder_codes"] or ()
    holders = [visit.named(unit) for unit in visit.units if unit["unit_code"] in codes]
    tasks = [
        task
        for task in visit.fetch(plan_queries.tasks, row["unit_code"])
        if task["framework_code"] == row["framework_code"]
        and row["indicator_code"] in (task["component_codes"] or ())
    ]
    return sentences.beside(row, holders, tasks, shown.language)


@dataclass(frozen=True)
class Heat:
    """Statuses by column (a year of the unit, or another unit) and code of a component."""

    columns: list[str]
    statuses: dict[tuple[str, str], str]


def heat_of(shown: Shown) -> Heat:
    """The statuses over the years and units that are loaded."""
    framework = shown.visit.edition["framework_code"]
    cells = shown.visit.fetch(queries.over_years_and_units, shown.listed.unit["unit_code"], framework)
    statuses = {(_column(cell, shown.language), cell["indicator_code"]): status_of(cell) for cell in cells}
    return Heat(list(dict.fromkeys(column for column, _ in statuses)), statuses)


def heat_map(shown: Shown) -> None:
    """Draw the heat map over the years and units that are loaded, its table, and the menu of its files."""
    language, listed = shown.language, shown.listed
    heat = heat_of(shown)
    columns, statuses = heat.columns, heat.statuses
    rows = sorted(shown.rows, key=lambda row: row["indicator_position"])
    reading = [say(language, "components_one_column")] if len(columns) == 1 else []
    if any(row["status"] == "not_assessed" for row in rows):
        reading.append(say(language, "components_not_assessed"))

    table = component_tables.by_column(listed, columns, statuses, shown.visit.palette)

    def draw() -> None:
        words = shown.picture("heat", [], " ".join(reading), shown.chosen.words(language))
        figure = status.status_map(rows, columns, statuses, words, shown.visit.palette)
        alt = status.status_map_alt(rows, words)
        picture.draw(figure, alt, "components_map")

    shown.show(draw, "components_map")
    alt = say(language, "components_heat_table_alt", title=listed.title, count=len(rows))
    in_order = tables.show(table, rows, language, alt=alt, key="components_map_table", seen=shown.seen)
    everything = sorted(listed.rows, key=lambda row: row["indicator_position"])
    shown.offer(table, in_order, everything, "file_heat", shown.chosen, shown.caveats)


def _column(cell: dict, language: str) -> str:
    if cell["is_own"]:
        return say(language, "components_heat_column", year=period(cell, language))
    return named(cell, "unit_name", language)


def _most_lost(mains: Sequence[dict], language: str) -> str:
    """What the bars are headed with; empty where no points are known."""
    known = [main for main in mains if main["lost_score"] is not None]
    if not known:
        return ""
    most = max(known, key=lambda main: main["lost_score"])
    return say(language, "heading_most_lost", main=sentences.main_label(most, language))


def to_simulator(shown: Shown) -> None:
    """Link to what points of the main indicators would be worth."""
    visit = shown.visit
    address = {
        "lang": visit.language, "edition": visit.edition_code, "unit": visit.unit_param(shown.listed.unit)
    }  # fmt: skip
    st.page_link(
        "pages/simulator.py",
        label=visit.say("components_to_simulator"),
        icon=":material/tune:",
        query_params=address,
    )


def bars(shown: Shown) -> None:
    """Draw one stacked bar per main indicator that has components."""
    mains = [main for main in shown.listed.mains if main["full_count"] is not None]

    def draw() -> None:
        doubts = sentences.doubts(shown.listed.mains, shown.listed.rows, shown.language)
        told = doubts + derived(mains, shown.language)
        words = shown.picture("bars", told, heading=_most_lost(mains, shown.language))
        figure = status.status_bars(mains, words, shown.visit.palette)
        alt = status.status_bars_alt(mains, words)
        picture.draw(figure, alt, "components_bars")

    shown.visit.show(draw, "components_bars")


def mains_of(shown: Shown) -> None:
    """Draw the table of points lost per main indicator, and the menu of its files."""
    language, listed = shown.language, shown.listed
    table, starred = component_tables.mains(listed), derived(listed.mains, language)
    st.header(say(language, "components_mains_title"), anchor=False)
    alt = say(language, "components_mains_alt", title=listed.title, count=len(listed.mains))
    in_order = tables.show(table, listed.mains, language, alt=alt, key="components_mains", seen=shown.visit.seen())
    notes.show(starred)
    shown.offer(table, in_order, listed.mains, "file_mains", EVERYTHING, [*starred, *shown.caveats])


_MOST_LINKS = 12


def without_components(listed: ComponentList, cited: Sequence[dict], told: str) -> None:
    """Say that no component of a unit is loaded, and the ways on: its newest period that has some, the page to load;
    then `told`, which says what is missing.
    """
    visit, names = listed.visit, listed.names
    newest = next(iter(_of_same_name(visit, listed.unit)), None)
    lead = visit.say("components_none_way", page=visit.say("load_title"))
    if newest:
        components = count_of(newest["component_count"], visit.language)
        lead = visit.say("components_none_newest", year=visit.period(newest), components=components)
    title = visit.say("components_none_title", unit=names["unit"], year=names["year"])
    short = visit.say("components_list_title", **names)
    answer_head.show(answer_head.Head(title, lead, "", [], [], cited, short), visit.language)
    with st.container(horizontal=True, key="ways_on"):
        if newest:
            _link(visit, newest, visit.say("components_to_newest", unit=names["unit"], year=visit.period(newest)))
        if access.visitor().may(ANALYST):
            st.page_link("pages/load.py", label=visit.say("components_to_load"), icon=":material/upload_file:")
    st.info(notes.literal(told))


def why_without(listed: ComponentList) -> str:
    """That only main indicators are loaded of a unit, or nothing at all."""
    key = "components_only_mains" if listed.mains else "components_nothing"
    return listed.visit.say(key, unit=listed.names["unit"], year=listed.names["year"])


def _of_same_name(visit: Visit, unit: dict) -> list[dict]:
    """The editions in which a unit of this name has components, the newest first; none where several units of the
    edition have the name, as communes do.
    """
    if sum(row["unit_name_vi"] == unit["unit_name_vi"] for row in visit.units) > 1:
        return []
    return [row for row in visit.fetch(queries.loaded_units) if row["unit_name_vi"] == unit["unit_name_vi"]]


_MOST_LINKS = 12


def offer_loaded(visit: Visit) -> None:
    """Link to the units whose components are loaded, those of this edition first."""
    units = visit.fetch(queries.loaded_units)
    if not units:
        st.markdown(visit.say("components_loaded_none"))
        return
    st.markdown(visit.say("components_loaded"))
    for unit in units[:_MOST_LINKS]:
        label = visit.say(
            "components_loaded_unit",
            unit=visit.named(unit),
            year=visit.period(unit),
            index=visit.named(unit, "short_name"),
            components=count_of(unit["component_count"], visit.language),
        )
        _link(visit, unit, label)
    if len(units) > _MOST_LINKS:
        st.markdown(notes.literal(visit.say("components_loaded_more", count=len(units) - _MOST_LINKS)))


def _link(visit: Visit, unit: dict, label: str) -> None:
    """Link to the components of a row of `queries.loaded_units`."""
    address = {"lang": visit.language, "edition": unit["edition_code"], "unit": visit.unit_param(unit)}
    st.page_link("pages/components.py", label=notes.literal(label), query_params=address)
