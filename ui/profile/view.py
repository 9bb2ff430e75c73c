"""One profile as it is shown: its rows, its sources, and how its parts are drawn, cited and offered as files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text.catalogue import say
from ui import data, export_menu, picture, sources
from ui.charts.frame import Words
from ui.profile.choices import against_labels
from ui.table_description import Table
from ui.theme import Palette
from ui.visit import Visit
from warehouse.queries import editions as edition_queries
from warehouse.queries import profile as queries

_HALF_WIDTH = 340


def halves() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two containers beside each other, below each other where a picture would get too narrow to read."""
    grid = st.grid(2, min_column_width=_HALF_WIDTH, gap="medium")
    return grid.cell(), grid.cell()


def _source_key(row: dict) -> tuple[str, str | None]:
    return row["release_code"], row["source_address"]


@dataclass(frozen=True)
class Told:
    """What a file says of its own table: title, notes, sources where they are not those of this year of the unit.

    `is_against` where what the unit is held against matters; `filter` and `everything` where the table shows only some
    of its rows.
    """

    title: str = ""
    notes: Sequence[str] = ()
    cited: list[dict] | None = None
    is_against: bool = False
    filter: export_menu.Filtered | None = None
    everything: list[dict] | None = None


@dataclass(frozen=True)
class ProfileView:
    """The profile of the visit's unit: the code of what it is held against, and what to know before reading it."""

    visit: Visit
    against: str
    caveats: list[str]

    @property
    def unit(self) -> dict:
        """The unit, a row of `mart.unit_ranking`."""
        return self.visit.unit or self.visit.units[0]

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.visit.language

    @property
    def palette(self) -> Palette:
        """The colours of the visitor's scheme."""
        return self.visit.palette

    @cached_property
    def rows(self) -> list[dict]:
        """The unit's figures beside what it is held against: one row per indicator above the components, in the order
        of the tree, with its name and the columns of `warehouse.queries.profile.standing`.
        """
        cohort = self.visit.frame(queries.standing, self.against)
        figures = cohort.filter(pl.col("unit_code") == self.unit["unit_code"]).to_dicts()
        own = {row["indicator_code"]: row for row in figures}
        return [row | own[row["indicator_code"]] for row in self.visit.fetch(edition_queries.measures)]

    @property
    def mains(self) -> list[dict]:
        """The unit's main indicators."""
        return [row for row in self.rows if row["indicator_level"] == "main"]

    @property
    def name(self) -> str:
        """Unit, index, year and cohort in words."""
        edition = self.visit.edition
        return self.visit.say(
            "profile_of",
            unit=self.visit.named(self.unit),
            index=self.visit.named(edition, "short_name"),
            year=edition["year"],
            cohort=self.visit.named(edition, "cohort_name"),
        )

    @property
    def mark(self) -> str:
        """The name of what the unit is held against."""
        return against_labels(self.visit)[self.against]

    def words(self, language: str) -> str:
        """What the unit is held against, as files say it."""
        return say(language, "profile_against", against=self.mark)

    @cached_property
    def cited(self) -> list[dict]:
        """The sources of this year's figures."""
        return self.sources_of(lambda origin: origin["year"] == self.visit.edition["year"])

    def sources_of(self, is_used: Callable[[dict], bool]) -> list[dict]:
        """The sources of those figures of the unit that `is_used` lets through, best first.

        It gets rows of `warehouse.queries.profile.origins`: year, indicator and source of every figure of the unit.
        """
        index_code, _, cohort_code = self.visit.keys
        origins = data.fetch(queries.origins, self.visit.build_id, index_code, cohort_code)
        own = origins.filter(pl.col("unit_code") == self.unit["unit_code"]).to_dicts()
        return self.sources_behind([origin for origin in own if is_used(origin)])

    def sources_behind(self, rows: Sequence[dict]) -> list[dict]:
        """The sources that rows name by release and address, best first."""
        used = {_source_key(row) for row in rows}
        known = self.visit.fetch_of(queries.sources)
        return [source for source in known if _source_key(source) in used]

    def fetch(self, query: Callable[..., pl.DataFrame]) -> list[dict]:
        """Rows about this unit in this year."""
        return self.visit.fetch(query, self.unit["unit_code"])

    def say(self, key: str, **values: object) -> str:
        """Words in the reader's language."""
        return self.visit.say(key, **values)

    def title(self, key: str) -> str:
        """The title of a figure or of its table."""
        return self.say(
            key,
            profile=self.name,
            unit=self.visit.named(self.unit),
            index=self.visit.named(self.visit.edition, "short_name"),
        )

    def picture_words(self, title_key: str, notes: Sequence[str] = (), cited: Sequence[dict] | None = None) -> Words:
        """Title, notes and source of a figure; `cited` where it shows more than this year of this unit."""
        return Words(
            self.title(title_key),
            [*notes, sources.foot(cited or self.cited, self.visit.build_id, self.language)],
            self.language,
            self.visit.edition["shown_decimals"],
        )

    def show(self, draw: Callable[[], None], name: str) -> None:
        """Draw a part whose pictures and tables follow from this reading alone; drawn once, then shown again."""
        self.visit.show(draw, f"profile_{name}", self.against)

    def picture(self, figure: object, alt: str, key: str) -> None:
        """Show a chart."""
        picture.draw(figure, alt, f"profile_{key}")

    def offer(
        self, table: Table, rows: list[dict], kind_key: str, about: Told, key: str = "export"
    ) -> None:
        """Offer a table as files; `key` tells the menus of a part with several tables apart."""
        caption = export_menu.Caption(self.visit.edition, about.title or self.name)
        chosen = about.filter or (self if about.is_against else None)
        cited = self.cited if about.cited is None else about.cited
        told = [*about.notes, *self.caveats]
        facts = export_menu.facts(caption, chosen, self.visit.build_id, cited, told, self.language)
        stem = self.visit.file_stem(self.say("profile_file"), self.unit["unit_code"], self.say(kind_key))
        everything = rows if about.everything is None else about.everything
        export_menu.offer(table, rows, everything, facts, stem, self.language, key)
