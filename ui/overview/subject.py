"""What every block of the overview is about: one ranking, the own unit, the language and the scheme."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from text.catalogue import named, say
from ui import data
from ui.choices import Ranking
from ui.links import NONE
from ui.theme import Palette, palette


@dataclass(frozen=True)
class Overview:
    """One ranking as the overview shows it; `unit` is the row of the own unit, None if nobody chose one."""

    build_id: str
    ranking: Ranking
    unit: dict | None
    summary: dict
    language: str
    scheme: str | None

    @property
    def edition(self) -> dict:
        """The edition shown."""
        return self.ranking.edition

    @property
    def palette(self) -> Palette:
        """The colours of the visitor's scheme."""
        return palette(self.scheme)

    @property
    def own_code(self) -> str:
        """The code of the own unit, `none` without one."""
        return self.unit["unit_code"] if self.unit else NONE

    @property
    def of_edition(self) -> tuple:
        """What a block that is the same for every unit depends on, to key the cache of what is drawn."""
        return (self.build_id, *self.ranking.keys, self.language, self.scheme)

    @property
    def of_unit(self) -> tuple:
        """What a block that marks the own unit depends on."""
        return (*self.of_edition, self.own_code)

    @property
    def is_of_one(self) -> bool:
        """Whether the cohort is one unit alone (the nation): then nothing leads, moves or spreads."""
        return self.edition["cohort_size"] == 1

    @property
    def is_ranked_whole(self) -> bool:
        """Whether every unit of the cohort has a rank, so that its first and last are known."""
        return self.summary["rank_series"] in ("published", "computed")

    def fetch(self, query: Callable[..., pl.DataFrame], *more: str | int) -> list[dict]:
        """The rows of a query about this ranking."""
        return data.fetch(query, self.build_id, *self.ranking.keys, *more).to_dicts()

    def fetch_of(self, query: Callable[..., pl.DataFrame], *codes: str | int) -> list[dict]:
        """The rows of a query about something else than this ranking."""
        return data.fetch(query, self.build_id, *codes).to_dicts()

    def say(self, key: str, **values: object) -> str:
        """Words in the language of the page."""
        return say(self.language, key, **values)

    def named(self, unit: dict) -> str:
        """The name of a unit in the language of the page."""
        return named(unit, "unit_name", self.language)
