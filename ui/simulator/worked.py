"""What the simulator page shows of one unit, worked out: before and after the points that are added, others as they are
and moved.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from planning import movement, ranks, simulation
from planning.errors import NothingToPlan, PlanningError
from planning.movement import Moved, Movement, Transition
from planning.ranks import Need, Place, Step
from planning.simulation import Outcome
from planning.standings import INDEX, Standings, Unit
from ui import data
from ui.simulator import choices
from ui.simulator.choices import Asked, Scenario
from ui.visit import Visit
from warehouse.queries import editions as edition_queries
from warehouse.queries import planning as queries
from warehouse.queries import sources as source_queries

T = TypeVar("T")
_ROUND_RANKS = (1, 3, 5, 10, 20, 30, 40, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True)
class Worked:
    """One unit's simulation. `rates` are the observed ones that stand beside every rank, `movement.beside`."""

    visit: Visit
    standings: Standings
    asked: Asked
    rates: tuple[Transition, ...]

    @cached_property
    def outcome(self) -> Outcome:
        """What comes of the points with the others as published."""
        return self.outcome_of(self.asked.scenario)

    def outcome_of(self, scenario: Scenario) -> Outcome:
        """What comes of a scenario's points with the others as published; the same for all visitors."""
        points = (*scenario.added.items(), *scenario.gained)

        def simulate() -> Outcome:
            return simulation.simulate(self.standings, scenario.edits(self.standings))

        return self.kept(simulate, "simulated", points)

    def kept(self, make: Callable[[], T], name: str, *more: Hashable) -> T:
        """What is worked out of this unit, once for all visitors."""
        held = self.standings
        return data.kept(make, name, held.build_id, held.edition_code, held.own.code, *more)

    def moved(self, moves: Movement) -> Moved:
        """The others, moved so; the same for all visitors. Raises what `movement.read` does."""
        return self.kept(lambda: movement.read(self.standings.build_id, self.standings, moves), "moved", moves)

    def place(self, steps: int, moves: Movement) -> Place:
        """Where a value stands among the others, moved so."""
        return ranks.place(self.standings, steps, self.moved(moves).others)

    def steps(self, moves: Movement) -> list[Step]:
        """The step function among the others, moved so."""
        return ranks.steps(self.standings, self.moved(moves).others)

    @property
    def others(self) -> tuple[Unit, ...]:
        """The others as the scenario moves them."""
        return self.moved(self.asked.scenario.movement).others

    @cached_property
    def next_place(self) -> Need | None:
        """What the next better place takes; None for whoever leads."""
        now = ranks.place(self.standings)
        return None if now.at_least == 1 else ranks.need(self.standings)

    @cached_property
    def target(self) -> tuple[int, int] | None:
        """The ranks aimed at, best first: those chosen, else a round one; None where none is better than the next."""
        if self.asked.target:
            return self.asked.target
        now = ranks.place(self.standings).at_least
        better = [rank for rank in _ROUND_RANKS if rank < now - 1]
        return (better[-1], better[-1]) if better else None

    @cached_property
    def passed_and_passing(self) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
        """Who was above and is not, and who was not and is, with the others as the scenario moves them."""
        steps = self.outcome.steps
        return ranks.passed(self.standings, steps, self.others), ranks.passing(self.standings, steps, self.others)

    @cached_property
    def has_last_change(self) -> bool:
        """Whether the others can move by their own last change."""
        try:
            return bool(self.moved(Movement(movement.LAST)))
        except NothingToPlan:
            return False

    @property
    def lost(self) -> Decimal:
        """The points lost: those of the main indicators where all are known, else by the index."""
        losses = [main.lost for main in self.standings.mains if main.lost is not None]
        is_whole = losses and len(losses) == len(self.standings.mains)
        return sum(losses, Decimal(0)) if is_whole else self.standings.lost

    @cached_property
    def rank_a_year_later(self) -> tuple[dict, int] | None:
        """The next edition of the same units, and the rank that the value after would have had in it."""
        editions = self.visit.fetch_of(edition_queries.editions)
        following = (row for row in editions if row["previous_edition_code"] == self.visit.edition_code)
        later = next((row for row in following if row["cohort_code"] == self.visit.edition["cohort_code"]), None)
        if later is None:
            return None
        try:
            held = self.visit.standings(self.standings.own.code, later["edition_code"])
        except PlanningError:
            return None
        rank = ranks.place(held, self.outcome.steps).rank
        return None if rank is None else (later, rank)

    @property
    def fields(self) -> tuple[str, ...]:
        """The codes that have a field for points: every main indicator, and the whole index where it has none or where
        points are added that belong to none.
        """
        mains = tuple(main.code for main in self.standings.mains)
        is_loose = not mains or INDEX in self.asked.scenario.added
        return (INDEX, *mains) if is_loose else mains

    @cached_property
    def lost_components(self) -> list[dict]:
        """The components that lost points, rows of `queries.lost_by_components`; none where these are not all known."""
        rows = self.visit.fetch(queries.lost_by_components, self.standings.own.code)
        return rows if all(row["lost_score"] is not None for row in rows) else []

    @property
    def codes(self) -> dict[str, str | None]:
        """The codes that rows of files have."""
        _, period_code, cohort_code = self.visit.keys
        return {"unit_code": self.standings.own.code, "period_code": period_code, "cohort_code": cohort_code}

    @property
    def cited(self) -> list[dict]:
        """The sources of the values and ranks."""
        return self.visit.fetch(source_queries.of_measure, INDEX)

    @property
    def is_edited(self) -> bool:
        """Whether any point is added or taken."""
        return bool(self.outcome.applied.total or any(self.outcome.applied.points.values()))


def of(visit: Visit, unit: Mapping) -> Worked:
    """The simulation of a unit as the address asks for it. Raises what `planning.standings.read` does."""
    held, keys = visit.standings(unit["unit_code"]), (visit.build_id, visit.edition_code)
    observed = data.kept(lambda: movement.observed(*keys), "transitions", *keys)
    return Worked(visit, held, choices.asked(held), tuple(movement.beside(observed)))


def moves_of(rate: Transition) -> Movement:
    """The movement at an observed rate."""
    return Movement(movement.GAP, Decimal(rate.percent))
