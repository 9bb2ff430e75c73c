"""The ways to look at a ranking, and what each of them needs to know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text.catalogue import say
from ui import data, notes, sources, switch
from ui.charts.frame import Words
from ui.choices import Ranking, Selection
from ui.theme import Palette, palette
from warehouse.queries import ranking as ranking_queries

PAGE = "ranking"
VIEWS = ("table", "years", "two_years", "map")


@dataclass(frozen=True)
class Reading:
    """A ranking as a reader looks at it now: what is chosen, in which build, language and colours."""

    ranking: Ranking
    selection: Selection
    build_id: str
    language: str
    scheme: str | None

    @property
    def palette(self) -> Palette:
        """The colours of the visitor's scheme."""
        return palette(self.scheme)

    @property
    def own_code(self) -> str | None:
        """The code of the reader's own unit."""
        return self.selection.unit["unit_code"] if self.selection.unit else None

    def own_row(self, units: Sequence[dict]) -> int | None:
        """Where the reader's own unit stands among `units`."""
        return next((place for place, unit in enumerate(units) if unit["unit_code"] == self.own_code), None)

    def show(self, draw: Callable[[], None], name: str, *more: str | int | tuple | None) -> None:
        """Show a chart or table that depends on this reading and on `more`, drawn once for all who read so."""
        view = (self.build_id, *self.ranking.keys, *self.selection.codes, self.language, self.scheme)
        data.show(draw, name, *view, *more)

    def cited(self, years: Sequence[dict]) -> list[dict]:
        """The sources behind the rows of `queries.history.years`, newest year first, each once."""
        cited: dict[tuple, dict] = {}
        for year in reversed(years):
            keys = (self.ranking.keys[0], year["year"], year["source_cohort_code"], year["edition_indicator_code"])
            if year["edition_indicator_code"]:
                for source in data.fetch(ranking_queries.sources, self.build_id, *keys).to_dicts():
                    cited.setdefault((source["release_code"], source["source_address"]), source)
        return list(cited.values())

    def words(self, title: str, told: list[str], cited: list[dict]) -> Words:
        """What a picture says beside its marks: its title with the filter, its caveats, its sources."""
        filtered = self.selection.words(self.language)
        foot = [*told, sources.foot(cited, self.build_id, self.language)]
        named_title = f"{title} · {filtered}" if filtered else title
        return Words(named_title, foot, self.language, self.ranking.edition["shown_decimals"])


def offer(language: str) -> str:
    """Draw the choice of view and return the one in force."""
    labels = {code: say(language, f"ranking_view_{code}") for code in VIEWS}
    return switch.offer(PAGE, "view", labels, "ranking_unknown_view", language)


def row_of_pickers() -> DeltaGenerator:
    """A row for the pickers of one view."""
    return st.container(horizontal=True, vertical_alignment="bottom")


def list_sources(cited: Sequence[dict], language: str) -> None:
    """Name the sources of several years: many, so behind a fold that counts them."""
    with st.expander(notes.literal(say(language, "history_sources", count=len(cited)))):
        notes.show([sources.linked(source, language) for source in cited])
