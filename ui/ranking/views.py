"""The ways to look at a ranking, which of its units are shown, and what each way needs to know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text.catalogue import say
from ui import notes, sources
from ui.charts.frame import Words
from ui.charts.time_series import MOST_NAMED
from ui.choices import context, declared, pickers, several_units
from ui.choices.address import ALL
from ui.choices.choice import Options, UnknownChoice, refuse
from ui.choices.declared import RANKING_UNITS
from ui.search import folded, matches
from ui.visit import Visit
from warehouse.queries import ranking as ranking_queries

VIEWS = ("table", "years", "two_years", "map")


@dataclass(frozen=True)
class RankingView:
    """A ranking as a reader looks at it, and what decides which of its units are shown: a region and a text typed."""

    visit: Visit
    region: dict | None = None
    typed: str = ""

    def shown(self, units: Sequence[dict]) -> list[dict]:
        """The units that the region and the typed text let through, in the same order."""
        wanted = folded(self.typed)
        return [
            unit
            for unit in units
            if (self.region is None or unit["region_code"] == self.region["region_code"])
            and (not wanted or matches(wanted, unit["unit_name_vi"], unit["unit_name_en"]))
        ]

    def words(self, language: str) -> str:
        """The filter in words, as pictures, files and refusals quote it; empty when everything is shown."""
        parts = []
        if self.region:
            parts.append(say(language, "filter_region", region=self.visit.named(self.region, "region_name")))
        if self.typed.strip():
            parts.append(say(language, "filter_search", text=self.typed.strip()))
        return ", ".join(parts)

    @property
    def title(self) -> str:
        """What the ranking is called, with the filter in words where there is one."""
        return self.visit.title(filtered=self.words(self.visit.language))

    def show(self, draw: Callable[[], None], name: str, *more: str | int | tuple | None) -> None:
        """Show a chart or table that depends on this view and on `more`, drawn once for all who look so."""
        self.visit.show(draw, name, self.region["region_code"] if self.region else ALL, self.typed, *more)

    def cited(self, years: Sequence[dict]) -> list[dict]:
        """The sources behind the rows of `queries.time_series.years`, newest year first, each once."""
        cited: dict[tuple, dict] = {}
        for year in reversed(years):
            keys = (year["source_edition_code"], year["edition_indicator_code"])
            if year["edition_indicator_code"]:
                for source in self.visit.fetch_of(ranking_queries.sources, *keys):
                    cited.setdefault((source["release_code"], source["source_address"]), source)
        return list(cited.values())

    def picture(self, title: str, told: list[str], cited: list[dict]) -> Words:
        """What a picture says beside its marks: its title with the filter, its caveats, its sources."""
        filtered = self.words(self.visit.language)
        foot = [*told, sources.foot(cited, self.visit.build_id, self.visit.language)]
        named_title = f"{title} · {filtered}" if filtered else title
        return Words(named_title, foot, self.visit.language, self.visit.edition["shown_decimals"])


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
    visit = context.pick_unit(visit, grid)
    return RankingView(visit, regions.get(region), grid.search(declared.SEARCH))


def offer(language: str) -> str:
    """Draw the choice of view and return the one in force."""
    labels = {code: say(language, f"ranking_view_{code}") for code in VIEWS}
    return pickers.switch(declared.RANKING_VIEW, Options(labels, VIEWS[0]), language)


def row_of_pickers() -> DeltaGenerator:
    """A row for the pickers of one view."""
    return st.container(horizontal=True, vertical_alignment="bottom")


def list_sources(cited: Sequence[dict], language: str) -> None:
    """Name the sources of several years: many, so behind a fold that counts them."""
    with st.expander(notes.literal(say(language, "series_sources", count=len(cited)))):
        notes.show([sources.linked(source, language) for source in cited])


LEADERS = 3


def pick_named_units(
    view: RankingView, units: Sequence[dict], leaders: Sequence[str], place: DeltaGenerator
) -> list[str]:
    """Draw the picker of further units to colour in `place`; the codes of all coloured ones, most important first.

    `units` are those shown, `leaders` their codes in the order of the ranking. A code of the address that is not in the
    cohort is quoted, a unit that has left it is named; one that the filter hides stays in the address.
    """
    visit, own = view.visit, view.visit.unit_code
    cohort = {unit["unit_code"]: unit for unit in (*visit.units, *units)}
    names = {unit["unit_code"]: visit.named(unit) for unit in units}
    asked = several_units.asked(RANKING_UNITS, cohort) or several_units.Asked([], [], [])
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
    return list(dict.fromkeys([*first, *chosen, *list(leaders)[:LEADERS]]))


def _tell_unknown_units(asked: several_units.Asked, visit: Visit) -> None:
    cohort = visit.named(visit.edition, "cohort_name")
    if asked.strangers:
        refuse(UnknownChoice(RANKING_UNITS.unknown, asked=", ".join(asked.strangers), cohort=cohort), visit.language)
    if asked.left:
        refuse(UnknownChoice(RANKING_UNITS.left, units=", ".join(asked.left), cohort=cohort), visit.language)
