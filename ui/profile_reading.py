"""One profile as it is read: its rows, its sources, and how its parts are drawn, cited and offered as files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl
import streamlit as st

from text.catalogue import named, say
from ui import data, export_menu, picture, sources
from ui.charts_frame import Words
from ui.downloads import Sheet
from ui.profile_choices import Profile
from ui.theme import Palette, palette
from warehouse.queries import profile as queries

_HALF_WIDTH = 340


def halves() -> tuple[object, object]:
    """Two containers beside each other, below each other where a picture would get too narrow to read."""
    grid = st.grid(2, min_column_width=_HALF_WIDTH, gap="medium")
    return grid.cell(), grid.cell()


def _source_key(row: dict) -> tuple[str, str | None]:
    return row["release_code"], row["source_address"]


@dataclass(frozen=True)
class Reading:
    """A profile, the figures of its unit (`rows`, as `profile_figures` gives them) and how they are read."""

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
        used = {_source_key(origin) for origin in own if is_used(origin)}
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

    def words(self, title_key: str, notes: Sequence[str] = (), cited: Sequence[dict] | None = None) -> Words:
        """Title, notes and source of a figure; `cited` where it shows more than this year of this unit."""
        title = self.say(
            title_key,
            profile=self.profile.title(self.language),
            unit=named(self.profile.unit, "unit_name", self.language),
            index=named(self.profile.edition, "short_name", self.language),
        )
        return Words(title, [*notes, sources.foot(cited or self.cited, self.build_id, self.language)], self.language)

    def show(self, draw: Callable[[], None], name: str) -> None:
        """Draw a part whose pictures and tables follow from this reading alone; drawn once, then shown again."""
        profile = self.profile
        data.show(draw, f"profile_{name}", self.build_id, *profile.keys, profile.against, self.language, self.scheme)

    def picture(self, figure: object, alt: str, key: str) -> None:
        """Show a chart."""
        picture.draw(figure, alt, f"profile_{key}")

    def offer(self, make: Callable[[list[dict]], Sheet], rows: list[dict], kind_key: str) -> None:
        """Offer a table as files."""
        facts = export_menu.facts(self.profile, self.profile, self.build_id, self.cited, self.caveats, self.language)
        export_menu.offer(make, rows, rows, facts, self.profile.file_stem(self.say(kind_key)), self.language)
