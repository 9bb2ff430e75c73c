"""The target of a plan that was worked out: the rank aimed at, the points it takes, the chosen set, who is missing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from planning import edits, movement, ranks, reach, simulation, standings
from planning.edits import Edits
from planning.errors import NothingToPlan
from planning.movement import Movement
from planning.ranks import Need, Place
from planning.simulation import Outcome
from planning.standings import Standings
from reports.components import LOST
from reports.content import Block, Column, Paragraph, Table, note
from reports.telling import Telling
from text import formats
from text.catalogue import named
from text.components import signed_points


@dataclass(frozen=True)
class Aim:
    """What was asked for, as commands and addresses write it: a rank or range, and edits of a scenario."""

    rank: str | None = None
    add: Sequence[str] = ()
    set: Sequence[str] = ()
    gain: Sequence[str] = ()
    others: str = movement.STILL

    @property
    def written(self) -> str:
        """All of it in one line, as a document keeps it."""
        return json.dumps(asdict(self), ensure_ascii=True, sort_keys=True)

    @property
    def is_loose(self) -> bool:
        """Whether it says how the others move, and nothing that would rest on it."""
        return self.others != movement.STILL and not self.is_given

    @property
    def is_given(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.rank or self.add or self.set or self.gain)


def read_aim(written: str) -> Aim | None:
    """The aim that a document keeps; None for none, or for a text that is none: a stranger may have put it there."""
    try:
        found = json.loads(written or "null")
    except ValueError:
        return None
    if not isinstance(found, dict) or found.keys() != {"rank", "add", "set", "gain", "others"}:
        return None
    lists = {name: found[name] for name in ("add", "set", "gain")}
    is_aim = all(isinstance(each, list) and all(isinstance(part, str) for part in each) for each in lists.values())
    if not is_aim or not isinstance(found["others"], str) or not isinstance(found["rank"], str | None):
        return None
    return Aim(found["rank"], others=found["others"], **{name: tuple(each) for name, each in lists.items()})


def blocks(told: Telling, aim: Aim) -> list[Block]:
    """1.4: the target, the chosen set and what comes of it; nothing where no aim was given.

    Raises PlanningRefused for an aim that cannot be understood, NothingToPlan where the data have not what it takes.
    """
    if not aim.is_given:
        return []
    held = standings.read(told.facts.build_id, told.facts.edition_code, told.facts.unit_code)
    moves = movement.parsed(aim.others)
    moved = movement.read(held.build_id, held, moves)
    found: list[Block] = [note(told.say("report_target_note")), *_supposed(told, moves)]
    need = None
    if aim.rank:
        best, worst = ranks.parsed(aim.rank, held.cohort_size)
        need = ranks.need(held, worst, moved.others)
        found.append(Paragraph(_need(told, held, need)))
        if best != worst:
            found.append(Paragraph(_need(told, held, ranks.need(held, best, moved.others))))
    asked = edits.parsed(aim.add, aim.set)
    if aim.gain:
        asked = reach.with_components(held, asked, list(aim.gain))
    if not (asked.added or asked.set) and need is not None and need.at_most > 0:
        chosen = _fewest(told, held, need, moved.others)
        if chosen is None:
            return [*found, told.gap("report_target_not_enough", unit=told.unit)]
        asked = chosen
    if asked.added or asked.set:
        outcome = simulation.simulate(held, asked, moves)
        found += _outcome(told, held, outcome)
        if need is not None and outcome.steps < need.steps:
            rank = formats.rank(need.target, held.cohort_size)
            found.append(told.note("target_missed", told.say("report_target_missed", rank=rank)))
    return found


def _supposed(told: Telling, moves: Movement) -> list[Block]:
    """How the others move, before anything is said that rests on it."""
    if moves.kind == movement.STILL:
        return []
    amount = formats.points(moves.amount, told.language)
    return [told.note("target_others", told.say(f"report_target_others_{moves.kind}", amount=amount))]


def _need(told: Telling, held: Standings, need: Need) -> str:
    """What a rank takes, exactly or from and to."""
    address = f"target/{need.target}"
    rank = told.mark(formats.rank(need.target, held.cohort_size), f"{address}/rank")
    if need.at_most == 0:
        return told.say("report_target_there", unit=told.unit, rank=rank, now=told.rank(told.facts.unit))
    total = told.mark(formats.points(held.total, told.language), "framework/total_score")
    key = "report_target_need" if need.points is not None else "report_target_between"
    points = {
        name: told.mark(formats.points(amount, told.language), f"{address}/{name}")
        for name, amount in (("at_least", need.at_least), ("at_most", need.at_most))
    }
    value = told.mark(formats.value(held.value_of(need.steps), told.language, held.decimals), f"{address}/value")
    return told.say(key, unit=told.unit, rank=rank, value=value, total=total, **points)


def _fewest(told: Telling, held: Standings, need: Need, others: Sequence[standings.Unit]) -> Edits | None:
    """The fewest main indicators that reach the target, filled up to the best value of the cohort; the maximum where
    that is not known. None where all of them are not enough.
    """
    try:
        found = reach.reach(held, need.target, reach.BEST, others=others)
    except NothingToPlan as nothing:
        if nothing.reason != "no_best":
            raise
        found = reach.reach(held, need.target, reach.MAXIMUM, others=others)
    return Edits(found.points, {}) if found.is_enough else None


def _outcome(told: Telling, held: Standings, outcome: Outcome) -> list[Block]:
    """The table of the set, value and rank after it, what was cut, and the components in it that nobody leads."""
    points = outcome.applied.points
    rows = [
        _row(told, each.code, each, points) for each in outcome.levels if each.level == "main" and points.get(each.code)
    ]
    total = told.mark(signed_points(outcome.applied.total, told.language), "target/points")
    found: list[Block] = []
    if rows:
        rows.append([told.say("report_target_all"), "", total, "", ""])
        columns = [
            Column(told.say("report_column_number"), 22),
            Column(told.say("report_column_main"), 65),
            Column(told.say("report_target_column_points"), 25, "right"),
            Column(told.say("report_target_column_before"), 25, "right"),
            Column(told.say("report_target_column_after"), 25, "right"),
        ]
        caption, last = told.say("report_table_target", unit=told.unit), frozenset({len(rows) - 1})
        found.append(Table(caption, columns, rows, is_kept_together=True, bold_rows=last))
    value = told.mark(formats.value(outcome.value, told.language, held.decimals), "target/after/value")
    place = told.mark(_place(outcome.place, held.cohort_size), "target/after/rank")
    found.append(Paragraph(told.say("report_target_after", points=total, value=value, rank=place, unit=told.unit)))
    for clip in outcome.applied.clips:
        asked, applied = (signed_points(amount, told.language) for amount in (clip.asked, clip.applied))
        text = told.say("report_target_clipped", code=clip.code, asked=asked, applied=applied)
        found.append(told.note(f"target_clipped_{clip.code}", text))
    return found + _without_lead(told, points)


def _row(told: Telling, code: str, level: simulation.Level, points: Mapping[str, Decimal]) -> list[str]:
    address = f"target/{code}"
    name = named({"name_vi": level.name_vi, "name_en": level.name_en}, "name", told.language)
    before, after = (
        told.mark(formats.value(amount, told.language), f"{address}/{when}")
        for when, amount in (("value_before", level.value), ("value_after", level.value_after))
    )
    added = told.mark(signed_points(points[code], told.language), f"{address}/points")
    return [code, name, added, before, after]


def _place(place: Place, size: int | None) -> str:
    if place.rank is not None:
        return formats.rank(place.rank, size)
    return f"{place.at_least}–{formats.rank(place.at_most, size)}"


def _without_lead(told: Telling, points: Mapping[str, Decimal]) -> list[Block]:
    """The components below full points of the chosen main indicators that no plan gives to an agency."""
    codes = [
        row["indicator_code"]
        for row in told.facts.statuses
        if points.get(row["main_code"]) and row["status"] in LOST and not row["agencies"]
    ]
    if codes:
        listed = told.mark(told.listed(codes), "target/without_lead_codes")
        return [told.gap("report_target_without_lead", codes=listed)]
    if not told.facts.statuses:
        return [told.gap("report_target_no_components", unit=told.unit)]
    return []
