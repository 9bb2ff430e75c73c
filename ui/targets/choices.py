"""The targets of the reader's unit, or of every plan, and the conditions that choose among them."""

from dataclasses import dataclass
from functools import cached_property

from planning import ranks
from planning.errors import NothingToPlan
from planning.standings import Standings
from text import plans
from text.folding import code_of
from ui.choices import declared
from ui.choices.list_tools import Condition
from ui.choices.url import NONE
from ui.visit import INDEX, Visit
from warehouse.queries import plans as queries
from warehouse.queries import sources as source_queries

STATES = ("past_due", "not_met", "met", "no_data")


@dataclass(frozen=True)
class TargetList:
    """The targets of the visit's unit, by due year; of all plans of the edition's units where nobody chose one."""

    visit: Visit

    @cached_property
    def rows(self) -> list[dict]:
        """Rows of `queries.targets_on`; `need` is how many points of this edition the rank of a target takes, None for
        every other target and where that is not known.
        """
        visit = self.visit
        rows = visit.fetch(queries.targets_on, visit.unit_code or "", visit.today.isoformat())
        return [row | {"need": self._need(row)} for row in rows]

    @cached_property
    def _standings(self) -> Standings | None:
        """Where the unit stands in this edition; None where the points of the whole, or its value, are not known."""
        try:
            return self.visit.standings(self.visit.unit_code or "")
        except NothingToPlan:
            return None

    def _need(self, row: dict) -> dict[str, object] | None:
        edition, unit = self.visit.edition, self.visit.unit_code
        is_of_index = row["target_unit"] == "rank" and row["indicator_code"] in (None, INDEX)
        of = (row["index_code"], row["unit_system"], row["unit_code"])
        if not unit or not is_of_index or of != (edition["index_code"], edition["unit_system"], unit):
            return None
        if self._standings is None:
            return None
        best, worst = int(row["low"] or row["high"]), int(row["high"] or row["low"])
        found = ranks.need_of_range(self._standings, best, worst)
        if found.enter.points is None or found.better.points is None:
            return None
        return {"enter": found.enter.points, "better": found.better.points, "year": self.visit.period(edition)}

    @property
    def name(self) -> str:
        """Whose targets they are."""
        visit = self.visit
        return visit.named(visit.unit) if visit.unit else visit.say("targets_all_units")

    @cached_property
    def cited(self) -> list[dict]:
        """The documents that the targets stand in."""
        releases = {row["release_code"] for row in self.rows}
        known = self.visit.fetch_of(source_queries.of_all)
        return [source for source in known if releases & set(source["release_codes"])]

    @property
    def conditions(self) -> list[Condition]:
        """How the list can be narrowed: how far a target is met, whom it speaks for, its year."""
        visit, language = self.visit, self.visit.language
        scopes = {code_of(row["scope_name"]): plans.scope(row, language) for row in self.rows}
        years = {str(row["due_year"]): str(row["due_year"]) for row in self.rows if row["due_year"] is not None}
        return [
            Condition(
                declared.TARGET_STATE,
                {state: visit.say(f"targets_tab_{state}") for state in STATES},
                lambda row: (row["target_state"],),
                "targets_filter_state",
            ),
            Condition(
                declared.TARGET_SCOPE, scopes, lambda row: (code_of(row["scope_name"]),), "targets_filter_scope"
            ),
            Condition(
                declared.TARGET_YEAR,
                {**dict(sorted(years.items())), NONE: visit.say("targets_no_year")},
                lambda row: (NONE if row["due_year"] is None else str(row["due_year"]),),
                "targets_filter_due",
            ),
        ]


def words_of(row: dict) -> list[str | None]:
    """The texts by which a target is found."""
    return [row["measure"], row["printed_text"], row["scope_name"], row["document_number"]]
