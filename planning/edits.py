"""Points added to or taken from main indicators, and how much of that there is room for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from planning.errors import PlanningRefused
from planning.numbers import number
from planning.standings import INDEX, Main, Standings


@dataclass(frozen=True)
class Edits:
    """What is asked: points `added` to main indicators by code (less than 0 takes away), or values 0..1 that known ones
    are `set` to. Points under the code `index` are not said to belong to a main indicator.
    """

    added: Mapping[str, Decimal] = field(default_factory=dict)
    set: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Clip:
    """Points that were `asked` for one code and those of them that there was room for."""

    code: str
    asked: Decimal
    applied: Decimal

    @property
    def by(self) -> Decimal:
        """How many points were cut off; less than 0 where more was taken than there is."""
        return self.asked - self.applied


@dataclass(frozen=True)
class Applied:
    """The points that are applied, by code in the order of the main indicators, and every clip."""

    points: Mapping[str, Decimal]
    clips: tuple[Clip, ...]

    @property
    def total(self) -> Decimal:
        """All of them together."""
        return sum(self.points.values(), Decimal(0))


def parsed(added: Iterable[str], values: Iterable[str] = ()) -> Edits:
    """Edits as they are written: `8=31.8` adds points, of `values` `8=0.9` is what an indicator is set to.

    Raises PlanningRefused: `edit` where it is not written so, `twice`, and those of `numbers.number`.
    """
    return Edits(_by_code(added), _by_code(values))


def clipped(standings: Standings, edits: Edits) -> Applied:
    """What can be added of what was asked: a known main indicator stays within 0 and its maximum; the unknown ones lose
    and gain together at most what they have and have lost, each at most its maximum, in the order of their codes; all
    together stay within the whole.

    Raises PlanningRefused: `code` for a code that is no assessed main indicator, `set_unknown` for a value of an
    indicator whose points are not known, `set_range` for one outside 0..1, `twice` for a code that is added to and set.
    """
    mains = {main.code: main for main in standings.mains}
    asked = _asked(standings, mains, edits)
    points: dict[str, Decimal] = {}
    pool = standings.pool
    gain, loss = (pool.lost, -pool.score) if pool else (Decimal(0), Decimal(0))
    low: Decimal
    high: Decimal
    for code in (*mains, INDEX):
        if code not in asked:
            continue
        main = mains.get(code)
        if main is None:  # what main indicators gain and lose is no more there to be gained
            placed = sum(points.values(), Decimal(0))
            low = min(standings.lost - standings.total - placed, Decimal(0))
            high = max(standings.lost - placed, Decimal(0))
        elif main.lost is not None and main.score is not None:
            low, high = -main.score, main.lost
        else:
            maximum = main.maximum or Decimal(0)
            low, high = max(loss, -maximum), min(gain, maximum)
        points[code] = min(max(asked[code], low), high)
        if main is not None and not main.is_known:
            gain -= max(points[code], Decimal(0))
            loss -= min(points[code], Decimal(0))
    clips = tuple(Clip(code, asked[code], done) for code, done in points.items() if done != asked[code])
    return Applied(points, clips)


def _asked(standings: Standings, mains: Mapping[str, Main], edits: Edits) -> dict[str, Decimal]:
    """Points by code, values turned into the points that lead to them."""
    asked = dict(edits.added)
    for code in (*edits.added, *edits.set):
        if code not in mains and not (code == INDEX and code in edits.added):
            raise PlanningRefused("code", code, [*mains, INDEX])
    for code, value in edits.set.items():
        main = mains[code]
        if code in asked:
            raise PlanningRefused("twice", code)
        if not 0 <= value <= 1:
            raise PlanningRefused("set_range", f"{code}={value:f}")
        if main.value is None or main.score is None or main.maximum is None:
            raise PlanningRefused("set_unknown", code, [each.code for each in standings.mains if each.is_known])
        asked[code] = value * main.maximum - main.score
    return asked


def _by_code(written: Iterable[str]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for text in written:
        code, mark, amount = text.partition("=")
        code = code.strip()
        if not mark or not code:
            raise PlanningRefused("edit", text)
        if code in found:
            raise PlanningRefused("twice", code)
        found[code] = number(amount)
    return found
