"""What each command of `python -m planning` answers: facts for machines and lines for people."""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from planning import edits, movement, ranks, simulation, standings
from planning.errors import PlanningRefused
from planning.movement import Moved
from planning.numbers import for_machines
from planning.ranks import Need, Place
from planning.standings import Standings, Unit
from text import formats
from text.catalogue import named, topic
from warehouse import builds, paths
from warehouse.queries import editions
from warehouse.queries.editions import Wanted


@dataclass(frozen=True)
class Answer:
    """One object for machines, and the lines that say the same to people."""

    facts: dict[str, Any]
    lines: list[str]


@dataclass(frozen=True)
class Asked:
    """The standings that the options name, in the language of the answer."""

    standings: Standings
    language: str

    def say(self, key: str, **values: object) -> str:
        """A line of the answer."""
        return topic(self.language, "planning")[key].format(**values)

    def points(self, amount: Decimal) -> str:
        """Points as the language writes them."""
        return formats.points(amount, self.language)

    def value(self, steps: int) -> str:
        """A value as the index and the language write it."""
        return formats.value(self.standings.value_of(steps), self.language)

    def names(self, units: Iterable[Unit]) -> str:
        """Names one after the other."""
        return formats.listed((self.name(unit) for unit in units), self.language)

    def name(self, unit: Unit) -> str:
        """The name of a unit in the language."""
        return named({"unit_name_vi": unit.name_vi, "unit_name_en": unit.name_en}, "unit_name", self.language)

    def place(self, place: Place) -> str:
        """`48/63`, or `54–58/63` where it is not exact."""
        if place.rank is not None:
            return formats.rank(place.rank, self.standings.cohort_size)
        return formats.rank(place.at_least, None) + "–" + formats.rank(place.at_most, self.standings.cohort_size)

    def level(self, units: tuple[Unit, ...]) -> str:
        """`, level with Tây Ninh`, or nothing."""
        return self.say("level_with", names=self.names(units)) if units else ""

    def facts(self) -> dict[str, Any]:
        """What every answer says of where it comes from."""
        held = self.standings
        return {
            "build": held.build_id,
            "edition": held.edition_code,
            "unit": held.own.code,
            "name": self.name(held.own),
            "cohort_size": held.cohort_size,
            "total": for_machines(held.total),
            "value_before": for_machines(held.value_of(held.steps)),
            "rank_before": held.rank,
        }

    def units(self, units: Iterable[Unit]) -> list[dict[str, str]]:
        """Units for machines."""
        return [{"unit": unit.code, "name": self.name(unit)} for unit in units]

    def stands(self) -> str:
        """The line that every answer begins with: who stands where."""
        held = self.standings
        place = self.place(ranks.place(held))
        return self.say(
            "stands", name=self.name(held.own), edition=held.edition_code, value=self.value(held.steps), rank=place
        )

    def close(self, moved: Moved | None = None) -> list[str]:
        """The lines that every answer ends with: how the others moved, which build, and what it is not."""
        lines = []
        if moved and moved.movement.kind != movement.STILL:
            key = f"others_{moved.movement.kind}"
            lines.append(self.say(key, amount=self.points(moved.movement.amount)))
            if moved.without_change:
                lines.append(self.say("without_change", names=self.names(moved.without_change)))
        return [*lines, self.say("not_official", build=self.standings.build_id)]


def asked(arguments: argparse.Namespace) -> Asked:
    """The standings of the unit and edition that the options name. Raises PlanningRefused (`edition`, `unit`), those of
    `standings.read`, and those of `builds.current`.
    """
    build_id = builds.current(paths.warehouse_dir()).build_id
    known = editions.editions(build_id).to_dicts()
    parts = Wanted(arguments.edition, arguments.index, arguments.year, arguments.cohort)
    edition = editions.find(known, parts)
    if edition is None:
        named = [arguments.edition, arguments.index, arguments.year, arguments.cohort]
        raise PlanningRefused("edition", " ".join(filter(None, named)), [row["edition_code"] for row in known])
    system, _, code = arguments.unit.strip().rpartition(".")
    if system not in ("", edition["unit_system"]):
        raise PlanningRefused("unit", arguments.unit, [f"{edition['unit_system']}.…"])
    return Asked(standings.read(build_id, edition["edition_code"], code), arguments.language)


def need(arguments: argparse.Namespace) -> Answer:
    """Points for the next place, for a rank or for a range."""
    told = asked(arguments)
    held = told.standings
    moved = movement.read(held.build_id, held, movement.parsed(arguments.others))
    lines = [told.stands()]
    if arguments.rank is None:
        found = ranks.need(held, None, moved.others)
        facts = _need_facts(told, found, moved)
        is_first = found.target == 1 and found.at_most == 0
        lines.append(told.say("first") if is_first else _need_line(told, found))
    else:
        best, worst = ranks.parsed(arguments.rank, held.cohort_size)
        of_range = ranks.need_of_range(held, best, worst, moved.others)
        facts = _need_facts(told, of_range.enter, moved)
        lines.append(_need_line(told, of_range.enter))
        if best != worst:
            lines.append(_need_line(told, of_range.better))
            facts |= {
                "range": [best, worst],
                "is_met": of_range.is_met,
                "distance": of_range.distance,
                "better": _need_facts(told, of_range.better, moved),
            }
    return Answer(told.facts() | facts | _others_facts(told, moved), lines + told.close(moved))


def _need_facts(told: Asked, found: Need, moved: Moved) -> dict[str, Any]:
    held = told.standings
    return {
        "target": found.target,
        "points": None if found.points is None else for_machines(found.points),
        "at_least": for_machines(found.at_least),
        "at_most": for_machines(found.at_most),
        "kind": found.kind,
        "value": for_machines(held.value_of(found.steps)),
        "rank": found.place.rank,
        "rank_at_least": found.place.at_least,
        "rank_at_most": found.place.at_most,
        "passed": told.units(ranks.passed(held, found.steps, moved.others)),
        "level_with": told.units(found.place.level_with),
    }


def _need_line(told: Asked, found: Need) -> str:
    held = told.standings
    if found.at_most == 0:
        return told.say("there", target=found.target, rank=told.place(found.place))
    key = "need" if found.points is not None else "need_between"
    return told.say(
        key,
        target=found.target,
        points=told.points(found.at_most),
        at_least=told.points(found.at_least),
        total=told.points(held.total),
        value=told.value(found.steps),
        rank=told.place(found.place),
        level=told.level(found.place.level_with),
    )


def steps(arguments: argparse.Namespace) -> Answer:
    """The step function."""
    told = asked(arguments)
    held = told.standings
    moved = movement.read(held.build_id, held, movement.parsed(arguments.others))
    found = ranks.steps(held, moved.others)
    lines = [
        told.say(
            "step", points=told.points(step.points), value=told.value(step.steps), rank=told.place(step.place),
            level=told.level(step.met),
        )
        for step in found
    ]  # fmt: skip
    listed = [
        {"points": for_machines(step.points), "value": for_machines(held.value_of(step.steps))}
        | _place_facts(told, step.place)
        for step in found
    ]
    facts = told.facts() | _others_facts(told, moved) | {"steps": listed}
    return Answer(facts, [told.stands(), *lines, *told.close(moved)])


def simulate(arguments: argparse.Namespace) -> Answer:
    """Value and rank after edits."""
    told = asked(arguments)
    held = told.standings
    asked_for = edits.parsed(arguments.add, arguments.set)
    outcome = simulation.simulate(held, asked_for, movement.parsed(arguments.others))
    lines = [
        told.stands(),
        told.say(
            "after", points=_signed(told, outcome.applied.total), total=told.points(held.total),
            value=told.value(outcome.steps), rank=told.place(outcome.place), level=told.level(outcome.place.level_with),
        ),
    ]  # fmt: skip
    for key, units in (("passed", outcome.passed), ("passing", outcome.passing)):
        if units:
            lines.append(told.say(key, count=len(units), names=told.names(units)))
    lines += [
        told.say("clipped", code=clip.code, asked=_signed(told, clip.asked), applied=_signed(told, clip.applied))
        for clip in outcome.applied.clips
    ]
    facts = told.facts() | {
        "points": for_machines(outcome.applied.total),
        "value": for_machines(outcome.value),
        **_place_facts(told, outcome.place),
        "places": outcome.places,
        "passed": told.units(outcome.passed),
        "passing": told.units(outcome.passing),
        "clipped": [
            {
                "code": clip.code,
                "asked": for_machines(clip.asked),
                "applied": for_machines(clip.applied),
                "by": for_machines(clip.by),
            }
            for clip in outcome.applied.clips
        ],
        "pillars": _levels(told, outcome, "pillar"),
        "mains": _levels(told, outcome, "main"),
    }
    return Answer(facts | _others_facts(told, outcome.moved), lines + told.close(outcome.moved))


def _place_facts(told: Asked, place: Place) -> dict[str, Any]:
    return {
        "rank": place.rank,
        "at_least": place.at_least,
        "at_most": place.at_most,
        "kind": place.kind,
        "level_with": told.units(place.level_with),
    }


def _others_facts(told: Asked, moved: Moved) -> dict[str, Any]:
    amount = moved.movement.amount
    return {
        "others": {"kind": moved.movement.kind, "amount": for_machines(amount) if amount else None},
        "without_change": told.units(moved.without_change),
    }


def _levels(told: Asked, outcome: simulation.Outcome, level: str) -> list[dict[str, Any]]:
    return [
        {
            "code": each.code,
            "name": named({"name_vi": each.name_vi, "name_en": each.name_en}, "name", told.language),
            "points": for_machines(outcome.applied.points.get(each.code, Decimal(0))) if level == "main" else None,
            "value_before": None if each.value is None else for_machines(each.value),
            "value": None if each.value_after is None else for_machines(each.value_after),
            "rank_before": each.rank,
            "rank": each.rank_after,
        }
        for each in outcome.levels
        if each.level == level
    ]


def _signed(told: Asked, amount: Decimal) -> str:
    return ("+" if amount > 0 else "") + told.points(amount)
