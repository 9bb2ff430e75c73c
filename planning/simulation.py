"""What comes of edits: value and place of the unit, whom it passes and who passes it, its pillars and mains."""

from dataclasses import dataclass
from decimal import Decimal

from planning import edits as editing
from planning import movement as moving
from planning import ranks
from planning.edits import Applied, Edits
from planning.movement import Moved, Movement
from planning.ranks import Place
from planning.standings import INDEX, Standings, Unit, in_steps
from warehouse.queries import planning as queries


@dataclass(frozen=True)
class Level:
    """A pillar or a main indicator before and after: value 0..1, and rank where the whole cohort has one.

    After is None where it cannot be said: its value is not known, or points were added that belong to no main.
    """

    code: str
    level: str
    name_vi: str
    name_en: str | None
    maximum: Decimal | None
    value: Decimal | None
    value_after: Decimal | None
    rank: int | None
    rank_after: int | None


@dataclass(frozen=True)
class Outcome:
    """What comes of edits with the others as they are or moved. `steps` is the value after, in steps.

    `passed` were above and are not (level ones too), `passing` were not and are: places = passed − passing wherever
    both places are exact.
    """

    standings: Standings
    applied: Applied
    moved: Moved
    steps: int
    before: Place
    place: Place
    passed: tuple[Unit, ...]
    passing: tuple[Unit, ...]
    levels: tuple[Level, ...]

    @property
    def places(self) -> int | None:
        """Ranks gained, less than 0 where lost; None where a rank is not exact."""
        if self.before.rank is None or self.place.rank is None:
            return None
        return self.before.rank - self.place.rank

    @property
    def value(self) -> Decimal:
        """The value after, as the index writes it."""
        return self.standings.value_of(self.steps)


def simulate(standings: Standings, edits: Edits | None = None, movement: Movement | None = None) -> Outcome:
    """What comes of edits, with the others moved. Raises those of `edits.clipped` and `movement.read`."""
    applied = editing.clipped(standings, edits or Edits())
    moved = moving.read(standings.build_id, standings, movement or Movement())
    rows = queries.after(
        standings.build_id, standings.edition_code, standings.own.code, applied.points, standings.total
    )
    found = {row["indicator_code"]: row for row in rows.iter_rows(named=True)}
    steps = in_steps(found.pop(INDEX)["value_after"]) or 0
    return Outcome(
        standings=standings,
        applied=applied,
        moved=moved,
        steps=steps,
        before=ranks.place(standings),
        place=ranks.place(standings, steps, moved.others),
        passed=ranks.passed(standings, steps, moved.others),
        passing=ranks.passing(standings, steps, moved.others),
        levels=tuple(
            Level(
                code=code,
                level=row["indicator_level"],
                name_vi=row["indicator_name_vi"],
                name_en=row["indicator_name_en"],
                maximum=row["max_score"],
                value=row["value"],
                value_after=row["value_after"],
                rank=row["rank"],
                rank_after=row["rank_after"],
            )
            for code, row in found.items()
        ),
    )
