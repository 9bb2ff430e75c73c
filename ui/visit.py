"""The context of one run of a page: build, language, colours, and what the reader has chosen.

Pages and their views take this one object, not its parts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Self
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from exports.names import stem
from planning import standings
from planning.standings import Standings
from text.answer import measure_name
from text.catalogue import named, say
from text.formats import VIET_NAM
from text.periods import OWN_NAMES, Period, own_names, period
from ui import data
from ui.charts.frame import Words
from ui.theme import Palette, palette
from warehouse import paths
from warehouse.queries import editions as edition_queries
from warehouse.queries import ranking as ranking_queries

INDEX = "index"


def current_day() -> date:
    """The day it is in Viet Nam, unless the server was given another one: the one clock of everything that depends on
    the day. Raises ValueError if that is no day.
    """
    return paths.given_day() or datetime.now(VIET_NAM).date()


def parent_param(row: Mapping) -> str:
    """The unit that another one lies in, as addresses name it, `vn34.08`; empty where it lies in none."""
    return f"{row['parent_unit_system']}.{row['parent_unit_code']}" if row["parent_unit_code"] else ""


@dataclass(frozen=True)
class Visit:
    """The context of one run of a page.

    `edition` is the row of `mart.editions` that is shown, `previous` the one that its changes are measured against
    (None for the first). `measure` is what its units are ranked by, `units` their rows of `mart.unit_ranking`, best
    first, and `unit` the reader's own among them (None if nobody chose one). `parent` says which unit those shown lie
    in (the province of communes), by the row of one of them; None where all are shown. All are empty until an edition
    is chosen. `today` is the day by which deadlines have passed or not.
    """

    build_id: str
    language: str
    scheme: str | None
    edition: dict = field(default_factory=dict)
    previous: dict | None = None
    measure: dict = field(default_factory=dict)
    units: list[dict] = field(default_factory=list)
    unit: dict | None = None
    parent: dict | None = None
    today: date = field(default_factory=lambda: current_day())

    @classmethod
    def now(cls, language: str) -> Self:
        """The visit of this run, of the current build, which names its periods from here on. Raises what
        `ui.data.current_build` does.
        """
        visit = cls(data.current_build().build_id, language, st.context.theme.type)
        OWN_NAMES.set(own_names(visit.fetch_of(edition_queries.periods)))
        return visit

    @property
    def palette(self) -> Palette:
        """The colours of the visitor's scheme."""
        return palette(self.scheme)

    @property
    def keys(self) -> tuple[str, str, str]:
        """Index, period and cohort codes."""
        return self.edition["index_code"], self.edition["period_code"], self.edition["cohort_code"]

    @property
    def edition_code(self) -> str:
        """The code of the edition, as queries about it take it."""
        return self.edition["edition_code"]

    @property
    def measure_code(self) -> str:
        """The code of what the units are ranked by."""
        return self.measure["indicator_code"]

    @property
    def unit_code(self) -> str | None:
        """The code of the reader's own unit."""
        return self.unit["unit_code"] if self.unit else None

    @property
    def parent_code(self) -> str:
        """The unit that those shown lie in, as addresses name it; empty where all are shown."""
        return parent_param(self.parent) if self.parent else ""

    @cached_property
    def units_within(self) -> list[dict]:
        """The units of the cohort that are shown: those of the `parent`, or all."""
        if self.parent is None:
            return self.units
        return [row for row in self.units if parent_param(row) == self.parent_code]

    def unit_param(self, row: Mapping) -> str:
        """A unit as addresses name it, `vn34.91`: a row of this edition's ranking, or one that names its system."""
        return f"{row.get('unit_system', self.edition['unit_system'])}.{row['unit_code']}"

    def profile_address(self, row: Mapping) -> str:
        """Where a unit of this edition's ranking leads: `profile?lang=vi&edition=dti.2024.vn34&unit=vn34.91`."""
        return self.address("profile", row)

    def address(self, page: str, row: Mapping, **more: str) -> str:
        """The address of a page about a unit of this edition; `more` are further choices."""
        named_so = {"lang": self.language, "edition": self.edition_code, "unit": self.unit_param(row)}
        return f"{page}?{urlencode(named_so | more)}"

    def words(self, title: str, notes: Sequence[str], heading: str = "", reading: str = "") -> Words:
        """What a chart of this edition says beside its marks; those of units lead to their profiles."""
        decimals, address = self.edition["shown_decimals"], self.profile_address({"unit_code": ""})
        return Words(title, notes, self.language, decimals, heading, reading, address)

    def standings(self, unit_code: str, edition_code: str = "") -> Standings:
        """A unit of this edition, or of another one, among its cohort as plans see it, read once for all visitors.
        Raises what `planning.standings.read` does.
        """
        keys = (self.build_id, edition_code or self.edition_code, unit_code)
        return data.kept(lambda: standings.read(*keys), "standings", *keys)

    @property
    def for_everyone(self) -> Self:
        """The same visit of a reader without a unit: what it draws is the same for all."""
        return replace(self, unit=None)

    @property
    def is_of_one(self) -> bool:
        """Whether the cohort is one unit alone (the nation): then nothing leads, moves or spreads."""
        return self.edition["cohort_size"] == 1

    @property
    def is_ranked_whole(self) -> bool:
        """Whether every unit of the cohort has a rank, so that its first and last are known."""
        return self.summary["rank_series"] in ("published", "computed")

    @cached_property
    def summary(self) -> dict:
        """The row of `mart.cohort_summary` about the measure."""
        return self.frame(ranking_queries.cohort_summary, self.measure_code).row(0, named=True)

    def frame(self, query: Callable[..., pl.DataFrame], *more: str | int) -> pl.DataFrame:
        """What a query finds about this edition; `more` is what it takes besides."""
        return data.fetch(query, self.build_id, self.edition_code, *more)

    def fetch(self, query: Callable[..., pl.DataFrame], *more: str | int) -> list[dict]:
        """As `frame`, as rows."""
        return self.frame(query, *more).to_dicts()

    def fetch_of(self, query: Callable[..., pl.DataFrame], *codes: str | int) -> list[dict]:
        """The rows of a query about something else of this build."""
        return data.fetch(query, self.build_id, *codes).to_dicts()

    def show(self, draw: Callable[[], None], name: str, *more: str | int | tuple | None) -> None:
        """Show a chart or table that depends on this visit and on `more`; drawn once for all who see the same."""
        data.show(draw, name, *self.seen(self.scheme, *more))

    def seen(self, *more: str | int | tuple | None) -> tuple:
        """Everything that what is shown under this visit depends on, besides the scheme of colours, and `more`."""
        chosen = (self.edition_code, self.measure_code, self.unit_code, self.parent_code) if self.edition else ()
        return (self.build_id, *chosen, self.language, *more)

    def say(self, key: str, **values: object) -> str:
        """Words in the language of the page."""
        return say(self.language, key, **values)

    def named(self, row: dict, stem: str = "unit_name") -> str:
        """The name of a unit, or of what else a row names, in the language of the page."""
        return named(row, stem, self.language)

    def period(self, row: Mapping, which: str = "") -> Period:
        """The period of a row, or another that it names, as `text.periods.period`."""
        return period(row, self.language, which)

    def is_own(self, row: Mapping) -> bool:
        """Whether a row is about the reader's own unit."""
        return self.unit is not None and row["unit_code"] == self.unit_code

    def title(self, filtered: str = "") -> str:
        """The edition's table in words: measure, year, cohort, and the filter where there is one."""
        title = self.say(
            "chart_title",
            measure=measure_name(self.measure, self.language),
            cohort=self.named(self.edition, "cohort_name"),
            year=self.period(self.edition),
        )
        return title[0].upper() + title[1:] + (f" · {filtered}" if filtered else "")

    def file_stem(self, what: str, *units: str, period: str | None = None, is_measured: bool = False) -> str:
        """How files of this edition and of these units are named, `ho-so_dti_2022_vn63_tuyen-quang`; `period` where it
        is another or are several, empty where none is known; with the measure of the visit where it `is_measured` and
        not the index.
        """
        index_code, period_code, cohort_code = self.keys
        if is_measured and self.measure_code != INDEX:
            index_code = f"{index_code}-{self.measure_code}"
        return stem(what, index_code, period_code if period is None else period, cohort_code, *units)
