"""One profile as it is read: its rows, its sources, and how its parts are drawn, cited and offered as files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text.catalogue import named, say
from ui import data, export_menu, picture, sources
from ui.charts.frame import Words
from ui.profile.choices import Profile
from ui.table_description import Table
from ui.theme import Palette, palette
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
class Reading:
    """A profile, the figures of its unit (`rows`, from `ui.profile.figures`) and how they are read."""

    profile: Profile
    rows: list[dict]
    caveats: list[str]
    build_id: str
    language: str
    scheme: str | None

    @cached_property
    def cited(self) -> list[dict]:
        """The sources of this year's figures."""
        return self.sources_of(lambda origin: origin["year"] == self.profile.edition["year"])

    def sources_of(self, is_used: Callable[[dict], bool]) -> list[dict]:
        """The sources of those figures of the unit that `is_used` lets through, best first.

        It gets rows of `warehouse.queries.profile.origins`: year, indicator and source of every figure of the unit.
        """
        index_code, _, cohort_code, unit_code = self.profile.keys
        origins = data.fetch(queries.origins, self.build_id, index_code, cohort_code)
        own = origins.filter(pl.col("unit_code") == unit_code).to_dicts()
        return self.sources_behind([origin for origin in own if is_used(origin)])

    def sources_behind(self, rows: Sequence[dict]) -> list[dict]:
        """The sources that rows name by release and address, best first."""
        used = {_source_key(row) for row in rows}
        known = data.fetch(queries.sources, self.build_id).to_dicts()
        return [source for source in known if _source_key(source) in used]

    @property
    def palette(self) -> Palette:
        """The colours of the visitor's scheme."""
        return palette(self.scheme)

    @property
    def mains(self) -> list[dict]:
        """The unit's main indicators."""
        return [row for row in self.rows if row["indicator_level"] == "main"]

    def fetch(self, query: Callable[..., pl.DataFrame]) -> list[dict]:
        """Rows about this unit in this year."""
        return data.fetch(query, self.build_id, *self.profile.keys).to_dicts()

    def say(self, key: str, **values: object) -> str:
        """Words in the reader's language."""
        return say(self.language, key, **values)

    def title(self, key: str) -> str:
        """The title of a figure or of its table."""
        return self.say(
            key,
            profile=self.profile.title(self.language),
            unit=named(self.profile.unit, "unit_name", self.language),
            index=named(self.profile.edition, "short_name", self.language),
        )

    def words(self, title_key: str, notes: Sequence[str] = (), cited: Sequence[dict] | None = None) -> Words:
        """Title, notes and source of a figure; `cited` where it shows more than this year of this unit."""
        return Words(
            self.title(title_key),
            [*notes, sources.foot(cited or self.cited, self.build_id, self.language)],
            self.language,
            self.profile.edition["shown_decimals"],
        )

    def show(self, draw: Callable[[], None], name: str) -> None:
        """Draw a part whose pictures and tables follow from this reading alone; drawn once, then shown again."""
        profile = self.profile
        data.show(draw, f"profile_{name}", self.build_id, *profile.keys, profile.against, self.language, self.scheme)

    def picture(self, figure: object, alt: str, key: str) -> None:
        """Show a chart."""
        picture.draw(figure, alt, f"profile_{key}")

    def offer(
        self, table: Table, rows: list[dict], kind_key: str, about: Told, key: str = "export"
    ) -> None:
        """Offer a table as files; `key` tells the menus of a part with several tables apart."""
        caption = export_menu.Caption(self.profile.edition, about.title or self.profile.title(self.language))
        chosen = about.filter or (self.profile if about.is_against else None)
        cited = self.cited if about.cited is None else about.cited
        told = [*about.notes, *self.caveats]
        facts = export_menu.facts(caption, chosen, self.build_id, cited, told, self.language)
        stem = self.profile.file_stem(self.say(kind_key), self.language)
        everything = rows if about.everything is None else about.everything
        export_menu.offer(table, rows, everything, facts, stem, self.language, key)
