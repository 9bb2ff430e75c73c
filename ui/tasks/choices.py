"""The tasks of the reader's unit, or of every plan, and the conditions that choose among them."""

from dataclasses import dataclass
from functools import cached_property

from text import plans
from text.components import main_label
from text.folding import code_of
from ui.choices import declared
from ui.choices.list_tools import Condition
from ui.choices.url import NONE
from ui.visit import Visit
from warehouse.queries import plans as queries
from warehouse.queries import sources as source_queries

STATES = ("overdue", "upcoming", "ended", "rhythm", "on_demand", "none", "done", "dropped")
VIEWS = ("agency", "main", "date", "evidence", "zeros")


@dataclass(frozen=True)
class TaskList:
    """The tasks of the visit's unit, in the order of their plans; of all plans of the edition's units where nobody
    chose one.
    """

    visit: Visit

    @cached_property
    def rows(self) -> list[dict]:
        """Rows of `queries.tasks_on`."""
        return self.visit.fetch(queries.tasks_on, *self._asked)

    @cached_property
    def duties(self) -> list[dict]:
        """Rows of `queries.duties_on`."""
        return self.visit.fetch(queries.duties_on, *self._asked)

    @cached_property
    def next_dates(self) -> list[dict]:
        """Rows of `queries.next_dates`."""
        return self.visit.fetch(queries.next_dates, *self._asked)

    @property
    def _asked(self) -> tuple[str, str]:
        return self.visit.unit_code or "", self.visit.today.isoformat()

    @property
    def name(self) -> str:
        """Whose tasks they are."""
        visit = self.visit
        return visit.named(visit.unit) if visit.unit else visit.say("tasks_all_units")

    @cached_property
    def cited(self) -> list[dict]:
        """The documents that tasks and duties stand in."""
        releases = {row["release_code"] for row in (*self.rows, *self.duties)}
        known = self.visit.fetch_of(source_queries.of_all)
        return [source for source in known if releases & set(source["release_codes"])]

    @cached_property
    def successors(self) -> dict[tuple[str, str, str], dict]:
        """Which agency took one over, by system and code of the unit and the name of the agency."""
        rows = self.visit.fetch_of(queries.successors)
        return {(row["unit_system"], row["unit_code"], row["agency_name"]): row for row in rows}

    @property
    def conditions(self) -> list[Condition]:
        """How the list can be narrowed: where a task stands, whom it speaks for, who leads it, its main indicator."""
        visit, language = self.visit, self.visit.language
        scopes = {code_of(row["scope_name"]): plans.scope(row, language) for row in self.rows}
        rows = [*self.rows, *self.next_dates]  # who only reports has dates of its own too
        agencies = {code_of(name): name for row in rows for name in row["agencies"] or ()}
        mains = {
            row["indicator_code"]: main_label(row, language)
            for row in sorted(self.rows, key=lambda row: row["indicator_code"] or "")
            if row["indicator_code"]
        }
        return [
            Condition(
                declared.TASK_STATE,
                {state: visit.say(f"tasks_tab_{state}") for state in STATES},
                lambda row: (row["task_state"],),
                "tasks_filter_state",
            ),
            Condition(declared.TASK_SCOPE, scopes, lambda row: (code_of(row["scope_name"]),), "tasks_filter_scope"),
            Condition(
                declared.TASK_AGENCY,
                {**dict(sorted(agencies.items())), NONE: visit.say("profile_no_agency")},
                lambda row: [code_of(name) for name in row["agencies"] or ()] or [NONE],
                "tasks_filter_agency",
            ),
            Condition(
                declared.TASK_MAIN,
                {**mains, NONE: visit.say("tasks_no_main")},
                lambda row: (row["indicator_code"] or NONE,),
                "tasks_filter_main",
            ),
        ]


def words_of(row: dict) -> list[str | None]:
    """The texts by which a task is found."""
    return [row["action"], row["lead_agencies_shown"], row["coordinating_agencies_shown"], row["evidence"]]
